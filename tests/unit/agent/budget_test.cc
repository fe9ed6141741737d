#include "agent/budget.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>

namespace desirepath::agent {
namespace {

using capture::Depth;
using std::chrono::seconds;

// A processor that costs `share` of a second each second at each depth.
class Scene {
 public:
  Scene(double full, double names) : full_(full), names_(names) {}

  void pass(int length) {
    for (int second = 0; second < length; ++second) {
      const double share = budget_.depth() == Depth::kFull    ? full_
                           : budget_.depth() == Depth::kNames ? names_
                                                              : 0.0;
      used_ += std::chrono::duration_cast<Budget::Duration>(std::chrono::duration<double>(share));
      now_ += seconds(1);
      budget_.look(now_, used_);
      last_.push_back(share);
      if (last_.size() > 60) last_.pop_front();
      double minute = 0;
      for (const double each : last_) minute += each / 60;
      if (last_.size() == 60) worst_minute_ = std::max(worst_minute_, minute);
    }
  }

  void set(double full, double names) {
    full_ = full;
    names_ = names;
  }

  Budget budget_{0.05};
  double worst_minute_ = 0;

 private:
  double full_;
  double names_;
  Budget::Duration now_ = seconds(1000);
  Budget::Duration used_{0};
  std::deque<double> last_;
};

TEST(Budget, WhoeverStaysWithinItIsShownEverything) {
  Scene scene(0.049, 0.02);
  scene.pass(3600);
  EXPECT_EQ(scene.budget_.depth(), Depth::kFull);
  EXPECT_EQ(scene.budget_.rested(), seconds(0));
}

TEST(Budget, FirstNamesAloneThenNothing) {
  Scene scene(0.2, 0.03);
  scene.pass(12);
  EXPECT_EQ(scene.budget_.depth(), Depth::kNames);
  scene.set(0.2, 0.2);
  scene.pass(6);
  EXPECT_EQ(scene.budget_.depth(), Depth::kNothing);
  EXPECT_TRUE(scene.budget_.is_held_back());
}

TEST(Budget, NoMinuteOfAFloodIsOverIt) {
  // A flood that takes nearly a processor even for names alone, from its first minute on.
  Scene scene(1.0, 0.9);
  scene.pass(2 * 3600);
  EXPECT_LE(scene.worst_minute_, 0.05);
  EXPECT_GT(scene.budget_.rested(), seconds(3600));
}

TEST(Budget, ItComesBackWhenTheFloodIsOver) {
  Scene scene(0.9, 0.3);
  scene.pass(60);
  scene.set(0.01, 0.01);
  scene.pass(600);
  EXPECT_EQ(scene.budget_.depth(), Depth::kFull);
}

TEST(Budget, EachTryThatWasTooSoonWaitsLonger) {
  Scene scene(0.2, 0.01);  // all is too much, names alone are little
  scene.pass(1800);
  int changes = 0;
  Depth before = scene.budget_.depth();
  for (int second = 0; second < 3600; ++second) {
    scene.pass(1);
    if (scene.budget_.depth() != before) ++changes;
    before = scene.budget_.depth();
  }
  EXPECT_LE(changes, 6);
  EXPECT_LE(scene.worst_minute_, 0.05);
}

}  // namespace
}  // namespace desirepath::agent
