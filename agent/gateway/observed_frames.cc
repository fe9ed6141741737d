// The half of `ObservedDevices` that tells: windows that end, and frames that leave.

#include <algorithm>
#include <utility>

#include "agent/gateway/observed_devices.h"
#include "proto/policy/department.h"

namespace desirepath::gateway {

outbox::Occasion ObservedDevices::occasion_of(const Kept& kept,
                                              const outbox::Occasion& gateway) const {
  const policy::Department* const department =
      policy::find_department(gateway.bundle.policy, kept.department);
  // A network that is no longer signed tells nothing from that moment on.
  return {gateway.now,
          gateway.calendar,
          gateway.bundle,
          gateway.first_seen,
          gateway.catalog,
          department == nullptr ? std::string() : department->id,
          gateway.valid && most_.contains(kept.department),
          /*without_agent=*/true};
}

// A thousand devices closed at once would hold up everything else for seconds, and each has its own
// memory of what it closed: some at each tick, in turn.
absl::Status ObservedDevices::close_windows(const outbox::Occasion& occasion) {
  absl::Status first;
  auto next = devices_.lower_bound(next_closing_);
  first.Update(whole_->together([&] {
    std::size_t closed = 0;
    for (std::size_t left = devices_.size(); left > 0 && closed < kMostClosings; --left, ++next) {
      if (next == devices_.end()) next = devices_.begin();
      Kept& kept = *next->second;
      const absl::StatusOr<int> done =
          outbox::close_windows(occasion_of(kept, occasion), *kept.diary, *kept.outbox);
      first.Update(done.status());
      closed += done.ok() && *done > 0 ? 1 : 0;
    }
  }));
  next_closing_ = next == devices_.end() ? DeviceKey{} : next->first;
  first.Update(forget_one(occasion.calendar.window_at(occasion.now)));
  return first;
}

absl::Status ObservedDevices::forget_one(std::uint32_t window) {
  const auto gone = std::find_if(devices_.begin(), devices_.end(), [&](const auto& each) {
    return each.second->last_seen + kForgottenAfter < window;
  });
  if (gone == devices_.end()) return absl::OkStatus();
  const std::string name = gone->second->part.name();
  devices_.erase(gone);
  return whole_->remove_part(name);
}

void ObservedDevices::add_uptime(absl::Duration uptime) {
  for (auto& [key, kept] : devices_) kept->outbox->add_uptime(uptime);
}

bool ObservedDevices::has_due(absl::Time now, const outbox::Timetable& timetable,
                              std::span<const policy::SealingKey> keys) const {
  return std::any_of(devices_.begin(), devices_.end(), [&](const auto& each) {
    return each.second->outbox->has_due(now, timetable, keys);
  });
}

absl::StatusOr<std::vector<outbox::Outgoing>> ObservedDevices::begin_session(
    absl::Time now, const outbox::Timetable& timetable, std::span<const policy::SealingKey> keys) {
  std::vector<Kept*> turns;
  turns.reserve(devices_.size());
  for (auto& [key, kept] : devices_) turns.push_back(kept.get());
  random_.shuffle(turns);
  std::vector<outbox::Outgoing> all;
  const auto seal_all = [&] {
    for (Kept* const kept : turns) {
      if (all.size() + outbox::kFramesPerSession > kMostSending) return absl::OkStatus();
      const absl::StatusOr<std::vector<outbox::Outgoing>> frames =
          kept->outbox->begin_session(now, timetable, keys);
      // What the others have sealed goes; this one's comes with a later session.
      if (!frames.ok()) return all.empty() ? frames.status() : absl::OkStatus();
      for (outbox::Outgoing frame : *frames) {
        frame.observed = kept->number;
        all.push_back(frame);
      }
    }
    return absl::OkStatus();
  };
  absl::Status sealed;
  // Seeds that are not on the disk: nothing of it may leave.
  if (absl::Status status = whole_->together([&] { sealed = seal_all(); }); !status.ok()) {
    return status;
  }
  if (!sealed.ok()) return sealed;
  random_.shuffle(all);
  return all;
}

absl::Status ObservedDevices::accepted(std::span<const outbox::Outgoing> frames) {
  std::map<std::uint32_t, std::vector<outbox::Outgoing>> by_device;
  for (const outbox::Outgoing& frame : frames) {
    if (frame.observed != 0) by_device[frame.observed].push_back(frame);
  }
  absl::Status first;
  const absl::Status written = whole_->together([&] {
    for (auto& [key, kept] : devices_) {
      const auto own = by_device.find(kept->number);
      if (own == by_device.end()) continue;
      first.Update(kept->outbox->accepted(own->second, own->second.size()));
    }
  });
  return written.ok() ? first : written;
}

}  // namespace desirepath::gateway
