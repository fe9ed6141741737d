// A gateway of a thousand devices: memory of each, and how long the thread that does everything is
// held up when a window closes and when a session with the gate is sealed.
//
// Prints one line a figure: name, value, unit. state.db is on the disk and synced as the agent's.

#include <absl/time/clock.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>

#include "agent/gateway/observed_devices.h"
#include "proto/catalog/shipped.h"
#include "tests/support/folder.h"

namespace desirepath {
namespace {

constexpr std::uint32_t kWeek = 2957;
constexpr std::uint32_t kDevices = 1000;
constexpr std::uint32_t kTools = 25;

double resident_megabytes() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t whole = 0;
  std::uint64_t resident = 0;
  file >> whole >> resident;
  return static_cast<double>(resident) * 4096 / 1e6;
}

double milliseconds(absl::Duration time) { return absl::ToDoubleMilliseconds(time); }

policy::Bundle bundle_of(const seal::Key& sealing_key) {
  policy::Policy policy;
  policy.number = 1;
  policy.organisation = "Example";
  policy.time_zone = "Europe/Helsinki";
  policy.kinds = {1, 2, 3, 5, 6, 7, 11};
  policy.observed = {{"hq", {*policy::parse_range("10.20.0.0/16")}, kDevices, 0, false}};
  policy::Bundle bundle;
  bundle.policy = policy;
  bundle.policies = {{policy, {}}};
  for (std::uint32_t window = kWeek; window < kWeek + 4; ++window) {
    bundle.keys.push_back({window, sealing_key, 1});
  }
  return bundle;
}

gateway::DeviceKey key_of(std::uint32_t number) {
  gateway::DeviceKey key{};
  key[0] = static_cast<std::uint8_t>(number);
  key[1] = static_cast<std::uint8_t>(number >> 8);
  return key;
}

int run() {
  const support::Folder folder;
  store::Database database = *store::Database::open(folder / "state.db", seal::Key{1});
  const auto devices = *gateway::ObservedDevices::open(database, seal::Random());
  const auto catalog = *catalog::Catalog::unpack(catalog::shipped());
  const policy::Bundle bundle = bundle_of(seal::generate_sealing_key().public_key);
  const auto calendar = *window::Calendar::make(policy::Profile::kWeekly, "UTC");
  devices->set_networks(bundle.policy.observed);
  const double empty = resident_megabytes();

  absl::Time begun = absl::Now();
  const std::int32_t monday = calendar.first_day(kWeek);
  for (std::uint32_t number = 0; number < kDevices; ++number) {
    if (!devices->note({{key_of(number), 0}, 20, 18, false}, monday, kWeek).ok()) return 1;
    for (std::uint32_t tool = 0; tool < kTools; ++tool) {
      const std::uint32_t place = (number * 7 + tool * 13) % 1000;
      for (std::uint32_t slot = 0; slot < 12; ++slot) {
        devices->record(key_of(number), {catalog.tools()[place].number, match::Role::kApp, monday,
                                         100 + slot, 20'000 + slot * 1000, 300'000});
      }
    }
  }
  std::printf("first sight and %u tools of %u devices  %.0f ms\n", kTools, kDevices,
              milliseconds(absl::Now() - begun));
  begun = absl::Now();
  if (!devices->flush().ok()) return 1;
  std::printf("flush of all diaries  %.0f ms\n", milliseconds(absl::Now() - begun));

  const policy::FirstSeen first_seen = {{1, 0}};
  const outbox::Occasion occasion{calendar.end(kWeek) + absl::Minutes(1),
                                  calendar,
                                  bundle,
                                  first_seen,
                                  catalog,
                                  "",
                                  true,
                                  false};
  double longest = 0;
  double all = 0;
  for (std::uint32_t done = 0; done < kDevices; done += gateway::ObservedDevices::kMostClosings) {
    begun = absl::Now();
    if (!devices->close_windows(occasion).ok()) return 1;
    longest = std::max(longest, milliseconds(absl::Now() - begun));
    all += milliseconds(absl::Now() - begun);
  }
  std::printf("closing the window  %.0f ms in all, %.0f ms at once\n", all, longest);
  devices->add_uptime(absl::Hours(3));

  const outbox::Timetable timetable(calendar, bundle.policy);
  const absl::Time later = calendar.end(kWeek) + absl::Hours(40);
  begun = absl::Now();
  const auto session = devices->begin_session(later, timetable, bundle.keys);
  if (!session.ok()) return 1;
  std::printf("a session of %zu frames  %.0f ms to seal", session->size(),
              milliseconds(absl::Now() - begun));
  begun = absl::Now();
  if (!devices->accepted(*session).ok()) return 1;
  std::printf(", %.0f ms to note\n", milliseconds(absl::Now() - begun));
  std::printf("memory  %.0f KiB a device\n",
              (resident_megabytes() - empty) * 1e6 / 1024 / kDevices);
  return 0;
}

}  // namespace
}  // namespace desirepath

int main() { return desirepath::run(); }
