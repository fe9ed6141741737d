#include "collector/proof/batches.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>
#include <random>
#include <string>

#include "collector/gate/releases.h"
#include "collector/gate/spool.h"

namespace desirepath::proof {
namespace {

constexpr std::uint32_t kSession = 16;  // frames
constexpr std::uint32_t kTicks = 60;    // hours of a week in which somebody works
constexpr std::uint32_t kTicksOfDay = 12;
constexpr std::uint64_t kSpoolBytes = std::uint64_t{4} << 30U;
// Any window number that is none of a real one.
constexpr std::uint32_t kWindow = 1;

struct Session {
  std::uint32_t tick = 0;
  std::uint32_t first = 0;  // of its statements
};

seal::Sealed stand_in(std::uint32_t statement, std::uint32_t arrival) {
  seal::Sealed octets{};
  std::memcpy(octets.data(), &statement, sizeof statement);
  std::memcpy(octets.data() + sizeof statement, &arrival, sizeof arrival);
  return octets;
}

pki::DeviceId id_of(std::uint32_t device) {
  pki::DeviceId id{};
  std::memcpy(id.data(), &device, sizeof device);
  return id;
}

// Of one window, in the order in which they begin.
std::vector<Session> sessions_of(const World& world, std::uint32_t window,
                                 std::mt19937_64& chance) {
  std::vector<Session> sessions;
  for (std::uint32_t at = 0; at + kSession <= world.statements.size(); at += kSession) {
    if (world.statements[at].window != window) continue;
    sessions.push_back({static_cast<std::uint32_t>(chance() % kTicks), at});
  }
  std::shuffle(sessions.begin(), sessions.end(), chance);
  std::stable_sort(sessions.begin(), sessions.end(),
                   [](const Session& a, const Session& b) { return a.tick < b.tick; });
  return sessions;
}

class Gate {
 public:
  Gate(gate::Spool spool, std::uint32_t k, std::size_t crowd)
      : spool_(std::move(spool)), k_(k), crowd_(crowd) {}

  absl::Status take(const World& world, const Session& session, std::uint32_t window) {
    for (std::uint32_t i = session.first; i < session.first + kSession; ++i) {
      if (absl::Status s = spool_.add(kWindow + window, id_of(world.statements[i].device),
                                      stand_in(i, arrival_++));
          !s.ok()) {
        return s;
      }
    }
    return absl::OkStatus();
  }

  // The one after tick `number` of a window, the last of which ends its sending.
  absl::Status tick(std::uint32_t number) {
    if (absl::Status s = spool_.commit(); !s.ok()) return s;
    const bool day_over = (number + 1) % kTicksOfDay == 0;
    const std::uint32_t from = number < kTicks ? 0 : UINT32_MAX;
    absl::StatusOr<std::vector<gate::Segment>> released =
        spool_.release({.k = k_, .day_over = day_over, .sending_from = from, .crowd = crowd_});
    if (!released.ok()) return released.status();
    releases_.add(*std::move(released));
    while (!releases_.empty()) {
      if (absl::Status s = deliver(releases_.next_round()); !s.ok()) return s;
    }
    return absl::OkStatus();
  }

  std::vector<Seen> seen;

 private:
  absl::Status deliver(std::vector<gate::Segment> round) {
    std::vector<intake::SealedFrame> frames;
    for (gate::Segment& segment : round) {
      if (absl::Status s = segment.read(frames); !s.ok()) return s;
      if (absl::Status s = segment.remove(); !s.ok()) return s;
    }
    random_.shuffle(frames);
    for (std::uint32_t place = 0; place < frames.size(); ++place) {
      Seen one{.batch = batch_, .place = place};
      std::memcpy(&one.statement, frames[place].ciphertext.data(), sizeof one.statement);
      std::memcpy(&one.arrival, frames[place].ciphertext.data() + sizeof one.statement,
                  sizeof one.arrival);
      seen.push_back(one);
    }
    ++batch_;
    return absl::OkStatus();
  }

  gate::Spool spool_;
  gate::Releases releases_;
  std::uint32_t k_;
  std::size_t crowd_;
  seal::Random random_;
  std::uint32_t arrival_ = 0;
  std::uint32_t batch_ = 0;
};

}  // namespace

absl::StatusOr<std::vector<Seen>> delivered(const World& world, std::uint32_t k,
                                            const std::filesystem::path& folder, std::uint64_t seed,
                                            std::size_t crowd) {
  absl::StatusOr<gate::Spool> spool =
      gate::Spool::open(folder, kSpoolBytes, std::make_shared<gate::SpoolBytes>(std::uint64_t{0}));
  if (!spool.ok()) return spool.status();
  Gate gate(*std::move(spool), k, crowd);
  std::mt19937_64 chance(seed);
  for (std::uint32_t window = 0; window < kWindows; ++window) {
    std::uint32_t tick = 0;
    for (const Session& session : sessions_of(world, window, chance)) {
      for (; tick < session.tick; ++tick) {
        if (absl::Status s = gate.tick(tick); !s.ok()) return s;
      }
      if (absl::Status s = gate.take(world, session, window); !s.ok()) return s;
    }
    for (; tick < kTicks + 2; ++tick) {  // the last two after sending has ended
      if (absl::Status s = gate.tick(tick); !s.ok()) return s;
    }
  }
  return std::move(gate.seen);
}

}  // namespace desirepath::proof
