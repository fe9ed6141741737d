#include "collector/curation/event_queue.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "collector/curation/curation_database.h"

namespace desirepath::curation {
namespace {

class EventQueueTest : public ::testing::Test {
 protected:
  EventQueueTest() {
    std::filesystem::remove(path_);
    curation_.emplace(*CurationDatabase::open(path_.string()));
  }
  ~EventQueueTest() override { std::filesystem::remove(path_); }

  void add(int number, const std::vector<std::string>& channels = {"webhook"}) {
    Event event;
    event.id = absl::StrCat("id-", number);
    event.at = 1000;
    event.kind = "test";
    ASSERT_TRUE(*queue().add(event, channels));
  }
  EventQueue queue() { return EventQueue(curation_->database()); }
  std::vector<std::string> due(const std::string& channel, std::int64_t now) {
    std::vector<std::string> ids;
    for (const Delivery& one : *queue().due(channel, now, 10)) ids.push_back(one.event.id);
    return ids;
  }

  const std::filesystem::path path_ =
      std::filesystem::path(::testing::TempDir()) /
      absl::StrCat(::testing::UnitTest::GetInstance()->current_test_info()->name(), ".db");
  std::optional<CurationDatabase> curation_;
};

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_F(EventQueueTest, TheSameEventIsQueuedOnce) {
  add(1);
  Event again;
  again.id = "id-1";
  EXPECT_FALSE(*queue().add(again, {"webhook"}));
  EXPECT_THAT(due("webhook", 1000), ElementsAre("id-1"));
}

TEST_F(EventQueueTest, EachChannelHasItsOwnPaceAndOrder) {
  add(1, {"webhook", "file"});
  add(2, {"webhook", "file"});
  const Delivery first = queue().due("webhook", 1000, 1)->front();
  ASSERT_TRUE(queue().failed(first, "away", 1005).ok());
  EXPECT_THAT(due("webhook", 1004), IsEmpty()) << "what stands behind it waits";
  EXPECT_THAT(due("webhook", 1005), ElementsAre("id-1", "id-2"));
  EXPECT_THAT(due("file", 1000), ElementsAre("id-1", "id-2"));
  EXPECT_EQ(queue().state("webhook")->fault, "away");
  ASSERT_TRUE(queue().delivered(queue().due("webhook", 1005, 1)->front(), 1006).ok());
  EXPECT_THAT(due("webhook", 1006), ElementsAre("id-2"));
  EXPECT_EQ(queue().state("webhook")->delivered_at, 1006);
}

TEST_F(EventQueueTest, ADeadOneWaitsForAPersonAndBlocksNobody) {
  add(1);
  add(2);
  ASSERT_TRUE(queue().failed(queue().due("webhook", 1000, 1)->front(), "gone", {}).ok());
  EXPECT_THAT(due("webhook", 1000), ElementsAre("id-2"));
  const std::vector<Delivery> dead = *queue().dead(0, 10);
  ASSERT_EQ(dead.size(), 1U);
  EXPECT_EQ(dead[0].fault, "gone");
  EXPECT_EQ(dead[0].tries, 1);
  ASSERT_TRUE(queue().again(dead[0].number, 2000).ok());
  EXPECT_TRUE(absl::IsNotFound(queue().again(dead[0].number, 2000)));
  EXPECT_THAT(due("webhook", 2000), ElementsAre("id-1", "id-2"));
}

TEST_F(EventQueueTest, OverItsBoundsTheOldestGoesFirst) {
  auto transaction = store::Transaction::begin(curation_->database());
  const int all = static_cast<int>(EventQueue::kMostWaiting + EventQueue::kMostDead) + 3;
  for (int number = 0; number < all; ++number) add(number);
  ASSERT_TRUE(transaction->commit().ok());
  const ChannelState state = *queue().state("webhook");
  EXPECT_EQ(state.waiting, EventQueue::kMostWaiting);
  EXPECT_EQ(state.dead, EventQueue::kMostDead);
  EXPECT_EQ(queue().dead(0, 1)->front().fault, "more waited than the queue holds");
  EXPECT_EQ(queue().dead(0, 1000)->back().event.id, "id-3");
}

TEST_F(EventQueueTest, PagesBeginWhereTheOneBeforeEnded) {
  for (int number = 0; number < 5; ++number) add(number);
  const std::vector<Event> first = *queue().events(0, 2);
  const std::vector<Event> second = *queue().events(first.back().number, 2);
  EXPECT_EQ(first.front().id, "id-4");
  EXPECT_EQ(second.front().id, "id-2");
}

TEST_F(EventQueueTest, WhatIsCommittedOutlivesTheProcess) {
  add(1);
  curation_.emplace(*CurationDatabase::open(path_.string()));
  EXPECT_THAT(due("webhook", 1000), ElementsAre("id-1"));
}

}  // namespace
}  // namespace desirepath::curation
