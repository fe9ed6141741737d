#include "collector/gate/releases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "tests/support/folder.h"

namespace desirepath::gate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class ReleasesTest : public testing::Test {
 protected:
  Segment segment(std::uint32_t window, int frames) {
    Segment made = *Segment::create(folder_.path(), window, random_);
    for (int n = 0; n < frames; ++n) EXPECT_TRUE(made.append({}).ok());
    return made;
  }
  // Full ones (of twenty frames, for the test) and a last one of one frame, as one tick releases.
  std::vector<Segment> release(std::uint32_t window, int full) {
    std::vector<Segment> segments;
    for (int n = 0; n < full; ++n) segments.push_back(segment(window, 20));
    segments.push_back(segment(window, 1));
    return segments;
  }
  static std::vector<std::size_t> frames(const std::vector<Segment>& round) {
    std::vector<std::size_t> counts;
    for (const Segment& one : round) counts.push_back(one.frames());
    return counts;
  }

  support::Folder folder_;
  seal::Random random_;
  Releases releases_;
};

// C5: k certificates stand behind a release, not behind its last segment.
TEST_F(ReleasesTest, ALastSegmentNeverTravelsWithoutTheFullOnesOfItsRelease) {
  releases_.add(release(7, 9));
  releases_.add(release(7, 9));
  EXPECT_EQ(releases_.segments(), 20U);
  // Sixteen would cut the second release.
  EXPECT_THAT(releases_.next_round(), SizeIs(10));
  EXPECT_THAT(releases_.next_round(), SizeIs(10));
  EXPECT_TRUE(releases_.empty());
  EXPECT_THAT(releases_.next_round(), IsEmpty());
  releases_.add(release(7, 19));
  EXPECT_THAT(releases_.next_round(), SizeIs(20));
}

TEST_F(ReleasesTest, SmallReleasesOfOneWindowShareARound) {
  releases_.add(release(7, 1));
  releases_.add(release(8, 0));
  releases_.add(release(7, 0));
  EXPECT_THAT(frames(releases_.next_round()), ElementsAre(20, 1, 1));
  EXPECT_THAT(frames(releases_.next_round()), ElementsAre(1));
}

TEST_F(ReleasesTest, SegmentsOfSeveralWindowsAreSeveralReleases) {
  std::vector<Segment> both = release(7, 1);
  both.push_back(segment(8, 3));
  releases_.add(std::move(both));
  EXPECT_THAT(frames(releases_.next_round()), ElementsAre(20, 1));
  EXPECT_THAT(frames(releases_.next_round()), ElementsAre(3));
}

TEST_F(ReleasesTest, AVeryLargeOneIsCutBetweenItsFullestSegments) {
  releases_.add(release(7, 40));
  EXPECT_THAT(frames(releases_.next_round()), testing::AllOf(SizeIs(16), testing::Each(20)));
  const std::vector<std::size_t> last = frames(releases_.next_round());
  EXPECT_THAT(last, SizeIs(25));
  EXPECT_EQ(last.back(), 1U);
  EXPECT_TRUE(releases_.empty());
}

TEST_F(ReleasesTest, ARoundThatWasNotDeliveredComesAgainWholeAndFirst) {
  releases_.add(release(7, 2));
  std::vector<Segment> round = releases_.next_round();
  releases_.add(release(7, 15));
  releases_.put_back(std::move(round));
  EXPECT_THAT(releases_.next_round(), SizeIs(3));
  EXPECT_THAT(releases_.next_round(), SizeIs(16));
}

}  // namespace
}  // namespace desirepath::gate
