// CPU and disk of one device's week: contacts into the diary, facts at its end, 128 frames sealed
// in eight sessions.
//
// Prints one line a figure: name, value, unit, target. The path is the agent's own; what leaves is
// counted, not sent.

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "agent/diary/diary.h"
#include "agent/outbox/closing.h"
#include "proto/catalog/shipped.h"
#include "tests/support/folder.h"

namespace desirepath {
namespace {

constexpr std::uint32_t kFirst = 2957;
constexpr std::uint32_t kWeeks = 20;
constexpr std::uint32_t kTools = 25;      // that one device works with
constexpr std::uint32_t kSlotsADay = 12;  // with each of them

double cpu_milliseconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
  };
  return of(usage.ru_utime) + of(usage.ru_stime);
}

struct Figures {
  std::vector<double> diary, closing, sending;
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

class Bench {
 public:
  Bench() {
    policy_.number = 1;
    policy_.organisation = "Example";
    policy_.time_zone = "Europe/Helsinki";
    policy_.kinds = {1, 2, 3, 5, 6, 7, 11};
    policy_.departments = {{1, "sales", "Sales", 0, 40}};
    calendar_ = *window::Calendar::from(policy_);
    bundle_.policy = policy_;
    bundle_.policies = {{policy_, {}}};
    for (std::uint32_t window = kFirst; window < kFirst + kWeeks + 3; ++window) {
      bundle_.keys.push_back({window, pair_.public_key, 1});
    }
    for (std::uint32_t index = 0; index < kTools; ++index)
      tools_.push_back(catalog_.tools()[index * 7].number);
  }

  bool week(std::uint32_t window) {
    const std::int32_t monday = calendar_.first_day(window);
    double start = cpu_milliseconds();
    for (std::int32_t day = monday; day < monday + 5; ++day) work(day);
    diary_.start_day(monday + 7);
    figures_.diary.push_back(cpu_milliseconds() - start);
    start = cpu_milliseconds();
    const absl::Time closed = calendar_.end(window);
    const outbox::Occasion occasion{closed,   calendar_, bundle_, first_seen_,
                                    catalog_, "sales",   true};
    const auto made = outbox::close_windows(occasion, diary_, outbox_);
    if (!made.ok() || *made != 1) return false;
    figures_.closing.push_back(cpu_milliseconds() - start);
    start = cpu_milliseconds();
    outbox_.add_uptime(absl::Hours(2));
    const outbox::Timetable timetable(calendar_, policy_);
    std::size_t sent = 0;
    for (int session = 0; session < 8; ++session) {
      const auto frames = outbox_.begin_session(closed + absl::Hours(25), timetable, bundle_.keys);
      if (!frames.ok() || !outbox_.accepted(*frames, frames->size()).ok()) return false;
      sent += frames->size();
    }
    figures_.sending.push_back(cpu_milliseconds() - start);
    return sent == 128;
  }

  [[nodiscard]] const Figures& figures() const { return figures_; }
  [[nodiscard]] std::uintmax_t disk() const {
    return std::filesystem::file_size(folder_ / "state.db") +
           std::filesystem::file_size(folder_ / "state.db-wal");
  }

 private:
  void work(std::int32_t day) {
    diary_.start_day(day);
    for (std::uint32_t slot = 100; slot < 100 + kSlotsADay; ++slot) {
      for (const std::uint32_t tool : tools_) {
        diary_.record({.tool = tool,
                       .role = match::Role::kApp,
                       .day = day,
                       .slot = slot,
                       .bytes_up = 9'000,
                       .bytes_down = 90'000,
                       .evidence = match::Evidence::kProduct});
      }
      static_cast<void>(diary_.flush());
    }
  }

  catalog::Catalog catalog_ = *catalog::Catalog::unpack(catalog::shipped());
  seal::SealingKeyPair pair_ = seal::generate_sealing_key();
  policy::Policy policy_;
  window::Calendar calendar_ = *window::Calendar::make(policy::Profile::kWeekly, "UTC");
  policy::Bundle bundle_;
  policy::FirstSeen first_seen_{{1, 0}};
  std::vector<std::uint32_t> tools_;
  support::Folder folder_;
  store::Database database_ = *store::Database::open(folder_ / "state.db", seal::Key{1});
  diary::Diary diary_ = *diary::Diary::open(database_);
  outbox::Outbox outbox_ = *outbox::Outbox::open(database_, seal::Random());
  Figures figures_;
};

int run() {
  Bench bench;
  for (std::uint32_t week = 0; week < kWeeks; ++week) {
    if (!bench.week(kFirst + week)) return 1;
  }
  const Figures& figures = bench.figures();
  const double closing = median(figures.closing);
  const double sending = median(figures.sending);
  std::printf("agent.diary_week_cpu        %8.2f ms   %u tools, 5 days, 60 flushes\n",
              median(figures.diary), kTools);
  std::printf("agent.close_week_cpu        %8.2f ms\n", closing);
  std::printf(
      "agent.seal_week_cpu         %8.2f ms   128 frames, 8 sessions, each synced to disk\n",
      sending);
  std::printf("agent.facts_week_cpu        %8.2f ms   target 50: made and sealed\n",
              closing + sending);
  std::printf("agent.state_on_disk         %8.1f KiB  after %u weeks\n",
              static_cast<double>(bench.disk()) / 1024, kWeeks);
  return 0;
}

}  // namespace
}  // namespace desirepath

int main() { return desirepath::run(); }
