#include "tests/bench/delivery/gate_bench_devices.h"

#include <absl/strings/str_format.h>
#include <absl/time/clock.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "proto/seal/random.h"
#include "tests/integration/delivery/installation.h"

namespace desirepath::delivery {
namespace {

// Frames that no collector could open: the gate cannot tell.
std::vector<uplink::Frame> noise(std::size_t count) {
  std::vector<uplink::Frame> frames(count);
  for (uplink::Frame& frame : frames) {
    frame.window = kWindow;
    seal::random_bytes(frame.sealed);
  }
  return frames;
}

constexpr auto kNothing = [](std::uint32_t /*count*/, std::int64_t /*hour*/) {};

void send(uplink::Session& session, std::span<const uplink::Frame> frames) {
  if (const absl::Status sent = session.submit(frames, kNothing); !sent.ok()) {
    absl::FPrintF(stderr, "gate_bench: %s\n", sent.message());
    std::abort();
  }
}

int dial(const std::string& gate) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port =
      htons(static_cast<std::uint16_t>(std::stoul(gate.substr(gate.rfind(':') + 1))));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) return -1;
  return socket;
}

// Half of them say the beginning of a ClientHello and no more; later, as fast as the network takes
// it, fresh connections say octets of chance until they are closed.
void be_strangers(const std::string& gate, std::size_t count, const std::function<bool()>& next) {
  std::size_t open = 0;
  const char hello[] = "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03";
  for (std::size_t i = 0; i < count; ++i) {
    const int socket = dial(gate);
    if (socket < 0) break;
    ++open;
    if (i % 2 == 0) ::send(socket, hello, sizeof hello - 1, MSG_NOSIGNAL);
  }
  next();
  std::string garbage(256 * 1024, '\0');
  seal::Random random;
  for (char& octet : garbage) octet = static_cast<char>(random.uniform(256));
  std::uint64_t sent = 0;
  const absl::Time start = absl::Now();
  while (absl::Now() - start < absl::Seconds(10)) {
    const int socket = dial(gate);
    if (socket < 0) continue;
    for (int i = 0; i < 8; ++i) {
      const ssize_t took = ::send(socket, garbage.data(), garbage.size(), MSG_NOSIGNAL);
      if (took <= 0) break;
      sent += static_cast<std::uint64_t>(took);
    }
    ::close(socket);
  }
  absl::PrintF("  strangers: %d connected, %.0f MB of garbage in 10 s\n", open,
               static_cast<double>(sent) * 1e-6);
  std::fflush(stdout);
}

}  // namespace

int as_devices(char** words) {
  const std::string part = words[2];
  const Installation installation((std::filesystem::path(words[3])));
  const std::string gate = words[4];
  const std::size_t count = std::stoul(words[5]);
  const int told = std::stoi(words[6]);
  const int say = std::stoi(words[7]);
  const auto next = [&] {
    char octet = 0;
    return ::write(say, "r", 1) == 1 && ::read(told, &octet, 1) == 1;
  };
  if (part == "strangers") {
    if (!next()) return 1;
    be_strangers(gate, count, next);
    next();
    return 0;
  }
  std::vector<uplink::Credentials> known;
  for (std::size_t i = 0; i < kStreams; ++i) known.push_back(enrolled(installation, gate));
  const std::vector<uplink::Frame> frames = noise(part == "stream" ? count / kStreams : kSession);
  std::vector<std::unique_ptr<uplink::Session>> open(part == "connected" ? count : 0);
  if (!next()) return 1;
  std::atomic<std::size_t> taken = 0;
  std::vector<double> took;
  const auto work = [&](std::size_t stream) {
    if (part == "visitor" && stream > 0) return;
    if (part == "stream") {
      send(**uplink::Session::open(known[stream], absl::Now()), frames);
      return;
    }
    for (std::size_t n = taken++; n < count; n = taken++) {
      auto session = *uplink::Session::open(known[stream], absl::Now());
      const absl::Time begun = absl::Now();
      send(*session, frames);
      if (part == "visitor") took.push_back(absl::ToDoubleMilliseconds(absl::Now() - begun));
      if (part == "connected") open[n] = std::move(session);
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < kStreams; ++i) threads.emplace_back(work, i);
  for (std::thread& thread : threads) thread.join();
  if (part == "visitor") {
    std::sort(took.begin(), took.end());
    absl::PrintF("  device: %d visits of 16 frames, median %.0f ms, slowest %.0f ms\n", took.size(),
                 took[took.size() / 2], took.back());
    std::fflush(stdout);
  }
  next();  // until the gate's side is done
  return 0;
}

}  // namespace desirepath::delivery
