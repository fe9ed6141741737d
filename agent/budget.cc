#include "agent/budget.h"

#include <algorithm>

namespace desirepath::agent {
namespace {

using capture::Depth;

}  // namespace

void Budget::go_down(Duration steady) {
  // Up again was too soon: the next try waits longer.
  if (depth_ == Depth::kFull) {
    if (since_ != Duration(0) && steady - since_ < wait_) wait_ = std::min(2 * wait_, kLongest);
    depth_ = Depth::kNames;
  } else {
    if (steady - since_ < rest_) rest_ = std::min(2 * rest_, kLongest);
    depth_ = Depth::kNothing;
  }
  since_ = steady;
}

void Budget::go_up(Duration steady) {
  depth_ = depth_ == Depth::kNothing ? Depth::kNames : Depth::kFull;
  since_ = steady;
}

Depth Budget::look(Duration steady, Duration processor) {
  if (!looked_) {
    looked_ = true;
    steady_ = steady;
    processor_ = processor;
    return depth_;
  }
  const Duration passed = steady - steady_;
  const auto used = static_cast<double>((processor - processor_).count());
  // A flood uses up what a look may take long before its end.
  const bool used_up = used > share_ * static_cast<double>(kLook.count());
  if (passed < kLook && (!used_up || depth_ == Depth::kNothing)) return depth_;
  const double share = used / static_cast<double>(std::max(passed, Duration(1)).count());
  if (depth_ == Depth::kNothing) rested_ += passed;
  steady_ = steady;
  processor_ = processor;
  if (share > share_ && depth_ != Depth::kNothing) {
    go_down(steady);
  } else if (depth_ == Depth::kNothing) {
    if (steady - since_ >= rest_) go_up(steady);
  } else if (depth_ == Depth::kNames && share < share_ / 2 && steady - since_ >= wait_) {
    rest_ = kFirstRest;
    go_up(steady);
  } else if (depth_ == Depth::kFull && steady - since_ > kLongest) {
    wait_ = kFirstWait;
  }
  return depth_;
}

}  // namespace desirepath::agent
