// kill -9 at every step and at moments of chance: no fact is lost, none is made twice (privacy.md,
// C7's first form), and the ledger names every octet that left and can make it again (C20).

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <map>
#include <set>
#include <tuple>

#include "agent/outbox/ledger.h"
#include "proto/seal/hash.h"
#include "tests/integration/agent/device.h"

namespace desirepath::outbox {
namespace {

constexpr std::uint32_t kFirst = 2957;
constexpr std::uint32_t kWeeks = 6;
// A death in the middle of a session costs its frames a second send, and a week has 32 to spare.
constexpr std::size_t kSession = 4;

// A fact as the collector counts it.
using Cell = std::tuple<int, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>;

// Six weeks of one device. What leaves is appended to a file, as a gate would keep it; it is
// acknowledged after.
class Life {
 public:
  Life(const Folder& folder, const std::string& name, const seal::SealingKeyPair& key)
      : wire_(folder / (name + ".wire")), state_(folder / (name + ".db")) {
    bundle_ = bundle_of(office_policy(), kFirst, kWeeks + 3, key);
    bundle_.standings = {{tool_number("miro"), policy::Standing::kSanctioned, {}, 0}};
  }

  // Lives on from wherever the state stands; dies before step `last_step`. True when all weeks are
  // told.
  bool live(int last_step) {
    steps_left_ = last_step;
    Device device(state_, 0);
    const std::optional<std::uint32_t> closed = device.outbox().last_closed();
    for (std::uint32_t window = closed ? *closed + 1 : kFirst; window < kFirst + kWeeks; ++window) {
      send(device);
      if (!device.outbox().last_closed() || *device.outbox().last_closed() < window)
        week(device, window);
    }
    send(device);
    return true;
  }

  // The hashes of all that left which the ledger does not name; every seal it names it makes again.
  [[nodiscard]] std::size_t unnamed() const {
    Device device(state_, 0);
    const std::vector<WindowFrames> ledger = *device.outbox().ledger();
    EXPECT_TRUE(verify_ledger(ledger).ok()) << verify_ledger(ledger);
    std::set<seal::Key> named;
    for (const WindowFrames& window : ledger) {
      for (const Frame& frame : window.frames) {
        for (const Send& send : frame.sends) named.insert(send.sealed_hash);
      }
    }
    std::size_t unnamed = 0;
    const std::string wire = support::file_octets(wire_);
    for (std::size_t at = 0; at + seal::kSealedBytes <= wire.size(); at += seal::kSealedBytes) {
      const seal::Key hash = seal::hash(seal::octets(wire).subspan(at, seal::kSealedBytes));
      unnamed += named.contains(hash) ? 0 : 1;
    }
    return unnamed;
  }

  [[nodiscard]] std::map<Cell, int> counted(const seal::SealingKeyPair& key) const {
    std::map<Cell, int> cells;
    std::set<std::string> nonces;
    const std::string wire = support::file_octets(wire_);
    for (std::size_t at = 0; at + seal::kSealedBytes <= wire.size(); at += seal::kSealedBytes) {
      v1::Fact fact;
      EXPECT_TRUE(fact.ParseFromString(*seal::unpad(
          *seal::open_frame(seal::octets(wire).subspan(at, seal::kSealedBytes), key))));
      if (fact.kind() == v1::FACT_KIND_DUMMY || !nonces.insert(fact.nonce()).second) continue;
      ++cells[{fact.kind(), fact.window(), fact.department(), fact.a(), fact.value()}];
    }
    return cells;
  }

 private:
  void step() {
    if (steps_left_-- == 0) ::_exit(9);
  }

  void week(Device& device, std::uint32_t window) {
    const std::int32_t monday = calendar_.first_day(window);
    for (std::int32_t day = monday; day < monday + 5; ++day) {
      if (day % 2 == 0) device.works_with("miro", day);
      if (day % 3 == 0) device.works_with("figma", day);
      if (day == monday + 2) device.is_guest_of("dropbox", day);
      step();
    }
    ASSERT_TRUE(device.diary().flush().ok());
    step();
    const absl::Time now = calendar_.end(window) + absl::Minutes(1);
    ASSERT_TRUE(close_windows({now, calendar_, bundle_, {{7, 0}}, shipped_catalog(), "sales", true},
                              device.diary(), device.outbox())
                    .ok());
    step();
  }

  void send(Device& device) {
    if (!device.outbox().last_closed()) return;
    const Timetable timetable(calendar_, bundle_.policy);
    const absl::Time now = timetable.opens(*device.outbox().last_closed()) + absl::Hours(1);
    device.outbox().add_uptime(absl::Hours(2));
    for (;;) {
      const auto frames = device.outbox().begin_session(now, timetable, bundle_.keys, kSession);
      ASSERT_TRUE(frames.ok());
      step();
      if (frames->empty()) return;
      const int file = ::open(wire_.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
      for (const Outgoing& frame : *frames) ASSERT_EQ(::write(file, frame.sealed.data(), 368), 368);
      ::close(file);
      step();
      ASSERT_TRUE(device.outbox().accepted(*frames, frames->size()).ok());
      step();
    }
  }

  std::string wire_;
  std::string state_;
  policy::Bundle bundle_;
  window::Calendar calendar_ = *window::Calendar::from(office_policy());
  int steps_left_ = 0;
};

constexpr int kNever = 1'000'000;

class Kill : public ::testing::Test {
 protected:
  Folder folder_;
  seal::SealingKeyPair key_ = seal::generate_sealing_key();

  std::map<Cell, int> undisturbed() {
    Life life(folder_, "undisturbed", key_);
    EXPECT_TRUE(life.live(kNever));
    const auto cells = life.counted(key_);
    EXPECT_GT(cells.size(), 6U * 6U);
    return cells;
  }
  // A child lives until it is done (true) or killed.
  template <typename Body>
  static bool child(Body body, std::chrono::microseconds kill_after) {
    const pid_t pid = ::fork();
    if (pid == 0) ::_exit(body() ? 0 : 1);
    if (kill_after.count() > 0) {
      ::usleep(static_cast<useconds_t>(kill_after.count()));
      ::kill(pid, SIGKILL);
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }
};

TEST_F(Kill, AtEveryStepNothingIsLostOrDoubled) {
  const auto expected = undisturbed();
  Life life(folder_, "stepwise", key_);
  // Each life ends one step later than the one before: together they die at every kind of step.
  int lives = 1;
  while (!child([&] { return life.live(lives); }, {})) ASSERT_LT(++lives, 400);
  EXPECT_EQ(life.counted(key_), expected);
  EXPECT_EQ(life.unnamed(), 0U);
  EXPECT_GT(lives, 20);
}

TEST_F(Kill, AtMomentsOfChanceNothingIsLostOrDoubled) {
  const auto expected = undisturbed();
  for (int round = 0; round < 6; ++round) {
    Life life(folder_, "chance-" + std::to_string(round), key_);
    // The time to live grows, so that a busy machine gets to the end too.
    double microseconds = 4'000 + 900 * round;
    int deaths = 0;
    while (!child([&] { return life.live(kNever); },
                  std::chrono::microseconds(static_cast<std::int64_t>(microseconds)))) {
      microseconds *= 1.6;
      ASSERT_LT(++deaths, 40);
    }
    EXPECT_EQ(life.counted(key_), expected) << "after " << deaths << " deaths";
    EXPECT_EQ(life.unnamed(), 0U);
  }
}

}  // namespace
}  // namespace desirepath::outbox
