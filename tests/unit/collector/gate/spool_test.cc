#include "collector/gate/spool.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <fstream>

namespace desirepath::gate {
namespace {

constexpr std::uint64_t kPlenty = std::uint64_t{1} << 30;

struct Folder {
  std::filesystem::path path;
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "spool-XXXXXX").string();
    path = ::mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
};

pki::DeviceId device(std::uint8_t number) {
  pki::DeviceId id{};
  id[0] = number;
  return id;
}

seal::Sealed frame(std::uint16_t number) {
  seal::Sealed sealed{};
  sealed[0] = static_cast<std::uint8_t>(number);
  sealed[1] = static_cast<std::uint8_t>(number >> 8);
  return sealed;
}

Spool open(const Folder& folder, std::uint64_t most = kPlenty) {
  auto spool = Spool::open(folder.path, most, std::make_shared<SpoolBytes>(0));
  EXPECT_TRUE(spool.ok()) << spool.status();
  return *std::move(spool);
}

Tick last_of_day(std::size_t k) { return {.k = k, .day_over = true}; }

std::vector<int> numbers(const std::vector<Segment>& segments) {
  std::vector<intake::SealedFrame> frames;
  for (const Segment& segment : segments) EXPECT_TRUE(segment.read(frames).ok());
  std::vector<int> out;
  for (const auto& one : frames) out.push_back(one.ciphertext[0] | one.ciphertext[1] << 8);
  return out;
}

TEST(Spool, HoldsBackUntilKCertificates) {
  const Folder folder;
  Spool spool = open(folder);
  for (std::uint16_t i = 0; i < 4; ++i) ASSERT_TRUE(spool.add(7, device(1), frame(i)).ok());
  ASSERT_TRUE(spool.add(7, device(2), frame(4)).ok());
  ASSERT_TRUE(spool.commit().ok());
  EXPECT_TRUE(spool.release(last_of_day(3))->empty());
  ASSERT_TRUE(spool.add(7, device(3), frame(5)).ok());
  auto released = spool.release(last_of_day(3));
  ASSERT_TRUE(released.ok());
  std::vector<int> got = numbers(*released);
  std::sort(got.begin(), got.end());
  EXPECT_EQ(got, (std::vector<int>{0, 1, 2, 3, 4, 5}));
  EXPECT_EQ(spool.held_back(), 0U);
}

TEST(Spool, CertificatesOfAnotherWindowDoNotHelp) {
  const Folder folder;
  Spool spool = open(folder);
  ASSERT_TRUE(spool.add(7, device(1), frame(1)).ok());
  ASSERT_TRUE(spool.add(8, device(2), frame(2)).ok());
  ASSERT_TRUE(spool.add(8, device(3), frame(3)).ok());
  auto released = spool.release(last_of_day(2));
  ASSERT_EQ(released->size(), 1U);
  EXPECT_EQ(released->front().window(), 8U);
  EXPECT_EQ(spool.windows(), (std::vector<std::uint32_t>{7}));
}

TEST(Spool, AfterACrashItWaitsForKFreshCertificates) {
  const Folder folder;
  {
    Spool spool = open(folder);
    ASSERT_TRUE(spool.add(7, device(1), frame(1)).ok());
    ASSERT_TRUE(spool.add(7, device(2), frame(2)).ok());
    ASSERT_TRUE(spool.commit().ok());
  }
  Spool again = open(folder);
  EXPECT_EQ(again.held_back(), 2U);
  EXPECT_TRUE(again.release(last_of_day(2))->empty());
  ASSERT_TRUE(again.add(7, device(1), frame(3)).ok());
  ASSERT_TRUE(again.add(7, device(2), frame(4)).ok());
  EXPECT_EQ(numbers(*again.release(last_of_day(2))).size(), 4U);
}

void add(Spool& spool, std::uint8_t devices) {
  for (std::uint8_t i = 1; i <= devices; ++i) {
    ASSERT_TRUE(spool.add(7, device(i), frame(i)).ok());
  }
}

TEST(Spool, AnOrdinaryTickWaitsForACrowdAndTheDaysLastForK) {
  const Folder folder;
  Spool spool = open(folder);
  add(spool, 2 * kCrowd - 1);
  EXPECT_TRUE(spool.release({.k = 2})->empty());
  EXPECT_EQ(numbers(*spool.release(last_of_day(2))).size(), 2 * kCrowd - 1);
  add(spool, 2 * kCrowd);
  EXPECT_EQ(numbers(*spool.release({.k = 2})).size(), 2 * kCrowd);
}

TEST(Spool, WhatIsLeftOfADayThatHadACrowdWaitsForTheNext) {
  const Folder folder;
  Spool spool = open(folder);
  add(spool, 2 * kCrowd);
  EXPECT_EQ(spool.release({.k = 2})->size(), 1U);
  add(spool, 3);
  EXPECT_TRUE(spool.release(last_of_day(2))->empty());
  EXPECT_EQ(numbers(*spool.release(last_of_day(2))).size(), 3U);  // a day on which nothing went
}

TEST(Spool, TheDayAfterSendingEndedTakesAllThatIsLeft) {
  const Folder folder;
  Spool spool = open(folder);
  add(spool, 2 * kCrowd);
  EXPECT_EQ(spool.release({.k = 2})->size(), 1U);
  add(spool, 3);
  const Tick end{.k = 2, .day_over = true, .sending_from = 8};
  EXPECT_EQ(numbers(*spool.release(end)).size(), 3U);
}

TEST(Spool, WhenSendingHasEndedKAreEnough) {
  const Folder folder;
  Spool spool = open(folder);
  for (std::uint8_t i = 1; i <= 3; ++i) ASSERT_TRUE(spool.add(7, device(i), frame(i)).ok());
  EXPECT_TRUE(spool.release({.k = 3, .sending_from = 7})->empty());  // not ended
  EXPECT_EQ(numbers(*spool.release({.k = 3, .sending_from = 8})).size(), 3U);
}

TEST(Spool, FewerThanKNeverGo) {
  const Folder folder;
  Spool spool = open(folder);
  for (std::uint8_t i = 1; i <= 2; ++i) ASSERT_TRUE(spool.add(7, device(i), frame(i)).ok());
  const Tick last{.k = 3, .day_over = true, .sending_from = 8};
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(spool.release(last)->empty());
  EXPECT_EQ(*spool.wipe(7), 2U);
}

TEST(Spool, ThatKWereSeenSurvivesACrashAndIsEnoughForTheDaysLastTick) {
  const Folder folder;
  {
    Spool spool = open(folder);
    ASSERT_TRUE(spool.add(7, device(1), frame(1)).ok());
    ASSERT_TRUE(spool.add(7, device(2), frame(2)).ok());
    ASSERT_TRUE(spool.add(8, device(2), frame(3)).ok());  // of this window one alone
    ASSERT_TRUE(spool.commit().ok());
    ASSERT_TRUE(spool.release({.k = 2})->empty());
  }
  Spool again = open(folder);
  EXPECT_TRUE(again.take_released_before().empty());
  ASSERT_TRUE(again.add(7, device(3), frame(4)).ok());
  EXPECT_TRUE(again.release({.k = 2})->empty());
  std::vector<int> got = numbers(*again.release(last_of_day(2)));
  std::sort(got.begin(), got.end());
  EXPECT_EQ(got, (std::vector<int>{1, 2, 4}));
  EXPECT_EQ(again.windows(), (std::vector<std::uint32_t>{8}));
}

TEST(Spool, TheReleasedMarkSurvivesACrash) {
  const Folder folder;
  {
    Spool spool = open(folder);
    ASSERT_TRUE(spool.add(7, device(1), frame(1)).ok());
    ASSERT_EQ(spool.release(last_of_day(1))->size(), 1U);  // and dies before it is delivered
  }
  Spool again = open(folder);
  EXPECT_EQ(again.held_back(), 0U);
  EXPECT_EQ(numbers(again.take_released_before()), (std::vector<int>{1}));
}

TEST(Spool, ATornSlotIsCountedAndPassedOver) {
  const Folder folder;
  {
    Spool spool = open(folder);
    for (std::uint16_t i = 0; i < 50; ++i) ASSERT_TRUE(spool.add(7, device(1), frame(i)).ok());
    ASSERT_TRUE(spool.commit().ok());
  }
  const auto path = std::filesystem::directory_iterator(folder.path)->path();
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  // The last octet of the first slot that is in use: as if the power had gone in the middle of it.
  std::vector<char> octets(kSegmentBytes);
  file.read(octets.data(), static_cast<std::streamsize>(octets.size()));
  std::size_t slot = 0;
  while (octets[kHeaderBytes + slot * kSlotBytes] == 0) ++slot;
  file.seekp(static_cast<std::streamoff>(kHeaderBytes + (slot + 1) * kSlotBytes - 1));
  file.put(static_cast<char>(0x5a));
  file.close();
  Spool again = open(folder);
  EXPECT_EQ(again.torn(), 1U);
  EXPECT_EQ(again.held_back(), 49U);
}

TEST(Spool, WipesAFrozenWindowFromDisk) {
  const Folder folder;
  Spool spool = open(folder);
  ASSERT_TRUE(spool.add(7, device(1), frame(1)).ok());
  ASSERT_TRUE(spool.commit().ok());
  EXPECT_EQ(*spool.wipe(7), 1U);
  EXPECT_EQ(*spool.wipe(7), 0U);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path));
}

