// Sends the frames of a capture into an interface, over and over, at an even rate.
//
//   live_sender INTERFACE CAPTURE PACKETS_A_SECOND SECONDS FIRST_PASS
//
// Each pass over the capture lies between addresses of its own, counted from FIRST_PASS (0 to 255):
// a flow that a reader has seen and named is not sent to it again. The capture is one of
// tests/bench/capture/captures.py, whose rounds leave the second octet of an IPv4 address and the
// ninth of an IPv6 address zero.
//
// Prints what it sent, the seconds it took and its own CPU seconds, in which the kernel's share for
// who listens on the other end of a veth pair is contained.

#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "agent/capture/capture_file.h"

namespace {

constexpr std::size_t kBatch = 32;
constexpr std::size_t kLongest = 1514;
constexpr std::size_t kEthernetAndIpv6 = 54;

using Frames = std::vector<std::vector<std::uint8_t>>;

Frames frames_of(const char* path) {
  Frames frames;
  auto file = desirepath::capture::CaptureFile::open(path);
  desirepath::capture::Packet packet;
  while (file.ok() && file->next(packet) == desirepath::capture::ReadOutcome::kPacket) {
    if (packet.bytes.size() > kLongest) packet.bytes = packet.bytes.first(kLongest);
    frames.emplace_back(packet.bytes.begin(), packet.bytes.end());
  }
  return frames;
}

int open_interface(const char* name) {
  const int file = socket(AF_PACKET, SOCK_RAW, 0);
  sockaddr_ll address{};
  address.sll_family = AF_PACKET;
  address.sll_ifindex = static_cast<int>(if_nametoindex(name));
  if (address.sll_ifindex == 0) return -1;
  const int straight = 1;  // past the queueing discipline: a veth pair has none
  setsockopt(file, SOL_PACKET, PACKET_QDISC_BYPASS, &straight, sizeof straight);
  return bind(file, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 ? file : -1;
}

void move_addresses(Frames& frames, std::uint8_t pass) {
  for (std::vector<std::uint8_t>& frame : frames) {
    if (frame.size() < kEthernetAndIpv6) continue;
    const bool four = frame[12] == 0x08;
    frame[four ? 27 : 30] = pass;  // of the source
    frame[four ? 31 : 46] = pass;  // of the destination
  }
}

struct Place {
  std::size_t frame = 0;
  std::uint8_t pass = 0;
};

// The next packets of the pass, at most a batch; returns how many.
std::size_t send_batch(int file, Frames& frames, Place& next) {
  if (next.frame == frames.size()) {
    next = {0, static_cast<std::uint8_t>(next.pass + 1)};
    move_addresses(frames, next.pass);
  }
  const std::size_t batch = std::min(kBatch, frames.size() - next.frame);
  std::array<mmsghdr, kBatch> messages{};
  std::array<iovec, kBatch> places{};
  for (std::size_t i = 0; i < batch; ++i) {
    std::vector<std::uint8_t>& frame = frames[next.frame++];
    places[i] = {frame.data(), frame.size()};
    messages[i].msg_hdr.msg_iov = &places[i];
    messages[i].msg_hdr.msg_iovlen = 1;
  }
  std::size_t sent = 0;
  while (sent < batch) {
    const int count = sendmmsg(file, &messages[sent], static_cast<unsigned>(batch - sent), 0);
    if (count <= 0) std::this_thread::yield();
    if (count > 0) sent += static_cast<std::size_t>(count);
  }
  return batch;
}

double cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

}  // namespace

int main(int count, char** words) {
  if (count != 6) return 2;
  Frames frames = frames_of(words[2]);
  const int file = open_interface(words[1]);
  if (frames.empty() || file < 0) return 1;
  const double rate = std::atof(words[3]);
  const double wanted = rate * std::atof(words[4]);
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  const double cpu = cpu_seconds();
  Place next{0, static_cast<std::uint8_t>(std::atoi(words[5]))};
  move_addresses(frames, next.pass);
  double sent = 0;
  while (sent < wanted) {
    const std::chrono::duration<double> due{sent / rate};
    std::this_thread::sleep_until(begin + std::chrono::duration_cast<Clock::duration>(due));
    sent += static_cast<double>(send_batch(file, frames, next));
  }
  const std::chrono::duration<double> took = Clock::now() - begin;
  std::printf("%.0f %.3f %.4f\n", sent, took.count(), cpu_seconds() - cpu);
  close(file);
  return 0;
}
