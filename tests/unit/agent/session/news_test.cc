#include "agent/session/news.h"

#include <gtest/gtest.h>

#include <boost/json/array.hpp>

namespace desirepath::session {
namespace {

constexpr auto kEnglish = fields::Language::kEnglish;
constexpr std::int64_t kNow = 1'800'000'000;
constexpr std::int64_t kDay = 86400;

boost::json::object policy(std::uint32_t number) {
  return {{"number", number}, {"organisation", "Example Oy"}, {"lab", false}};
}

boost::json::object care(std::uint32_t number) {
  return {{"notices", boost::json::array{boost::json::object{
                          {"number", number}, {"kind", "care"}, {"words", "Change it."}}}}};
}

TEST(News, AnAccountIsToldOnceThatTheAgentIsHere) {
  Seen seen;
  const std::vector<Message> first = policy_news(policy(2), kEnglish, seen);
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first[0].title, "Desirepath is on this machine");
  EXPECT_NE(first[0].body.find("Example Oy wants to know"), std::string::npos);
  EXPECT_EQ(first[0].body.find("{"), std::string::npos);
  EXPECT_EQ(first[0].body.find("not anonymous"), std::string::npos);
  EXPECT_TRUE(policy_news(policy(2), kEnglish, seen).empty());
}

TEST(News, ALabSaysThatItIsOne) {
  Seen seen;
  boost::json::object lab = policy(1);
  lab["lab"] = true;
  EXPECT_NE(policy_news(lab, kEnglish, seen)[0].body.find("not anonymous"), std::string::npos);
}

TEST(News, NothingIsToldBeforeAPolicyHolds) {
  Seen seen;
  EXPECT_TRUE(policy_news({{"validity", "no policy"}}, kEnglish, seen).empty());
  EXPECT_TRUE(policy_news({{"number", "three"}}, kEnglish, seen).empty());
  EXPECT_EQ(seen, Seen());
}

TEST(News, AComingPolicyIsToldOnceAndAgainWhenItHolds) {
  Seen seen{.policy = 2, .coming = 0, .notices = {}};
  boost::json::object coming = policy(2);
  coming["coming_number"] = 3;
  coming["coming_from"] = "2026-12-07";
  const std::vector<Message> told = policy_news(coming, kEnglish, seen);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_NE(told[0].body.find("From 2026-12-07 on Example Oy"), std::string::npos);
  EXPECT_TRUE(policy_news(coming, kEnglish, seen).empty());
  const std::vector<Message> holds = policy_news(policy(3), kEnglish, seen);
  ASSERT_EQ(holds.size(), 1U);
  EXPECT_EQ(holds[0].title, "What is asked here has changed");
}

TEST(News, ANoticeComesAtMostOnceInSixDays) {
  Seen seen;
  const std::vector<Message> told = notice_news(care(7), "Example Oy", kEnglish, kNow, seen);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0], (Message{"In your own interest, from Example Oy", "Change it.", true}));
  EXPECT_TRUE(notice_news(care(7), "", kEnglish, kNow + 6 * kDay - 1, seen).empty());
  EXPECT_EQ(notice_news(care(7), "", kEnglish, kNow + 6 * kDay, seen).size(), 1U);
  EXPECT_EQ(notice_news(care(8), "", kEnglish, kNow + 6 * kDay, seen).size(), 1U);
  EXPECT_EQ(notice_news(care(7), "", kEnglish, kNow, seen).size(), 1U);  // the clock went back
}

TEST(News, AnAnswerOfAnotherShapeTellsNothing) {
  Seen seen;
  EXPECT_TRUE(notice_news({}, "", kEnglish, kNow, seen).empty());
  EXPECT_TRUE(notice_news({{"notices", 7}}, "", kEnglish, kNow, seen).empty());
  EXPECT_TRUE(notice_news({{"notices", {1, "a"}}}, "", kEnglish, kNow, seen).empty());
}

}  // namespace
}  // namespace desirepath::session
