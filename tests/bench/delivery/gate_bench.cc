// Figures of the gate alone: devices are a process of their own, the collector takes everything at
// once. Prints; asserts nothing.
//
//   gate_bench                      all parts
//   gate_bench stream [FRAMES]      few devices that send without a pause
//   gate_bench visits [DEVICES]     a connection, a TLS handshake and 16 frames each
//   gate_bench connected [DEVICES]  memory of so many connected devices
//   gate_bench strangers [NUMBER]   half-open TLS connections and garbage at line rate, beside a
//                                   device that visits all the while
//
// Frames a second "of a core" are frames by the gate's own processor time, all its threads
// together.

#include <absl/strings/numbers.h>
#include <absl/strings/str_format.h>
#include <absl/time/clock.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "collector/gate/server.h"
#include "tests/bench/delivery/gate_bench_devices.h"
#include "tests/integration/delivery/installation.h"

namespace desirepath::delivery {
namespace {

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double resident_kib() {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.rfind("VmRSS:", 0) == 0) return std::atof(line.c_str() + 6);
  }
  return 0;
}

// Takes what comes, as a collector that is never behind.
class Taker final : public intake::Delivery {
 public:
  absl::StatusOr<intake::Receipt> deliver(std::span<const intake::SealedFrame> frames,
                                          std::span<const std::uint32_t> /*asked*/) override {
    taken_ += frames.size();
    return intake::Receipt{};
  }
  [[nodiscard]] std::uint64_t taken() const { return taken_; }

 private:
  std::atomic<std::uint64_t> taken_ = 0;
};

// The devices' side: this program again, so that nothing of gRPC crosses a fork.
class Devices {
 public:
  Devices(const char* program, const std::string& part, const Installation& installation,
          const std::string& gate, std::size_t count) {
    int up[2];
    int down[2];
    if (::pipe(up) != 0 || ::pipe(down) != 0) std::abort();
    for (const int own : {up[0], down[1]}) ::fcntl(own, F_SETFD, FD_CLOEXEC);
    std::vector<std::string> words = {program,
                                      "as-devices",
                                      part,
                                      installation.path("").string(),
                                      gate,
                                      std::to_string(count),
                                      std::to_string(down[0]),
                                      std::to_string(up[1])};
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    if (::posix_spawn(&process_, program, nullptr, nullptr, arguments.data(), environ) != 0) {
      std::abort();
    }
    ::close(up[1]);
    ::close(down[0]);
    said_ = up[0];
    tell_ = down[1];
  }
  ~Devices() {
    ::close(tell_);
    ::waitpid(process_, nullptr, 0);
    ::close(said_);
  }
  // Until the devices say the next thing.
  void await() const {
    char octet = 0;
    if (::read(said_, &octet, 1) != 1) std::abort();
  }
  void go() const {
    if (::write(tell_, "g", 1) != 1) std::abort();
  }

 private:
  pid_t process_ = 0;
  int said_ = -1;
  int tell_ = -1;
};

gate::Options options_of(const Installation& installation) {
  gate::Options options = installation.gate_options();
  options.quota = 1U << 30;
  options.k = 1;
  options.spool_bytes = std::uint64_t{4} << 30;
  return options;
}

void rate(const char* program, const std::string& part, std::size_t count, std::size_t frames) {
  const Installation installation;
  Taker taker;
  auto gate = gate::Server::start(options_of(installation), taker);
  if (!gate.ok()) std::abort();
  const Devices devices(program, part, installation, "127.0.0.1:" + std::to_string((*gate)->port()),
                        count);
  devices.await();
  const double cpu = cpu_seconds();
  const absl::Time start = absl::Now();
  devices.go();
  devices.await();
  const double accepted = absl::ToDoubleSeconds(absl::Now() - start);
  eventually([&] { return taker.taken() >= frames; }, absl::Minutes(5));
  const double used = cpu_seconds() - cpu;
  const double wall = absl::ToDoubleSeconds(absl::Now() - start);
  const auto number = static_cast<double>(frames);
  absl::PrintF(
      "gate, %-9s %8d frames: %8.0f frames/s of a core (%5.1f us), accepted %.2f s, forwarded "
      "%.2f s, %d groups\n",
      part, frames, number / used, used / number * 1e6, accepted, wall,
      (*gate)->counts().admission.groups);
}

void connected(const char* program, std::size_t count) {
  const Installation installation;
  Taker taker;
  auto gate = gate::Server::start(options_of(installation), taker);
  if (!gate.ok()) std::abort();
  const Devices devices(program, "connected", installation,
                        "127.0.0.1:" + std::to_string((*gate)->port()), count);
  devices.await();  // enrolled
  const double before = resident_kib();
  devices.go();
  devices.await();  // all connected, each has sent a session
  const double after = resident_kib();
  absl::PrintF("gate, %d connected devices: %.1f KiB each (RSS %.0f MiB before, %.0f MiB after)\n",
               count, (after - before) / static_cast<double>(count), before / 1024, after / 1024);
}

void strangers(const char* program, std::size_t count) {
  const Installation installation;
  Taker taker;
  auto gate = gate::Server::start(options_of(installation), taker);
  if (!gate.ok()) std::abort();
  const std::string address = "127.0.0.1:" + std::to_string((*gate)->port());
  const double before = resident_kib();
  const Devices nuisance(program, "strangers", installation, address, count);
  const Devices device(program, "visitor", installation, address, 200);
  nuisance.await();
  nuisance.go();
  device.await();
  device.go();
  nuisance.await();  // all are connected; now they talk
  const double half_open = resident_kib();
  nuisance.go();
  device.await();
  absl::PrintF(
      "gate, %d strangers: RSS %.0f MiB before, %.0f with all half open, %.0f after; %d "
      "sessions of the device let in, frames taken %d\n",
      count, before / 1024, half_open / 1024, resident_kib() / 1024, (*gate)->counts().sessions,
      taker.taken());
  device.go();
  nuisance.go();
}

}  // namespace

int run(const char* program, const std::string& part, std::size_t count) {
  if (part == "all" || part == "stream") {
    const std::size_t frames = count == 0 ? 400'000 : count / kStreams * kStreams;
    rate(program, "stream", frames, frames);
  }
  if (part == "all" || part == "visits") {
    const std::size_t devices = count == 0 ? 3000 : count;
    rate(program, "visits", devices, devices * kSession);
  }
  if (part == "all" || part == "connected") connected(program, count == 0 ? 5000 : count);
  if (part == "all" || part == "strangers") strangers(program, count == 0 ? 10'000 : count);
  return 0;
}

}  // namespace desirepath::delivery

int main(int argc, char** argv) {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
  if (argc == 8 && std::string(argv[1]) == "as-devices") {
    return desirepath::delivery::as_devices(argv);
  }
  std::size_t count = 0;
  if (argc > 2 && !absl::SimpleAtoi(argv[2], &count)) return 2;
  return desirepath::delivery::run(argv[0], argc > 1 ? argv[1] : "all", count);
}
