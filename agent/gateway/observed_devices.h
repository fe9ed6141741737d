#pragma once

// `ObservedDevices` keeps, on a gateway, for each device without an agent what an agent would keep
// for its own: a diary, and the frames of the windows that ended.
//
// `Device` owns it where the settings name a gateway. It is told who was there (Presence) and what
// was used (Contact), by device; when a window has ended each device's diary becomes its own facts
// and its own 128 frames, as if it had an agent. Frames of all devices then leave mixed, under the
// gateway's one certificate: the gate learns how many there are, not whose.
//
// A device that speaks with the gate has an agent: its diary here is erased, for the window it
// tells nothing. One that opted out goes on in filler, which nobody can tell from facts. One not
// seen for kForgottenAfter windows is forgotten; its opt-out is not, nor by an erasure of the
// gateway.
//
// On disk: a part of state.db for each device, named by its key, with a data key of its own; the
// secret behind the keys and the list of opt-outs beside them.
//
// Source: product.md, "What runs where"; privacy.md, Decisions 8. Limits: kMostDevices, of each
// department no more in a window than the signed networks name; what is beyond is not counted but
// for counts().beyond. About 50 KiB of memory a device. Errors: those of store::Database. Threads:
// one at a time.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/diary/diary.h"
#include "agent/gateway/device_key.h"
#include "agent/match/contact.h"
#include "agent/outbox/closing.h"
#include "agent/outbox/outbox.h"
#include "agent/store/database.h"
#include "proto/policy/observed_network.h"
#include "proto/seal/random.h"

namespace desirepath::gateway {

class ObservedDevices {
 public:
  static constexpr std::size_t kMostDevices = 4096;
  static constexpr std::uint32_t kForgottenAfter = 4;  // windows
  static constexpr std::size_t kMostClosings = 64;     // devices a call: the rest at the next tick
  static constexpr std::size_t kMostSending = 1U << 14;  // frames a session

  // `whole` must outlive it.
  static absl::StatusOr<std::unique_ptr<ObservedDevices>> open(store::Database& whole,
                                                               const seal::Random& random);

  // Of this gateway's device keys; made with the first open.
  [[nodiscard]] const seal::Key& secret() const { return secret_; }

  // The networks this gateway is to count now; empty: none.
  void set_networks(const std::vector<policy::ObservedNetwork>& networks);
  // What `Diary` is told too.
  void set_pairs(std::span<const policy::ToolPair> pairs);
  void set_measures_uploads(bool measures);

  // Who was there on this day of this window.
  absl::Status note(const Presence& presence, std::int32_t day, std::uint32_t window);
  void record(const DeviceKey& key, const match::Contact& contact);

  absl::Status opt_out(const ObservedDevice& device);
  absl::Status opt_in(const DeviceKey& key);
  [[nodiscard]] bool opted_out(const DeviceKey& key) const { return opted_out_.contains(key); }

  absl::Status flush();
  // As outbox::close_windows, for each device. `occasion` is the gateway's own.
  absl::Status close_windows(const outbox::Occasion& occasion);
  void add_uptime(absl::Duration uptime);

  [[nodiscard]] bool has_due(absl::Time now, const outbox::Timetable& timetable,
                             std::span<const policy::SealingKey> keys) const;
  // Frames that are due, of as many devices as a session takes, shuffled.
  absl::StatusOr<std::vector<outbox::Outgoing>> begin_session(
      absl::Time now, const outbox::Timetable& timetable, std::span<const policy::SealingKey> keys);
  // Of what one session sent, the frames that the gate has; others' are left alone.
  absl::Status accepted(std::span<const outbox::Outgoing> frames);

  // The whole of state.db was erased: nobody is known any more. Writes the secret and the opt-outs.
  absl::Status begin_anew();

  struct Counts {
    std::uint64_t known = 0;       // now
    std::uint64_t beyond = 0;      // presences not counted, for there were enough
    std::uint64_t have_agent = 0;  // devices found to have an agent
    outbox::Outbox::Counts frames;
  };
  [[nodiscard]] Counts counts() const;

 private:
  // One device; its diary and outbox point into it.
  struct Kept {
    explicit Kept(store::Database part_of_it) : part(std::move(part_of_it)) {}
    Kept(const Kept&) = delete;
    Kept& operator=(const Kept&) = delete;

    store::Database part;
    std::optional<diary::Diary> diary;
    std::optional<outbox::Outbox> outbox;
    std::uint32_t number = 0;  // of this run: Outgoing::observed
    std::uint32_t department = 0;
    std::uint32_t last_seen = 0;     // window
    std::uint32_t agent_window = 0;  // in which it was found to have an agent
    bool changed = false;
  };
  using Devices = std::map<DeviceKey, std::unique_ptr<Kept>>;

  ObservedDevices(store::Database& whole, const seal::Random& random)
      : whole_(&whole), random_(random) {}

  absl::Status load();
  absl::StatusOr<Kept*> make(const DeviceKey& key, std::uint32_t department);
  [[nodiscard]] bool has_room(std::uint32_t department, std::uint32_t window) const;
  absl::Status find_agent(Kept& kept, std::uint32_t window);
  absl::Status save_note(Kept& kept);
  absl::Status save_own();
  absl::Status forget_one(std::uint32_t window);
  [[nodiscard]] outbox::Occasion occasion_of(const Kept& kept,
                                             const outbox::Occasion& gateway) const;

  store::Database* whole_;
  seal::Random random_;
  seal::Key secret_{};
  std::set<DeviceKey> opted_out_;
  Devices devices_;
  std::map<std::uint32_t, std::uint32_t> most_;  // by department: devices a window
  std::vector<policy::ToolPair> pairs_;
  bool measures_uploads_ = false;
  std::uint32_t last_number_ = 0;
  DeviceKey next_closing_{};  // where the last call stopped
  std::uint64_t beyond_ = 0;
  std::uint64_t have_agent_ = 0;
};

}  // namespace desirepath::gateway
