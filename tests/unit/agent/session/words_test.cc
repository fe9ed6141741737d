#include "agent/session/words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace desirepath::session {
namespace {

constexpr std::array kLanguages = {fields::Language::kEnglish, fields::Language::kFinnish,
                                   fields::Language::kGerman};

TEST(SessionWords, EveryTextIsThereInEachLanguage) {
  for (const fields::Language language : kLanguages) {
    for (int i = 0; i <= static_cast<int>(Text::kRuleTitle); ++i) {
      EXPECT_FALSE(text(language, static_cast<Text>(i)).empty()) << i;
    }
  }
}

TEST(SessionWords, TheFirstOneHasThreeSentences) {
  for (const fields::Language language : kLanguages) {
    const std::string first(text(language, Text::kFirst));
    EXPECT_EQ(std::count(first.begin(), first.end(), '.'), 3) << first;
  }
}

}  // namespace
}  // namespace desirepath::session
