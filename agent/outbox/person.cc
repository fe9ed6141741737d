// The part of the outbox that the person at the machine commands: veto, opt-out, hand-over.

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/outbox/frame_format.h"
#include "agent/outbox/outbox.h"
#include "agent/outbox/selection.h"

namespace desirepath::outbox {
namespace {

bool can_be_vetoed(const Frame& frame) {
  return frame.fact.kind != v1::FACT_KIND_DUMMY && frame.sends.empty() && !frame.dropped;
}

bool is_about(const facts::Fact& fact, std::uint32_t tool) {
  switch (fact.kind) {
    case v1::FACT_KIND_TOOL_WEEK:
    case v1::FACT_KIND_TOOL_PERIOD:
    case v1::FACT_KIND_TOOL_DAY:
    case v1::FACT_KIND_RETENTION:
    case v1::FACT_KIND_UPLOAD_WEEK:
      return fact.a == tool;
    case v1::FACT_KIND_PAIR:
    case v1::FACT_KIND_PAIR_FLOW:
      return fact.a == tool || fact.b == tool;
    default:
      return false;
  }
}

}  // namespace

template <typename Chosen>
absl::Status Outbox::veto_where(Chosen chosen, bool state, bool by_person) {
  std::vector<WindowFrames> drafts = active_;
  std::vector<WindowFrames*> changed;
  std::uint64_t vetoed = 0;
  for (WindowFrames& window : drafts) {
    const std::uint64_t before = vetoed;
    for (std::uint32_t position = 0; position < window.frames.size(); ++position) {
      Frame& frame = window.frames[position];
      if (!can_be_vetoed(frame) || !chosen(window, position)) continue;
      frame.fact = filler(window.window, random_);
      frame.vetoed = by_person;
      ++vetoed;
    }
    if (vetoed > before) changed.push_back(&window);
  }
  if (changed.empty() && !state) return absl::OkStatus();
  if (absl::Status status = save(changed, state); !status.ok()) return status;
  active_ = std::move(drafts);
  if (by_person) counts_.vetoed += vetoed;
  return absl::OkStatus();
}

absl::Status Outbox::veto(std::uint32_t window, std::uint32_t position) {
  const auto found =
      std::find_if(active_.begin(), active_.end(),
                   [window](const WindowFrames& each) { return each.window == window; });
  if (found == active_.end() || position >= found->frames.size()) {
    return absl::NotFoundError(absl::StrCat("frame ", position, " of window ", window,
                                            " is not waiting: see the ledger for those that are"));
  }
  if (!can_be_vetoed(found->frames[position])) {
    return absl::InvalidArgumentError(
        absl::StrCat("frame ", position, " of window ", window,
                     " has left or is filler: it cannot be taken back"));
  }
  return veto_where([&](const WindowFrames& each,
                        std::uint32_t index) { return each.window == window && index == position; },
                    false);
}

absl::Status Outbox::veto_all() {
  return veto_where([](const WindowFrames&, std::uint32_t) { return true; }, false);
}

absl::Status Outbox::silence(std::uint32_t window) {
  return veto_where(
      [window](const WindowFrames& each, std::uint32_t) { return each.window == window; }, false,
      /*by_person=*/false);
}

absl::Status Outbox::veto_tool(std::uint32_t tool) {
  const std::vector<std::uint32_t> before = vetoed_tools_;
  if (!std::binary_search(before.begin(), before.end(), tool)) {
    vetoed_tools_.insert(std::upper_bound(vetoed_tools_.begin(), vetoed_tools_.end(), tool), tool);
  }
  absl::Status status = veto_where(
      [tool](const WindowFrames& window, std::uint32_t position) {
        return is_about(window.frames[position].fact, tool);
      },
      true);
  if (!status.ok()) vetoed_tools_ = before;
  return status;
}

absl::Status Outbox::erase_all() {
  for (WindowFrames& window : active_) {
    window.erased_sends = window.sends();
    window.accounts.clear();
    window.sealing_key.reset();
    window.lost_facts = 0;
    for (Frame& frame : window.frames) {
      frame.vetoed = frame.vetoed || (frame.fact.kind != v1::FACT_KIND_DUMMY && !frame.delivered);
      frame.fact = filler(window.window, random_);
      frame.sends.clear();
    }
  }
  chain_ = {};
  store::Batch kept;
  kept.put("outbox", encode_state());
  for (const WindowFrames& window : active_) kept.put(value_name(window.window), encode(window));
  return database_->erase(kept);
}

absl::Status Outbox::opt_out() {
  opted_out_ = true;
  vetoed_tools_.clear();
  return erase_all();
}

absl::Status Outbox::opt_in() {
  opted_out_ = false;
  return save({}, true);
}

absl::Status Outbox::hand_over() {
  vetoed_tools_.clear();
  return erase_all();
}

}  // namespace desirepath::outbox
