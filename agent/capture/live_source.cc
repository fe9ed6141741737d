#include "agent/capture/live_source.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace desirepath::capture {
namespace {

constexpr std::chrono::milliseconds kRetry{30'000};  // while an interface is missing

}  // namespace

LiveSource::LiveSource(std::vector<std::string> wanted, const Showing& showing)
    : wanted_(std::move(wanted)),
      showing_(showing),
      wake_file_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

LiveSource::~LiveSource() {
  if (wake_file_ >= 0) close(wake_file_);
}

absl::Status LiveSource::open() {
  released_ = false;
  std::vector<std::string> names = wanted_.empty() ? interfaces_with_default_route() : wanted_;
  if (names.size() > kMostInterfacesAtOnce) names.resize(kMostInterfacesAtOnce);
  for (std::size_t i = interfaces_.size(); i-- > 0;) {
    if (std::find(names.begin(), names.end(), interfaces_[i]->name()) == names.end()) close_one(i);
  }
  absl::Status first;
  if (names.empty()) {
    first = absl::UnavailableError(
        "no interface has a default route; connect to a network, or name one with --interface");
  }
  missing_ = names.empty();
  for (const std::string& name : names) {
    const bool open = std::any_of(interfaces_.begin(), interfaces_.end(),
                                  [&](const auto& one) { return one->name() == name; });
    if (open) continue;
    absl::StatusOr<std::unique_ptr<LiveInterface>> interface = LiveInterface::open(name, showing_);
    if (interface.ok()) {
      interfaces_.push_back(*std::move(interface));
      continue;
    }
    missing_ = true;
    ++counts_.interface_errors;
    if (first.ok()) first = interface.status();
  }
  trouble_ = std::string(first.message());
  return first;
}

void LiveSource::close_one(std::size_t index) {
  counts_.dropped += interfaces_[index]->dropped();
  interfaces_.erase(interfaces_.begin() + static_cast<std::ptrdiff_t>(index));
}

int LiveSource::wait(std::chrono::milliseconds patience) {
  std::vector<pollfd> files;
  files.push_back({wake_file_, POLLIN, 0});
  files.push_back({watch_.file(), POLLIN, 0});  // poll() passes over -1
  for (const auto& interface : interfaces_) files.push_back({interface->file(), POLLIN, 0});
  if (missing_ && (patience.count() < 0 || patience > kRetry)) patience = kRetry;
  const int count = poll(files.data(), files.size(), static_cast<int>(patience.count()));
  if (count > 0 && files[0].revents != 0) {
    eventfd_t value = 0;
    eventfd_read(wake_file_, &value);
  }
  ready_.assign(interfaces_.size(), false);
  for (std::size_t i = 0; count > 0 && i < interfaces_.size(); ++i) {
    ready_[i] = files[i + 2].revents != 0;
  }
  if (count > 0 && files[1].revents != 0) {
    watch_.clear();
    missing_ = true;
    return 0;
  }
  return count;
}

SourceState LiveSource::read(std::chrono::milliseconds patience,
                             absl::FunctionRef<void(const Packet&)> take) {
  if (released_) open().IgnoreError();  // trouble() keeps it
  const int count = wait(patience);
  for (std::size_t i = ready_.size(); i-- > 0;) {
    if (!ready_[i]) continue;
    const absl::StatusOr<int> got = interfaces_[i]->read(take);
    if (got.ok()) {
      counts_.taken += static_cast<std::uint64_t>(*got);
    } else {
      ++counts_.interface_errors;
      close_one(i);
      missing_ = true;
    }
  }
  if (count == 0 && missing_) open().IgnoreError();  // trouble() keeps it
  return interfaces_.empty() ? SourceState::kWaiting : SourceState::kReading;
}

void LiveSource::release() {
  while (!interfaces_.empty()) close_one(interfaces_.size() - 1);
  released_ = true;
}

void LiveSource::wake() { eventfd_write(wake_file_, 1); }

SourceCounts LiveSource::counts() const {
  SourceCounts counts = counts_;
  for (const auto& interface : interfaces_) counts.dropped += interface->dropped();
  return counts;
}

std::vector<std::string> LiveSource::names() const {
  std::vector<std::string> names;
  for (const auto& interface : interfaces_) names.push_back(interface->name());
  return names;
}

}  // namespace desirepath::capture
