#pragma once

// `Outbox` holds what this device is about to tell, and everything it told in the last eight
// windows.
//
// A window is closed once: its facts become 128 frames, and they and the mark that the window is
// done are one batch in state.db. A frame is sealed when it is about to be sent, with a seed that
// is stored first; it is sent until the gate acknowledges it, each time sealed afresh with the same
// nonce, so it counts once. What the gate does not have when the next window ends is dropped.
// Nothing about count, size or time of what leaves depends on what the facts say: a veto, a pause
// or an opt-out changes only the inside of a seal.
//
// The agent calls `add_uptime` and `begin_session` from its timer, `accepted` when its uplink
// reports; tests/fleet does the same for its devices. Time is an argument; randomness is injected.
//
// Limits: 128 frames and 160 sends a window; a session as many frames as the caller asks for, fewer
// when sends were lost; 8 windows are kept. Errors: those of store::Database; kFailedPrecondition
// when a window is closed that is not after the last one;
//         kInternal when a fact is of another window than the one closed: the ledger, which keeps
//         the window once, could not make its octets again; kNotFound for a veto of a frame that is
//         not there; kInvalidArgument for one that has left.

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/facts/inputs.h"
#include "agent/outbox/frame.h"
#include "agent/outbox/timetable.h"
#include "agent/store/database.h"
#include "proto/policy/policy.h"
#include "proto/seal/frame.h"
#include "proto/seal/random.h"

namespace desirepath::outbox {

constexpr std::size_t kFramesPerSession = 16;
constexpr std::int64_t kUptimeGrain = 600;  // seconds

// A window that has ended, and what the device says about it.
struct Closing {
  std::uint32_t window = 0;
  facts::Facts facts;  // empty: filler only (no policy, opted out, half a window)
  absl::Time now;
  bool lab = false;
  std::vector<std::uint32_t> accounts;
};

// A sealed frame on its way to the uplink.
struct Outgoing {
  std::uint32_t window = 0;
  std::uint32_t position = 0;  // in the window's frames
  seal::Sealed sealed{};
  std::uint32_t observed = 0;  // whose: 0 this device's, else one that this gateway counts
};

// The ledger's hash chain after one more send.
seal::Key next_link(const seal::Key& chain, std::uint64_t number, const seal::Key& sealed_hash);

class Outbox {
 public:
  // `database` must outlive the outbox. `ledger_windows`: how many are kept to be looked at; two
  // are the fewest, for so many may still be sent.
  static absl::StatusOr<Outbox> open(store::Database& database, const seal::Random& random,
                                     std::uint32_t ledger_windows = kLedgerWindows);

  // The last window that was closed; none at first. Never goes down.
  [[nodiscard]] std::optional<std::uint32_t> last_closed() const { return last_closed_; }
  absl::Status close_window(Closing closing);
  // Marks windows up to this one as done without frames: the agent did not run, their sending time
  // is over.
  absl::Status skip_to(std::uint32_t window);

  // The agent ran this long since it last said so. Counts for the hold, in memory.
  void add_uptime(absl::Duration uptime);
  // Writes the uptime down when it has grown by kUptimeGrain, while it matters: many short runs of
  // a machine add up. `close_windows` calls it.
  absl::Status keep_uptime();

  // Whether `begin_session` would give a frame.
  [[nodiscard]] bool has_due(absl::Time now, const Timetable& timetable,
                             std::span<const policy::SealingKey> keys) const;
  // Seals up to `limit` due frames and stores their seeds before it returns. Frames that were not
  // accepted in an earlier session come again, after those that never left.
  absl::StatusOr<std::vector<Outgoing>> begin_session(absl::Time now, const Timetable& timetable,
                                                      std::span<const policy::SealingKey> keys,
                                                      std::size_t limit = kFramesPerSession);
  // The gate has the first `count` frames of the session.
  absl::Status accepted(std::span<const Outgoing> session, std::size_t count);
  // Drops what the gate does not have in time. `begin_session` does it too.
  absl::Status expire(absl::Time now, const Timetable& timetable);

  // What the person takes back; filler goes in its place. Tools vetoed for ever are asked for by
  // the closing.
  absl::Status veto(std::uint32_t window, std::uint32_t position);
  absl::Status veto_all();
  absl::Status veto_tool(std::uint32_t tool);
  // Filler for what was made of the window before the first light took its place.
  absl::Status silence(std::uint32_t window);
  [[nodiscard]] const std::vector<std::uint32_t>& vetoed_tools() const { return vetoed_tools_; }

  // Crypto-erases state.db; waiting frames become filler and leave as before. Opted out, every
  // later window is filler. The caller forgets the diary's memory at the same time (Diary::forget).
  absl::Status opt_out();
  absl::Status opt_in();
  [[nodiscard]] bool opted_out() const { return opted_out_; }
  // Another person gets the machine: the same erasure, and then facts as from a new diary.
  absl::Status hand_over();

  // The windows the ledger shows, oldest first.
  [[nodiscard]] absl::StatusOr<std::vector<WindowFrames>> ledger() const;

  struct Counts {
    std::uint64_t made = 0, sent = 0, delivered = 0, dropped = 0, vetoed = 0, lost = 0;

    friend Counts operator+(const Counts& a, const Counts& b) {
      return {a.made + b.made,       a.sent + b.sent,     a.delivered + b.delivered,
              a.dropped + b.dropped, a.vetoed + b.vetoed, a.lost + b.lost};
    }
  };
  [[nodiscard]] const Counts& counts() const { return counts_; }

 private:
  Outbox(store::Database& database, const seal::Random& random, std::uint32_t ledger_windows)
      : database_(&database), random_(random), ledger_windows_(ledger_windows) {}

  absl::Status load();
  [[nodiscard]] std::string encode_state() const;
  absl::Status save(std::span<WindowFrames* const> changed, bool state);
  absl::Status erase_all();
  // Filler for every waiting fact that `chosen(window, position)` names, told as a veto if the
  // person asked for it; `state`: save the outbox's own state too.
  template <typename Chosen>
  absl::Status veto_where(Chosen chosen, bool state, bool by_person = true);
  absl::StatusOr<Outgoing> seal_one(WindowFrames& window, std::uint32_t position, absl::Time now);

  store::Database* database_;
  seal::Random random_;
  std::uint32_t ledger_windows_;
  std::optional<std::uint32_t> last_closed_;
  bool opted_out_ = false;
  std::vector<std::uint32_t> vetoed_tools_;  // ascending
  std::uint64_t sends_ = 0;                  // the number of the last send
  seal::Key chain_{};                        // after the last send
  std::vector<WindowFrames> active_;         // whose sending time may not be over, ascending
  absl::Duration uptime_rest_;               // below a second, and not yet counted
  Counts counts_;
};

}  // namespace desirepath::outbox
