#pragma once

// `Device` is the agent's memory and voice without its edges: policy, diary and outbox, moved by
// the time it is told.
//
// `Agent` feeds it uses of tools, the clock's ticks and what the uplink brings, and asks it what to
// do; tests do the same with times of their own. It reads no clock, starts no thread and opens no
// socket.
//
// The rule of each tick: without a valid policy nothing is looked at. When the window changes, the
// one that ended becomes facts (of the policy that held when it began) and 128 frames; windows that
// passed while the agent was off are skipped.
//
// A gateway is no device: for itself it tells nothing, for the devices behind it what
// `gateway::ObservedDevices` holds. It looks only while the page lives that explains it on their
// network and takes their opt-outs.
//
// Limits: those of its stages. Errors: a disk that is full or read-only degrades: what cannot be
// written is tried again at the next tick, and trouble() says so. Threads: one at a time.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/catalog_shelf.h"
#include "agent/diary/diary.h"
#include "agent/gateway/device_key.h"
#include "agent/gateway/observed_devices.h"
#include "agent/matching.h"
#include "agent/notice_book.h"
#include "agent/outbox/clock.h"
#include "agent/outbox/outbox.h"
#include "agent/outbox/schedule.h"
#include "agent/policy_keeper.h"
#include "agent/policy_request.h"
#include "agent/store/database.h"
#include "agent/use_queue.h"
#include "proto/catalog/catalog.h"

namespace desirepath::agent {

// A moment by both clocks: the wall's, and one that only runs on (CLOCK_BOOTTIME).
struct Moment {
  absl::Time wall;
  absl::Duration steady;
};

struct DeviceOptions {
  std::string department;                  // its id; empty is the organisation
  bool shared = false;                     // a machine of many people
  bool lab = false;                        // accept a policy whose figures are not anonymous
  std::string signers;                     // pinned at enrolment; empty: not enrolled
  std::vector<std::string> removed_hosts;  // what the machine's administrator takes out
  std::string gateway;  // its label, if this machine counts devices without an agent
};

class Device {
 public:
  // `database` must outlive it.
  static absl::StatusOr<std::unique_ptr<Device>> open(store::Database& database,
                                                      const DeviceOptions& options,
                                                      const seal::Random& random, Moment moment);

  // Time passes: days begin, windows close, the diary is written.
  void tick(Moment moment);
  // Writes what is in memory alone: before the agent ends.
  void flush();
  // A use of a tool, as the capture loop found it. Dropped while paused, opted out, without a
  // policy or outside hours.
  void take(const ToolUse& use);
  // Client flows since the last call, and how many of them carried a name.
  void note_flows(std::uint64_t flows, std::uint64_t named);
  void note_accounts(const std::vector<std::uint32_t>& accounts);
  void set_options(const DeviceOptions& options);

  // Of a gateway: the networks it is to count now, none while its page is away; who was there; what
  // one of them used.
  [[nodiscard]] bool is_gateway() const { return observed_ != nullptr; }
  [[nodiscard]] std::vector<policy::ObservedNetwork> observed_networks() const;
  void note_presence(const gateway::Presence& presence);
  void take_observed(const gateway::DeviceKey& device, const ToolUse& use);
  [[nodiscard]] gateway::ObservedDevices* observed() { return observed_.get(); }
  [[nodiscard]] const gateway::ObservedDevices* observed() const { return observed_.get(); }
  void note_page() { page_seen_ = steady_; }
  [[nodiscard]] bool page_lives() const;

  // Whether packets are to be read at all, and whether they are to be thrown away unread for now
  // (paused or opted out: then everything that others can see goes on as before).
  [[nodiscard]] bool wants_capture() const;
  [[nodiscard]] bool paused() const;
  // Whether `time` lies before the end of the last pause: what is told of it later is not counted.
  [[nodiscard]] bool looked_away_at(absl::Time time) const {
    return paused() || time < looked_away_until_;
  }

  // Whether a session with the gate is due.
  [[nodiscard]] bool session_due() const;
  // A session begins; the policy is asked for in each.
  void note_session();
  // The frames to send, perhaps none; asked for once the gate has answered.
  absl::StatusOr<std::vector<outbox::Outgoing>> begin_session();
  void frames_accepted(std::span<const outbox::Outgoing> session, std::size_t count);
  void gate_said(std::int64_t hour, Moment moment);
  absl::Status accept_bundle(const std::string& octets);

  // What the person at the machine asks for. `until` absl::InfiniteFuture(): until resumed.
  absl::Status pause(absl::Time until);
  absl::Status resume() { return pause(absl::InfinitePast()); }
  absl::Status opt_out();
  absl::Status opt_in();
  absl::Status hand_over();
  absl::Status forget_tool(std::uint32_t tool);
  // The notices that concern `account` and are due today; they count as shown.
  absl::StatusOr<std::vector<policy::Notice>> show_notices(std::uint32_t account);

