// Prints what a client's QUIC Initial costs, keys and decryption, and how often reading packets
// allocates.
//
// The Initials are of 1,162 octets, each of a connection of its own, as the first packet of every
// QUIC connection is; HKDF and AES-GCM are OpenSSL's. Allocations are counted by operator new over
// our own captures (tests/data), read again and again after a first round in which pools grow.
// Run: sight_bench (release build).

#include <time.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <vector>

#include "agent/capture/capture_file.h"
#include "agent/sight/observer.h"
#include "agent/wire/quic_keys.h"
#include "tests/support/allocations.h"
#include "tests/unit/agent/sight/quic_sealer.h"

namespace desirepath {
namespace {

constexpr int kConnections = 4096;
constexpr int kRounds = 15;
constexpr int kReadings = 200;

// Of this thread's CPU time, which neighbours do not lengthen.
double nanoseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

std::vector<wire::Octets> make_initials() {
  std::vector<wire::Octets> datagrams;
  for (int number = 0; number < kConnections; ++number) {
    sight::InitialSpec spec;
    spec.id[0] = static_cast<std::uint8_t>(number >> 8);
    spec.id[1] = static_cast<std::uint8_t>(number);
    spec.key_id = spec.id;
    datagrams.push_back(
        sight::seal_initial(spec, sight::crypto_frame(0, wire::hello_for("a.example")), 1118));
  }
  return datagrams;
}

void measure_initials() {
  const std::vector<wire::Octets> datagrams = make_initials();
  wire::QuicOpener opener;
  std::vector<double> each;
  int opened = 0;
  for (int round = 0; round < kRounds; ++round) {
    const double begin = nanoseconds();
    for (const wire::Octets& datagram : datagrams) {
      const auto packet = wire::parse_quic_packet(datagram);
      const wire::QuicKeys keys = opener.derive(packet->dialect, packet->destination_id);
      if (opener.open(keys, *packet).has_value()) ++opened;
    }
    each.push_back((nanoseconds() - begin) / kConnections);
  }
  std::printf("QUIC Initial of %zu octets, keys and decryption: %.0f ns (%d of %d opened)\n",
              datagrams[0].size(), median(each), opened, kConnections * kRounds);
}

struct Frame {
  std::vector<std::uint8_t> octets;
  capture::Packet packet;
};

std::vector<Frame> read_captures() {
  std::vector<Frame> frames;
  const std::string folder = DESIREPATH_SOURCE_DIR "/tests/data/captures";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    auto file = capture::CaptureFile::open(entry.path().string());
    if (!file.ok()) continue;
    capture::Packet packet;
    while (file->next(packet) == capture::ReadOutcome::kPacket) {
      frames.push_back({{packet.bytes.begin(), packet.bytes.end()}, packet});
    }
  }
  for (Frame& frame : frames) frame.packet.bytes = frame.octets;
  return frames;
}

class Nowhere final : public sight::Sink {
 public:
  void on_sighting(const sight::Sighting&) override { ++sightings; }
  void on_flow(const sight::FlowRecord&) override {}
  void on_activity(const sight::Activity&) override {}
  std::uint64_t sightings = 0;
};

void count_allocations() {
  std::vector<Frame> frames = read_captures();
  Nowhere sink;
  sight::Observer observer(sink);
  std::size_t before = 0;
  std::uint64_t packets = 0;
  for (int reading = 0; reading < kReadings; ++reading) {
    if (reading == 1) before = allocations;
    for (Frame& frame : frames) {
      frame.packet.time += std::chrono::hours(1);  // the flows of the reading before are over
      observer.observe(frame.packet);
      if (reading > 0) ++packets;
    }
  }
  const std::size_t made = allocations - before;
  std::printf("allocations: %zu in %llu packets with %llu sightings (%.5f a packet)\n", made,
              static_cast<unsigned long long>(packets),
              static_cast<unsigned long long>(sink.sightings),
              static_cast<double>(made) / static_cast<double>(packets));
}

}  // namespace
}  // namespace desirepath

int main() {
  desirepath::measure_initials();
  desirepath::count_allocations();
  return 0;
}