TEST(Spool, FullItRefusesAndSaysWhatToDo) {
  const Folder folder;
  Spool spool = open(folder, kSegmentBytes);
  ASSERT_TRUE(spool.add(7, device(1), frame(1)).ok());
  const absl::Status full = spool.add(8, device(1), frame(2));
  EXPECT_EQ(full.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_NE(full.message().find("see that the collector can be reached"), absl::string_view::npos);
  EXPECT_TRUE(spool.add(7, device(1), frame(3)).ok());  // the open segment has room
}

// C5: the place of a frame in a segment says nothing about when it came.
TEST(Spool, OrderOnDiskIsNotTheOrderOfArrival) {
  const Folder folder;
  Spool spool = open(folder);
  constexpr int kCount = 4000;
  for (std::uint16_t i = 0; i < kCount; ++i) ASSERT_TRUE(spool.add(7, device(1), frame(i)).ok());
  const std::vector<int> order = numbers(*spool.release(last_of_day(1)));
  double sum = 0;
  for (int place = 0; place < kCount; ++place) {
    sum += (place - (kCount - 1) / 2.0) *
           (order[static_cast<std::size_t>(place)] - (kCount - 1) / 2.0);
  }
  const double rho = sum * 12 / (static_cast<double>(kCount) * kCount * kCount);
  RecordProperty("rho", std::to_string(rho));
  EXPECT_LT(std::abs(rho), 0.08);  // five standard deviations
}

// A gateway brings the frames of many under one certificate.
TEST(Spool, ACertificateIsAsManyDevicesAsItsFramesProve) {
  const Folder folder;
  Spool spool = open(folder);
  for (std::uint16_t i = 0; i < 2 * kFramesADevice; ++i) {
    ASSERT_TRUE(spool.add(7, device(1), frame(i)).ok());
  }
  ASSERT_TRUE(spool.commit().ok());
  EXPECT_TRUE(
      spool.release(last_of_day(3))->empty());  // two devices could have brought all of them
  ASSERT_TRUE(spool.add(7, device(1), frame(2 * kFramesADevice)).ok());
  EXPECT_FALSE(spool.release(last_of_day(3))->empty());
  // What is released is gone: the next gathering begins with nobody.
  ASSERT_TRUE(spool.add(7, device(1), frame(1)).ok());
  EXPECT_TRUE(spool.release(last_of_day(2))->empty());
  EXPECT_TRUE(spool.release(last_of_day(2))->empty());
}

}  // namespace
}  // namespace desirepath::gate
