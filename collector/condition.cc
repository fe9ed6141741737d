#include "collector/condition.h"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <utility>

#include "absl/strings/str_cat.h"

namespace desirepath::collector {
namespace {

constexpr std::uint64_t kMebibyte = std::uint64_t{1} << 20;
constexpr std::uint64_t kLeastFree = 256 * kMebibyte;
constexpr std::uint64_t kLeastShare = 20;

}  // namespace

void ConditionBoard::set(Condition condition) {
  const std::lock_guard<std::mutex> lock(mutex_);
  condition_ = std::move(condition);
}

Condition ConditionBoard::get() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return condition_;
}

Machine look_at_machine(const std::filesystem::path& data_dir) {
  Machine machine;
  struct statvfs disk = {};
  if (::statvfs(data_dir.c_str(), &disk) == 0) {
    machine.disk_free = std::uint64_t{disk.f_bavail} * disk.f_frsize;
    machine.disk_size = std::uint64_t{disk.f_blocks} * disk.f_frsize;
  }
  // Its flags may still say that it can be written: a file that has no name is tried.
  const int file = ::open(data_dir.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file >= 0) {
    ::close(file);
  } else {
    machine.read_only = errno == EROFS || errno == EIO;
  }
  return machine;
}

absl::Duration ClockWatch::moved(absl::Time wall, absl::Duration steady) {
  const absl::Duration moved = looked_ ? (wall - wall_) - (steady - steady_) : absl::ZeroDuration();
  looked_ = true;
  wall_ = wall;
  steady_ = steady;
  return moved;
}

absl::Status enough_room(const Machine& machine) {
  if (machine.read_only) {
    return absl::FailedPreconditionError(
        "the disk where the data are is read-only: stop the collector, repair it (fsck), start "
        "the collector again");
  }
  // A file system that cannot say its size says nothing about its room either.
  if (machine.disk_size == 0) return absl::OkStatus();
  const std::uint64_t least = std::min(kLeastFree, machine.disk_size / kLeastShare);
  if (machine.disk_free >= least) return absl::OkStatus();
  return absl::ResourceExhaustedError(absl::StrCat(
      "only ", machine.disk_free / kMebibyte, " MiB of ", machine.disk_size / kMebibyte,
      " are free where the data are: free some, or move data_dir to a larger disk"));
}

std::string condition_json(const Condition& condition) {
  boost::json::object object{
      {"healthy", condition.health.ok()},
      {"trouble", std::string(condition.health.message())},
      {"problems", boost::json::array(condition.problems.begin(), condition.problems.end())},
      {"disk_free", condition.machine.disk_free},
      {"disk_size", condition.machine.disk_size},
      {"clock_jumps", condition.clock_jumps},
      {"policy", condition.policy},
      {"policy_ends", nullptr},
      {"window", condition.window}};
  if (condition.policy != 0) object["policy_ends"] = absl::ToUnixSeconds(condition.policy_ends);
  return boost::json::serialize(object) + "\n";
}

}  // namespace desirepath::collector
