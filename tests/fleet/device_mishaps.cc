// What goes wrong on a simulated device: reinstalled, cloned, a clock ten days off.

#include <fstream>

#include "agent/outbox/closing.h"
#include "tests/fleet/command.h"
#include "tests/fleet/device.h"

namespace desirepath::fleet {
namespace {

constexpr absl::Duration kClockOff = absl::Hours(24 * 10);
constexpr char kDone[] = "done";

absl::Status copy_state(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::error_code error;
  std::filesystem::create_directories(to, error);
  for (const char* end : {"", "-wal", "-journal"}) {
    const std::filesystem::path file = from / (std::string("state.db") + end);
    if (!std::filesystem::exists(file)) continue;
    std::filesystem::copy_file(file, to / file.filename(),
                               std::filesystem::copy_options::overwrite_existing, error);
    if (error) return absl::InternalError("fleet: " + file.string() + ": " + error.message());
  }
  return absl::OkStatus();
}

}  // namespace

std::filesystem::path Device::new_since(std::uint32_t window) const {
  return folder_ / ("new-" + std::to_string(window));
}

absl::Status Device::start_over(std::uint32_t window) {
  // Begun before anything is removed, done when it is: a kill between the two begins it again.
  std::string said;
  if (std::ifstream(new_since(window)) >> said && said == kDone) return absl::OkStatus();
  std::ofstream(new_since(window)) << "begun\n";
  close();
  for (const char* end : {"", "-wal", "-shm", "-journal"}) {
    std::error_code error;
    std::filesystem::remove(folder_ / (std::string("state.db") + end), error);
  }
  if (absl::Status status = open_state(); !status.ok()) return status;
  std::ofstream(new_since(window)) << kDone << "\n";
  return absl::OkStatus();
}

bool Device::goes_wrong_now(std::uint32_t window, Mishap mishap) const {
  if (mishap != Mishap::kSentTwice && mishap != Mishap::kAcksLost) return false;
  const std::filesystem::path done = folder_ / ("wrong-" + std::to_string(window));
  if (std::filesystem::exists(done)) return false;  // a device has 32 sends to spare
  std::ofstream(done) << "\n";
  return true;
}

absl::Status Device::send_as_clone(std::uint32_t window, Link& link) {
  const std::filesystem::path place = folder_ / "clone";
  // Copied once: a clone that was killed remembers what it sent, as any machine does.
  const std::filesystem::path made = place / ("made-" + std::to_string(window));
  if (!std::filesystem::exists(made)) {
    close();
    const absl::Status copied = copy_state(folder_, place);
    if (absl::Status status = open_state(); !status.ok()) return status;
    if (!copied.ok()) return copied;
    std::ofstream(made) << "\n";
  }
  const absl::StatusOr<std::unique_ptr<Device>> clone = Device::open(around_, number_, place);
  if (!clone.ok()) return clone.status();
  return (*clone)->send(window, link, nullptr);
}

absl::Status Device::close_with_wrong_clock(std::uint32_t window, bool ahead) {
  const policy::Policy& policy = around_.bundle->policy;
  const policy::FirstSeen seen = {{policy.number, 0}};
  const outbox::Occasion occasion{
      .now = closing_time(window) + (ahead ? kClockOff : -kClockOff),
      .calendar = *around_.calendar,
      .bundle = *around_.bundle,
      .first_seen = seen,
      .catalog = *around_.catalog,
      .department = department_id(
          around_.habits->scenario().departments[around_.habits->department(number_)].name)};
  return outbox::close_windows(occasion, *diary_, *outbox_).status();
}

}  // namespace desirepath::fleet
