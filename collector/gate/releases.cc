#include "collector/gate/releases.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <utility>

namespace desirepath::gate {

void Releases::add(std::vector<Segment> segments) {
  std::map<std::uint32_t, std::vector<Segment>> by_window;
  for (Segment& segment : segments) by_window[segment.window()].push_back(std::move(segment));
  for (auto& [window, release] : by_window) {
    std::sort(release.begin(), release.end(),
              [](const Segment& a, const Segment& b) { return a.frames() > b.frames(); });
    auto begin = std::make_move_iterator(release.begin());
    const auto end = std::make_move_iterator(release.end());
    while (static_cast<std::size_t>(end - begin) > 2 * kRoundSegments) {
      waiting_.emplace_back(begin, begin + kRoundSegments);
      begin += kRoundSegments;
    }
    waiting_.emplace_back(begin, end);
  }
}

std::vector<Segment> Releases::next_round() {
  std::vector<Segment> round;
  std::deque<std::vector<Segment>> rest;
  for (std::vector<Segment>& release : waiting_) {
    const bool fits = round.empty() || (round.front().window() == release.front().window() &&
                                        round.size() + release.size() <= kRoundSegments);
    if (fits) {
      std::move(release.begin(), release.end(), std::back_inserter(round));
    } else {
      rest.push_back(std::move(release));
    }
  }
  waiting_.swap(rest);
  return round;
}

std::size_t Releases::segments() const {
  std::size_t segments = 0;
  for (const std::vector<Segment>& release : waiting_) segments += release.size();
  return segments;
}

}  // namespace desirepath::gate
