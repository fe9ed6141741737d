#include "agent/sight/assembly.h"

#include <algorithm>
#include <cstring>

namespace desirepath::sight {

void Assembly::begin(std::span<std::uint8_t> space) noexcept {
  space_ = space;
  count_ = 0;
}

// Copies the parts of `piece` that no run covers.
void Assembly::copy_new(std::uint32_t offset, wire::Bytes piece) noexcept {
  std::uint32_t at = offset;
  const auto end = static_cast<std::uint32_t>(offset + piece.size());
  const auto copy_to = [&](std::uint32_t to) {
    if (to > at) std::memmove(space_.data() + at, piece.data() + (at - offset), to - at);
  };
  for (std::size_t i = 0; i < count_ && at < end; ++i) {
    if (runs_[i].end <= at) continue;
    copy_to(std::min(end, runs_[i].begin));
    at = std::max(at, runs_[i].end);
  }
  copy_to(end);
}

bool Assembly::merge(Run run) noexcept {
  std::size_t first = 0;
  while (first < count_ && runs_[first].end < run.begin) ++first;
  std::size_t last = first;
  while (last < count_ && runs_[last].begin <= run.end) {
    run.begin = std::min(run.begin, runs_[last].begin);
    run.end = std::max(run.end, runs_[last].end);
    ++last;
  }
  if (first == last && count_ == kMostRuns) return false;
  const auto begin = runs_.begin();
  const auto at = [&](std::size_t i) { return begin + static_cast<std::ptrdiff_t>(i); };
  if (first == last) {
    std::move_backward(at(first), at(count_), at(count_ + 1));
    ++count_;
  } else {
    std::move(at(last), at(count_), at(first + 1));
    count_ -= last - first - 1;
  }
  runs_[first] = run;
  return true;
}

bool Assembly::add(std::size_t offset, wire::Bytes piece) noexcept {
  if (offset >= space_.size()) return piece.empty() && offset == space_.size();
  const bool fits = piece.size() <= space_.size() - offset;
  piece = piece.first(std::min(piece.size(), space_.size() - offset));
  if (piece.empty()) return true;
  const auto begin = static_cast<std::uint32_t>(offset);
  copy_new(begin, piece);
  return merge({begin, static_cast<std::uint32_t>(offset + piece.size())}) && fits;
}

wire::Bytes Assembly::head() const noexcept {
  if (count_ == 0 || runs_[0].begin != 0) return {};
  return {space_.data(), runs_[0].end};
}

void Assembly::drop_front(std::size_t count) noexcept {
  if (count == 0 || count_ == 0) return;
  const std::uint32_t end = runs_[count_ - 1].end;
  const auto dropped = static_cast<std::uint32_t>(std::min<std::size_t>(count, end));
  std::memmove(space_.data(), space_.data() + dropped, end - dropped);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < count_; ++i) {
    if (runs_[i].end <= dropped) continue;
    runs_[kept++] = {std::max(runs_[i].begin, dropped) - dropped, runs_[i].end - dropped};
  }
  count_ = kept;
}

}  // namespace desirepath::sight
