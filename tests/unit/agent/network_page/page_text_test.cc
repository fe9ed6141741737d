#include "agent/network_page/page_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace desirepath::network_page {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Told told(const char* state) {
  Told told;
  told.policy = {{"organisation", "Example <Oy> & Co"},
                 {"number", 3},
                 {"ends", "2027-05-04"},
                 {"hash", "abcd"},
                 {"k", 10},
                 {"lab", false},
                 {"questions", boost::json::array{"what is \"asked\""}}};
  told.networks = {{"gateway", "hq"},
                   {"networks", boost::json::array{"10.20.0.0/16"}},
                   {"no_staff_body", false},
                   {"counts", true}};
  told.device = {{"state", state}};
  return told;
}

TEST(NetworkPage, OffersTheButtonThatFitsTheDevice) {
  const std::string counted = write_page(told("counted"), fields::Language::kEnglish);
  EXPECT_THAT(counted, HasSubstr("action=\"/opt-out?language=en\""));
  EXPECT_THAT(counted, Not(HasSubstr("/opt-in")));
  const std::string out = write_page(told("opted-out"), fields::Language::kEnglish);
  EXPECT_THAT(out, HasSubstr("action=\"/opt-in?language=en\""));
  for (const char* const state : {"elsewhere", "unseen", "chosen-address", "", "nonsense"}) {
    EXPECT_THAT(write_page(told(state), fields::Language::kEnglish), Not(HasSubstr("<form")))
        << state;
  }
}

TEST(NetworkPage, WhatIsNotOursIsEscaped) {
  const std::string page = write_page(told("counted"), fields::Language::kEnglish);
  EXPECT_THAT(page, HasSubstr("Example &lt;Oy&gt; &amp; Co"));
  EXPECT_THAT(page, HasSubstr("what is &quot;asked&quot;"));
  EXPECT_THAT(page, Not(HasSubstr("<Oy>")));
}

TEST(NetworkPage, NoPlaceIsLeftOpenInAnyLanguage) {
  for (const auto language :
       {fields::Language::kEnglish, fields::Language::kFinnish, fields::Language::kGerman}) {
    const std::string page = write_page(told("counted"), language);
    EXPECT_THAT(page, Not(HasSubstr("{")));
    EXPECT_THAT(page, HasSubstr("10.20.0.0/16"));
    EXPECT_THAT(page, HasSubstr("abcd"));
  }
}

TEST(NetworkPage, WithoutTheAgentItSaysThatNothingIsCounted) {
  const std::string page = write_page({}, fields::Language::kEnglish);
  EXPECT_THAT(page, HasSubstr("counts nothing at present"));
  EXPECT_THAT(page, Not(HasSubstr("<form")));
}

TEST(NetworkPage, SpeaksTheFirstLanguageThatItKnows) {
  EXPECT_EQ(accepted_language("sv, FI-fi;q=0.9, en"), fields::Language::kFinnish);
  EXPECT_EQ(accepted_language("de-AT,de;q=0.9"), fields::Language::kGerman);
  EXPECT_EQ(accepted_language(""), fields::Language::kEnglish);
}

}  // namespace
}  // namespace desirepath::network_page
