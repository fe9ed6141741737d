#include "agent/capture/live_source.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace desirepath::capture {
namespace {

constexpr std::chrono::milliseconds kRetry{30'000};  // while an interface is missing
// Until what was captured last has come out of the ring.
constexpr std::chrono::milliseconds kLinger{kBlockMilliseconds + 500};

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
  for (Open& one : interfaces_) {
    const bool wanted = std::find(names.begin(), names.end(), one.interface->name()) != names.end();
    if (wanted && one.interface->is_current()) {
      one.closes = Clock::time_point::max();
    } else {
      leave(one);
    }
  }
  absl::Status first;
  if (names.empty()) {
    first = absl::UnavailableError(
        "no interface has a default route; connect to a network, or name one with --interface");
  }
  missing_ = names.empty();
  for (const std::string& name : names) {
    if (reads(name)) continue;
    absl::StatusOr<std::unique_ptr<LiveInterface>> interface = LiveInterface::open(name, showing_);
    if (interface.ok()) {
      (*interface)->show(depth_);
      interfaces_.push_back({*std::move(interface)});
      continue;
    }
    missing_ = true;
    ++counts_.interface_errors;
    if (first.ok()) first = interface.status();
  }
  trouble_ = std::string(first.message());
  return first;
}

bool LiveSource::reads(const std::string& name) const {
  return std::any_of(interfaces_.begin(), interfaces_.end(), [&](const Open& one) {
    return !one.leaves() && one.interface->name() == name;
  });
}

void LiveSource::leave(Open& one) { one.closes = std::min(one.closes, Clock::now() + kLinger); }

void LiveSource::close_left() {
  for (std::size_t i = interfaces_.size(); i-- > 0;) {
    if (interfaces_[i].leaves() && interfaces_[i].closes <= Clock::now()) close_one(i);
  }
}

void LiveSource::close_one(std::size_t index) {
  counts_.dropped += interfaces_[index].interface->dropped();
  interfaces_.erase(interfaces_.begin() + static_cast<std::ptrdiff_t>(index));
}

int LiveSource::wait(std::chrono::milliseconds patience) {
  std::vector<pollfd> files;
  files.push_back({wake_file_, POLLIN, 0});
  files.push_back({watch_.file(), POLLIN, 0});  // poll() passes over -1
  for (const Open& one : interfaces_) files.push_back({one.interface->file(), POLLIN, 0});
  const bool leaving = std::any_of(interfaces_.begin(), interfaces_.end(),
                                   [](const Open& one) { return one.leaves(); });
  const std::chrono::milliseconds longest = leaving ? kLinger : kRetry;
  if ((missing_ || leaving) && (patience.count() < 0 || patience > longest)) patience = longest;
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
  if (depth_ == Depth::kNothing) {
    const bool had_some = !interfaces_.empty();
    release();
    static_cast<void>(wait(patience));  // nothing is read, whatever came
    return had_some ? SourceState::kAnew : SourceState::kWaiting;
  }
  if (released_) open().IgnoreError();  // trouble() keeps it
  const int count = wait(patience);
  for (std::size_t i = ready_.size(); i-- > 0;) {
    if (!ready_[i]) continue;
    const absl::StatusOr<int> got = interfaces_[i].interface->read(take);
    if (got.ok()) {
      counts_.taken += static_cast<std::uint64_t>(*got);
    } else if (!interfaces_[i].leaves()) {
      ++counts_.interface_errors;
      leave(interfaces_[i]);
      missing_ = true;
    }
  }
  close_left();
  if (count == 0 && missing_) open().IgnoreError();  // trouble() keeps it
  return interfaces_.empty() ? SourceState::kWaiting : SourceState::kReading;
}

void LiveSource::drain(absl::FunctionRef<void(const Packet&)> take) {
  const auto end = Clock::now() + kLinger;
  const Time begun = std::chrono::time_point_cast<Time::duration>(std::chrono::system_clock::now());
  bool is_through = interfaces_.empty();
  while (!is_through && Clock::now() < end) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
    read(left, [&](const Packet& packet) {
      if (packet.time <= begun) take(packet);
      // With one interface nothing older can follow.
      is_through = is_through || (packet.time > begun && interfaces_.size() == 1);
    });
  }
}

void LiveSource::release() {
  while (!interfaces_.empty()) close_one(interfaces_.size() - 1);
  released_ = true;
}

void LiveSource::show(Depth depth) {
  depth_ = depth;
  for (const Open& one : interfaces_) one.interface->show(depth);
}

void LiveSource::wake() { eventfd_write(wake_file_, 1); }

SourceCounts LiveSource::counts() const {
  SourceCounts counts = counts_;
  for (const Open& one : interfaces_) counts.dropped += one.interface->dropped();
  return counts;
}

std::vector<std::string> LiveSource::names() const {
  std::vector<std::string> names;
  for (const Open& one : interfaces_) {
    if (!one.leaves()) names.push_back(one.interface->name());
  }
  return names;
}

}  // namespace desirepath::capture
