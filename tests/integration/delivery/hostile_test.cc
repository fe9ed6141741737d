// Bad days: no room on the disk, strangers who talk nonsense, devices that send what is no frame.

#include <absl/strings/str_cat.h>
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

#include "agent/uplink/session.h"
#include "collector/store/window_database.h"
#include "tests/integration/delivery/installation.h"

namespace desirepath::delivery {
namespace {

using testing::HasSubstr;

constexpr auto kNothing = [](std::uint32_t /*count*/, std::int64_t /*hour*/) {};

std::unique_ptr<uplink::Session> session(uplink::Credentials credentials,
                                         absl::Duration patience = absl::Seconds(10)) {
  uplink::SessionOptions options;
  options.patience = patience;
  options.first_pause = absl::Milliseconds(10);
  options.longest_pause = absl::Milliseconds(100);
  return *uplink::Session::open(std::move(credentials), absl::Now(), options);
}

// While it lives no file of this process can be written past a few octets: like a disk that is
// full.
class NoRoom {
 public:
  NoRoom() {
    std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit tight = before_;
    tight.rlim_cur = 512;
    ::setrlimit(RLIMIT_FSIZE, &tight);
  }
  ~NoRoom() { ::setrlimit(RLIMIT_FSIZE, &before_); }
  NoRoom(const NoRoom&) = delete;

