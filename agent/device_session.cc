#include <algorithm>
#include <iterator>
#include <utility>

#include "agent/device.h"
#include "agent/outbox/timetable.h"
#include "agent/store/fields.h"

// The half of `Device` that others move: sessions with the gate, and what the person asks for.
namespace desirepath::agent {
namespace {

constexpr char kPauseName[] = "agent/pause";

}  // namespace

std::int64_t Device::period() const {
  const window::Calendar* calendar = keeper_.calendar();
  if (calendar == nullptr) return 0;
  return calendar->lab() ? calendar->window_at(now_) : calendar->day_at(now_);
}

bool Device::frames_wait() const {
  const policy::Policy* policy = keeper_.in_force(now_);
  if (policy == nullptr || keeper_.calendar() == nullptr) return false;
  const outbox::Timetable timetable(*keeper_.calendar(), *policy);
  return outbox_.has_due(now_, timetable, keeper_.bundle()->keys) ||
         (observed_ != nullptr && observed_->has_due(now_, timetable, keeper_.bundle()->keys));
}

bool Device::session_due() const {
  if (!keeper_.trusts_somebody()) return false;
  if (keeper_.in_force(now_) == nullptr || keeper_.calendar() == nullptr) {
    return now_ >= policy_request_.next();
  }
  return schedule_.due(now_, period(), frames_wait());
}

void Device::note_session() {
  policy_request_.asked(now_);
  if (keeper_.in_force(now_) != nullptr && keeper_.calendar() != nullptr) {
    schedule_.began(now_, period(), frames_wait());
  }
}

absl::StatusOr<std::vector<outbox::Outgoing>> Device::begin_session() {
  const policy::Policy* policy = keeper_.in_force(now_);
  if (policy == nullptr || keeper_.calendar() == nullptr) return std::vector<outbox::Outgoing>();
  const outbox::Timetable timetable(*keeper_.calendar(), *policy);
  absl::StatusOr<std::vector<outbox::Outgoing>> session =
      outbox_.begin_session(now_, timetable, keeper_.bundle()->keys);
  if (session.ok() && observed_ != nullptr) send_observed(*session);
  return session;
}

void Device::frames_accepted(std::span<const outbox::Outgoing> session, std::size_t count) {
  const std::span<const outbox::Outgoing> at_gate = session.first(std::min(count, session.size()));
  if (observed_ == nullptr) return keep(outbox_.accepted(at_gate, at_gate.size()));
  std::vector<outbox::Outgoing> own;
  std::copy_if(at_gate.begin(), at_gate.end(), std::back_inserter(own),
               [](const outbox::Outgoing& frame) { return frame.observed == 0; });
  keep(outbox_.accepted(own, own.size()));
  keep(observed_->accepted(at_gate));
}

void Device::gate_said(std::int64_t hour, Moment moment) {
  clock_.signed_hour(hour, moment.wall, moment.steady);
}

absl::Status Device::accept_bundle(const std::string& octets) {
  const bool known = keeper_.first_light_seen() != absl::InfiniteFuture();
  absl::Status status = keeper_.accept(octets, now_);
  refused_ = std::string(status.message());
  if (!status.ok()) return status;
  // A window that was closed as one of the grid and turns out to be the first light tells nothing.
  if (const auto& light = keeper_.bundle()->first_light;
      light && !known && outbox_.last_closed() == light->window) {
    keep(outbox_.silence(light->window));
  }
  lacking_ = 0;
  follow_catalog();
  follow_policy();
  return absl::OkStatus();
}

absl::Status Device::load_pause() {
  absl::StatusOr<std::optional<std::string>> pause = database_->get(kPauseName);
  if (!pause.ok() || !pause->has_value()) return pause.status();
  store::FieldReader in(**pause);
  const std::int64_t until = in.i64();
  if (in.ok()) paused_until_ = absl::FromUnixSeconds(until);
  const std::int64_t looked_away_until = in.i64();  // not in what older versions wrote
  if (in.ok()) looked_away_until_ = absl::FromUnixSeconds(looked_away_until);
  return absl::OkStatus();
}

// Never later than now, or a clock that was set back would let nothing count for as long.
void Device::note_pause() {
  looked_away_until_ =
      paused() ? now_ : std::min(now_, std::max(looked_away_until_, paused_until_));
}

absl::Status Device::save_pause() {
  store::FieldWriter out;
  out.i64(absl::ToUnixSeconds(paused_until_));
  out.i64(absl::ToUnixSeconds(looked_away_until_));
  store::Batch batch;
  batch.put(kPauseName, std::move(out).str());
  return database_->commit(batch);
}

absl::Status Device::pause(absl::Time until) {
  note_pause();
  paused_until_ = until;
  return save_pause();
}

absl::Status Device::begin_anew() {
  diary_.forget();
  notices_.forget();
  if (observed_ != nullptr) {
    if (absl::Status status = observed_->begin_anew(); !status.ok()) return status;
  }
  if (absl::Status status = keeper_.save(); !status.ok()) return status;
  if (absl::Status status = shelf_.save(); !status.ok()) return status;
  return save_pause();
}

absl::Status Device::opt_out() {
  if (absl::Status status = outbox_.opt_out(); !status.ok()) return status;
  return begin_anew();
}

absl::Status Device::opt_in() {
  note_pause();
  if (absl::Status status = outbox_.opt_in(); !status.ok()) return status;
  return save_pause();
}

absl::Status Device::hand_over() {
  if (absl::Status status = outbox_.hand_over(); !status.ok()) return status;
  return begin_anew();
}

absl::Status Device::forget_tool(std::uint32_t tool) {
  if (absl::Status status = outbox_.veto_tool(tool); !status.ok()) return status;
  diary_.forget_tool(tool);
  return diary_.flush();
}

absl::StatusOr<std::vector<policy::Notice>> Device::show_notices(std::uint32_t account) {
  if (keeper_.bundle() == nullptr || validity() != policy::Validity::kValid) {
    return std::vector<policy::Notice>();
  }
  return notices_.show(keeper_.bundle()->notices, diary_.snapshot(), account, now_);
}

}  // namespace desirepath::agent
