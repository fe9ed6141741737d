// Sends the frames of a capture into an interface, over and over, at an even rate.
//
//   live_sender INTERFACE CAPTURE PACKETS_A_SECOND SECONDS
//
// Prints what it sent, the seconds it took and its own CPU seconds, in which the kernel's share for
// who listens on the other end of a veth pair is contained.

#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

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
  return bind(file, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 ? file : -1;
}

void send_batch(int file, const Frames& frames, std::size_t& next) {
  std::array<mmsghdr, kBatch> messages{};
  std::array<iovec, kBatch> places{};
  for (std::size_t i = 0; i < kBatch; ++i) {
    const auto& frame = frames[next];
    next = (next + 1) % frames.size();
    places[i] = {const_cast<std::uint8_t*>(frame.data()), frame.size()};
    messages[i].msg_hdr.msg_iov = &places[i];
    messages[i].msg_hdr.msg_iovlen = 1;
  }
  std::size_t sent = 0;
  while (sent < kBatch) {
    const int count = sendmmsg(file, &messages[sent], static_cast<unsigned>(kBatch - sent), 0);
    if (count <= 0) std::this_thread::yield();
    if (count > 0) sent += static_cast<std::size_t>(count);
  }
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
  if (count != 5) return 2;
  const Frames frames = frames_of(words[2]);
  const int file = open_interface(words[1]);
  if (frames.empty() || file < 0) return 1;
  const double rate = std::atof(words[3]);
  const double wanted = rate * std::atof(words[4]);
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  const double cpu = cpu_seconds();
  std::size_t next = 0;
  double sent = 0;
  while (sent < wanted) {
    const std::chrono::duration<double> due{sent / rate};
    std::this_thread::sleep_until(begin + std::chrono::duration_cast<Clock::duration>(due));
    send_batch(file, frames, next);
    sent += kBatch;
  }
  const std::chrono::duration<double> took = Clock::now() - begin;
  std::printf("%.0f %.3f %.4f\n", sent, took.count(), cpu_seconds() - cpu);
  close(file);
  return 0;
}