  [[nodiscard]] absl::Time now() const { return now_; }
  [[nodiscard]] absl::Time paused_until() const { return paused_until_; }
  [[nodiscard]] policy::Validity validity() const { return keeper_.validity(now_); }
  [[nodiscard]] const PolicyKeeper& keeper() const { return keeper_; }
  [[nodiscard]] outbox::Outbox& outbox() { return outbox_; }
  [[nodiscard]] const diary::Diary& diary() const { return diary_; }
  [[nodiscard]] NoticeBook& notices() { return notices_; }
  [[nodiscard]] const catalog::Catalog& catalog() const { return matching_->catalog; }
  // Another one when the window's catalog is; the one before lives as long as somebody holds it.
  [[nodiscard]] const std::shared_ptr<const Matching>& matching() const { return matching_; }
  // Why this device's windows tell nothing, if it lacks their catalog; else empty.
  [[nodiscard]] const std::string& catalog_trouble() const { return catalog_trouble_; }
  [[nodiscard]] const DeviceOptions& options() const { return options_; }
  [[nodiscard]] absl::Time next_session() const { return schedule_.next(); }
  // While there is no policy: when the gate is asked for one.
  [[nodiscard]] absl::Time next_policy_request() const { return policy_request_.next(); }
  // Whether a first light may still be announced to it.
  [[nodiscard]] bool listens() const {
    const policy::Policy* policy = keeper_.in_force(now_);
    return policy != nullptr && listens(*policy);
  }
  [[nodiscard]] bool clock_corrected() const { return clock_.corrected(); }
  // The last thing that went wrong and has not been mended since, as a sentence; else empty.
  [[nodiscard]] const std::string& trouble() const { return trouble_; }
  // How often that was, since the start.
  [[nodiscard]] std::uint64_t failed_writes() const { return failed_writes_; }
  // The bundle that was refused last, as a sentence; empty after one that was taken.
  [[nodiscard]] const std::string& refused() const { return refused_; }

 private:
  Device(store::Database& database, DeviceOptions options, const seal::Random& random,
         diary::Diary diary, outbox::Outbox outbox, Moment moment);

  absl::Status load(Moment moment);
  // Takes up the catalog of the window that is now, if it is not the one in use and can be had.
  void follow_catalog();
  void follow_policy();
  absl::Status close_windows(const window::Calendar& calendar);
  absl::Status erase();
  // After the outbox has erased state.db: forgets what is in memory, writes what must survive.
  absl::Status begin_anew();
  absl::Status load_pause();
  absl::Status save_pause();
  void note_pause();
  void keep(const absl::Status& status);
  [[nodiscard]] outbox::Pace pace() const;
  // Whether the device may still hear of a first light.
  [[nodiscard]] bool listens(const policy::Policy& policy) const;
  // Whether a session now would bring frames.
  [[nodiscard]] bool frames_wait() const;
  // The moment of a use, if it is one that may be counted.
  [[nodiscard]] std::optional<absl::Time> counting_time(const ToolUse& use) const;
  // The networks that the policy in force and the newest one list for this gateway.
  [[nodiscard]] std::vector<policy::ObservedNetwork> signed_networks() const;
  void tick_observed(absl::Duration ran);
  void send_observed(std::vector<outbox::Outgoing>& session);
  // The day, in a lab the window: what the schedule counts sessions in.
  [[nodiscard]] std::int64_t period() const;

  store::Database* database_;
  DeviceOptions options_;
  seal::Random random_;
  PolicyKeeper keeper_;
  diary::Diary diary_;
  outbox::Outbox outbox_;
  outbox::Clock clock_;
  outbox::Schedule schedule_;
  CatalogShelf shelf_;
  NoticeBook notices_;
  std::shared_ptr<const Matching> matching_;
  std::string catalog_trouble_;
  std::uint32_t lacking_ =
      0;             // the revision that could not be had: asked for again with the next bundle
  absl::Time now_;   // corrected
  absl::Time wall_;  // as the machine's clock told it
  absl::Duration steady_;
  absl::Time paused_until_ = absl::InfinitePast();
  absl::Time looked_away_until_ = absl::InfinitePast();
  absl::Time next_flush_ = absl::InfinitePast();
  PolicyRequest policy_request_;
  std::string trouble_;
  std::uint64_t failed_writes_ = 0;
  std::string refused_;
  std::unique_ptr<gateway::ObservedDevices> observed_;  // of a gateway
  std::optional<absl::Duration> page_seen_;             // by the clock that only runs on
};

}  // namespace desirepath::agent
