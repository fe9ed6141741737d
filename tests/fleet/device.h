#pragma once

// `Device` is one simulated device: the agent's own diary, fact maker and outbox over a state.db of
// its own, and the uplink's own session with the gate. Only the packets are missing: its touches
// come from `Habits`.
//
// The fleet (main.cc) calls it window by window. Every step is safe to repeat after a kill -9: what
// was done is in state.db, and the habits are a function of the seed.
//
// Errors: those of the store, the outbox and the uplink; kUnavailable means the gate could not be
// reached: try again. Threads: one at a time.

#include <absl/status/statusor.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "agent/diary/diary.h"
#include "agent/facts/facts.h"
#include "agent/outbox/outbox.h"
#include "agent/store/database.h"
#include "tests/fleet/frame_log.h"
#include "tests/fleet/link.h"
#include "tests/fleet/mishaps.h"
#include "tests/fleet/surroundings.h"

namespace desirepath::fleet {

class Device {
 public:
  // `folder` is made if it is not there. `around` must outlive the device.
  static absl::StatusOr<std::unique_ptr<Device>> open(const Surroundings& around,
                                                      std::uint32_t number,
                                                      const std::filesystem::path& folder);

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  // Lives through `window` and closes it. Gives the facts it made; none when it was done before or
  // the device was off.
  absl::StatusOr<facts::Facts> live(std::uint32_t window);
  // Whether frames of `window` have not been acknowledged.
  [[nodiscard]] bool waiting(std::uint32_t window) const;
  // Sends what waits of `window` over `link`, sixteen frames a session, until nothing waits. `log`:
  // what the gate took is written there too; may be null.
  absl::Status send(std::uint32_t window, Link& link, FrameLog* log, Mishap mishap = Mishap::kNone);
  // One frame of filler, as any device sends: a certificate more for the gate's batch.
  absl::Status send_filler(std::uint32_t window, Link& link, FrameLog* log);

  // What goes wrong (device_mishaps.cc). Reinstalled after `window` was closed: nothing of it or of
  // what was before is known any more. Done once, however often it is asked for.
  absl::Status start_over(std::uint32_t window);
  // A copy of the machine as it is now, with a certificate of its own, sends over `link`.
  absl::Status send_as_clone(std::uint32_t window, Link& link);
  // The agent's own rule at the end of `window`, by a clock that is ten days off.
  absl::Status close_with_wrong_clock(std::uint32_t window, bool ahead);

 private:
  absl::Status log_session(const std::vector<outbox::Outgoing>& session, FrameLog& log) const;
  Device(const Surroundings& around, std::uint32_t number, std::filesystem::path folder)
      : around_(around), number_(number), folder_(std::move(folder)) {}

  absl::Status open_state();
  void close() { outbox_.reset(), diary_.reset(), database_.reset(); }
  // Files that say what was done already, whoever was killed meanwhile: that the device started
  // over after this window, that a session of it went wrong.
  [[nodiscard]] std::filesystem::path new_since(std::uint32_t window) const;
  [[nodiscard]] bool goes_wrong_now(std::uint32_t window, Mishap mishap) const;
  void record(const DayTouch& touch, std::int32_t day);
  [[nodiscard]] absl::Time closing_time(std::uint32_t window) const;

  const Surroundings& around_;
  std::uint32_t number_;
  std::filesystem::path folder_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<diary::Diary> diary_;
  std::unique_ptr<outbox::Outbox> outbox_;
};

}  // namespace desirepath::fleet
