#include "collector/workplace/check_up.h"

namespace desirepath::workplace {
namespace {

constexpr std::size_t kLookBack = 4;  // windows; a month of weeks

}  // namespace

std::string_view verdict_word(Verdict verdict) {
  switch (verdict) {
    case Verdict::kToCome:
      return "to_come";
    case Verdict::kKept:
      return "kept";
    case Verdict::kPartly:
      return "partly";
    case Verdict::kNot:
      return "not";
    case Verdict::kCannotSay:
      return "cannot_say";
  }
  return "";
}

Verdict verdict_of(const Moment& before, const Moment& now, std::int64_t percent) {
  // The least and the most that can be left of a hundred; whole numbers, so that nothing is
  // rounded.
  const auto at_most_left = [&](std::int64_t count, std::int64_t of) {
    return count * 100 <= of * (100 - percent);
  };
  if (at_most_left(now.high, before.low)) return Verdict::kKept;  // whatever the true counts are
  if (at_most_left(now.low, before.high)) return Verdict::kCannotSay;
  return now.high < before.low ? Verdict::kPartly : Verdict::kNot;
}

bool is_growing(const std::vector<Moment>& path) {
  if (path.size() < 3) return false;
  const Moment& before = path.size() > kLookBack ? path[path.size() - 1 - kLookBack] : path.front();
  return path.back().low > before.high;
}

}  // namespace desirepath::workplace