 private:
  rlimit before_{};
};

std::vector<intake::SealedFrame> sealed(const std::vector<uplink::Frame>& frames) {
  std::vector<intake::SealedFrame> out;
  for (const uplink::Frame& frame : frames) out.push_back({frame.window, frame.sealed});
  return out;
}

TEST(NoRoomOnDisk, TheGateRefusesCountsAndGoesOnWhenThereIsRoom) {
  const Installation installation;
  const Running running(installation);
  const uplink::Credentials credentials = enrolled(installation, running.address());
  {
    const NoRoom full;
    const absl::Status status =
        session(credentials, absl::Seconds(1))->submit(installation.frames(0, 5), kNothing);
    EXPECT_FALSE(status.ok());
    EXPECT_THAT(std::string(status.message()), HasSubstr("spool"));
    EXPECT_TRUE(eventually([&] { return running.gate->counts().admission.disk_errors > 0; }));
  }
  EXPECT_TRUE(session(credentials)->submit(installation.frames(0, 5), kNothing).ok());
  EXPECT_TRUE(eventually([&] { return installation.counted() == 5; }));
}

TEST(NoRoomOnDisk, TheIntakeCountsNothingAndTakesTheBatchAgain) {
  const Installation installation;
  auto intake = *intake::Intake::open(installation.intake_options(), Installation::rules());
  const auto batch = sealed(installation.frames(0, 50));
  {
    const NoRoom full;
    EXPECT_FALSE(intake->deliver(batch, {}).ok());
  }
  EXPECT_EQ(installation.counted(), 0);
  EXPECT_TRUE(intake->deliver(batch, {}).ok());
  EXPECT_TRUE(intake->deliver(batch, {}).ok());
  EXPECT_EQ(installation.counted(), 50);
  EXPECT_EQ(intake->counts().failed_writes, 1U);
}

TEST(Intake, CountsEveryRefusalUnderItsReasonAndNothingElse) {
  const Installation installation(1, {kWindow, kWindow + 5});
  auto intake = *intake::Intake::open(installation.intake_options(), Installation::rules());
  intake->set_newest_window(kWindow);
  std::vector<intake::SealedFrame> batch = sealed(installation.frames(0, 1));
  batch.push_back(sealed({installation.frame(1, kWindow + 5)})[0]);  // the future
  batch.push_back(batch[0]);
  batch.back().ciphertext[100] ^= 1;  // forged
  batch.push_back(batch[0]);
  batch.back().window = 17;  // no key
  batch.push_back(sealed({installation.seal(tool_week(2, kWindow - 1), kWindow)})[0]);
  v1::Fact foreign = tool_week(3, kWindow);
  foreign.set_department(99);
  batch.push_back(sealed({installation.seal(foreign, kWindow)})[0]);
  ASSERT_TRUE(intake->deliver(batch, {}).ok());
  EXPECT_EQ(installation.counted(), 1);
  for (const char* reason :
       {"future window", "not opened", "unknown window", "other window", "unknown department"}) {
    EXPECT_EQ(installation.number(
                  absl::StrCat("SELECT count FROM rejected WHERE reason = '", reason, "'")),
              1)
        << reason;
  }
}

// C11
TEST(Intake, AKeyThatIsDestroyedOpensNothingMoreAndAFrozenWindowTakesNothing) {
  const Installation installation;
  auto intake = *intake::Intake::open(installation.intake_options(), Installation::rules());
  ASSERT_TRUE(intake->deliver(sealed(installation.frames(0, 3)), {}).ok());
  auto window = *store::open_window_database(installation.path("window.db"));
  ASSERT_TRUE(store::mark_frozen(window, kWindow).ok());
  const std::vector<std::uint32_t> asked = {kWindow, kWindow + 1};
  const auto receipt = intake->deliver(sealed(installation.frames(3, 2)), asked);
  EXPECT_EQ(receipt->frozen, (std::vector<std::uint32_t>{kWindow}));
  EXPECT_EQ(installation.counted(), 3);
  auto keys = *store::open_keys_database(installation.path("keys.db"));
  ASSERT_TRUE(store::erase_key(keys, kWindow).ok());
  ASSERT_TRUE(intake->deliver(sealed(installation.frames(5, 4)), {}).ok());
  EXPECT_EQ(installation.number("SELECT count FROM rejected WHERE reason = 'frozen window'"), 2);
  EXPECT_EQ(installation.number("SELECT count FROM rejected WHERE reason = 'unknown window'"), 4);
}

TEST(Gate, AFullSpoolAsksDevicesToComeBack) {
  const Installation installation(/*k=*/5);
  gate::Options options = installation.gate_options();
  options.spool_bytes = 1024;
  const Running running(installation, options);
  const auto visit = session(enrolled(installation, running.address()), absl::Seconds(1));
  const absl::Status status = visit->submit(installation.frames(0, 1), kNothing);
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted) << status;
  EXPECT_EQ(running.gate->counts().admission.accepted, 0U);
}

TEST(Gate, AWindowWithoutAKeyIsRefused) {
  const Installation installation;
  const Running running(installation);
  const auto visit = session(enrolled(installation, running.address()));
  const absl::Status status = visit->submit(installation.frames(0, 1, kWindow + 9), kNothing);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
  EXPECT_EQ(running.gate->counts().admission.unknown_window, 1U);
}

int dial(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
  return socket;
}

TEST(Gate, HalfOpenAndTalkativeStrangersDoNotDisturbADevice) {
  const Installation installation;
  const Running running(installation);
  const uplink::Credentials credentials = enrolled(installation, running.address());
  // Both ends of each are in this process; gate_bench has ten thousand.
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
  const int strangers = static_cast<int>(std::min<rlim_t>((files.rlim_max - 300) / 2, 2000));
  std::vector<int> sockets;
  const std::string nonsense(4000, '\x16');
  for (int i = 0; i < strangers; ++i) {
    sockets.push_back(dial(running.gate->port()));
    if (i % 2 == 0) ::send(sockets.back(), nonsense.data(), nonsense.size(), MSG_NOSIGNAL);
  }
  EXPECT_TRUE(session(credentials)->submit(installation.frames(0, 20), kNothing).ok());
  EXPECT_TRUE(eventually([&] { return installation.counted() == 20; }));
  for (const int socket : sockets) ::close(socket);
  EXPECT_EQ(running.gate->counts().sessions, 1U);
}

}  // namespace
}  // namespace desirepath::delivery
