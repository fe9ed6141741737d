#include "agent/capture/live_interface.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace desirepath::capture {
namespace {

constexpr int kFlood = 200'000;

// Questions to a port of the loopback interface of a network of its own.
class Asker {
 public:
  Asker() : file_(socket(AF_INET, SOCK_DGRAM, 0)) {
    ifreq lo{};
    lo.ifr_name[0] = 'l';
    lo.ifr_name[1] = 'o';
    lo.ifr_flags = IFF_UP;
    EXPECT_EQ(0, ioctl(file_, SIOCSIFFLAGS, &lo));
    to_.sin_family = AF_INET;
    to_.sin_port = htons(53);
    to_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  }
  ~Asker() { close(file_); }
  void ask() {
    constexpr std::array<char, 600> kQuestion{};
    static_cast<void>(sendto(file_, kQuestion.data(), kQuestion.size(), 0,
                             reinterpret_cast<const sockaddr*>(&to_), sizeof to_));
  }

 private:
  int file_;
  sockaddr_in to_{};
};

TEST(LiveInterface, AFloodFasterThanItsReaderDoesNotHoldAReadForEver) {
  if (unshare(CLONE_NEWNET) != 0) GTEST_SKIP() << "a network of its own needs root";
  Asker asker;
  const auto interface = LiveInterface::open("lo", Showing{});
  ASSERT_TRUE(interface.ok()) << interface.status();
  for (int i = 0; i < 2'000; ++i) asker.ask();  // more than one block
  int sent = 0;
  const absl::StatusOr<int> taken = (*interface)->read([&](const Packet&) {
    for (int i = 0; i < 4 && sent < kFlood; ++i, ++sent) asker.ask();
  });
  ASSERT_TRUE(taken.ok()) << taken.status();
  EXPECT_GT(*taken, 0);
  EXPECT_LE(*taken, LiveInterface::kMostAtOnce);
  // What is left is ready at once, and comes with the next read.
  pollfd ready{(*interface)->file(), POLLIN, 0};
  EXPECT_EQ(1, poll(&ready, 1, 0));
  const absl::StatusOr<int> next = (*interface)->read([](const Packet&) {});
  ASSERT_TRUE(next.ok()) << next.status();
  EXPECT_GT(*next, 0);
}

}  // namespace
}  // namespace desirepath::capture
