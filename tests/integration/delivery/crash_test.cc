// kill -9 of the process that holds gate and intake, at random moments, while devices hand in:
// nothing lost, nothing twice. C7 in small.

#include <absl/strings/str_cat.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <thread>

#include "agent/uplink/session.h"
#include "proto/seal/random.h"
#include "tests/integration/delivery/installation.h"

namespace desirepath::delivery {
namespace {

constexpr int kKills = 12;
constexpr std::int64_t kFrames = 1500;
constexpr std::uint32_t kMaxLife = 400;  // milliseconds

// This program again, as the server: a forked gRPC does not work, an exec'd one does.
pid_t start_server(const Installation& installation, int port) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  const std::string folder = installation.path("").string();
  const std::string listen = absl::StrCat("127.0.0.1:", port);
  ::execl("/proc/self/exe", "delivery-server", folder.c_str(), listen.c_str(), nullptr);
  ::_exit(127);
}

int read_port(const Installation& installation) {
  int port = 0;
  std::ifstream(installation.path("port")) >> port;
  return port;
}

TEST(Crash, KilledAtRandomMomentsNothingIsLostAndNothingCountsTwice) {
  const Installation installation;
  pid_t server = start_server(installation, 0);
  ASSERT_TRUE(eventually([&] { return read_port(installation) != 0; }));
  const int port = read_port(installation);
  const std::string address = absl::StrCat("127.0.0.1:", port);
  const uplink::Credentials credentials = enrolled(installation, address);
  const std::vector<uplink::Frame> frames = installation.frames(0, kFrames);

  std::thread killer([&] {
    seal::Random random;
    for (int i = 0; i < kKills; ++i) {
      absl::SleepFor(absl::Milliseconds(100 + random.uniform(kMaxLife)));
      ::kill(server, SIGKILL);
      ::waitpid(server, nullptr, 0);
      server = start_server(installation, port);
    }
  });
  uplink::SessionOptions options;
  options.patience = absl::Minutes(2);
  options.first_pause = absl::Milliseconds(10);
  options.longest_pause = absl::Milliseconds(100);
  auto session = uplink::Session::open(credentials, absl::Now(), options);
  ASSERT_TRUE(session.ok());
  // Small visits, so that the kills fall into many of them.
  std::span<const uplink::Frame> rest(frames);
  while (!rest.empty()) {
    const std::size_t some = std::min<std::size_t>(rest.size(), 25);
    std::size_t safe = 0;
    const absl::Status sent = (*session)->submit(
        rest.first(some), [&safe](std::uint32_t count, std::int64_t /*hour*/) { safe = count; });
    // Broken off: what was not accepted goes again, as the outbox does it.
    EXPECT_TRUE(sent.ok() || absl::IsAborted(sent)) << sent;
    if (!sent.ok() && !absl::IsAborted(sent)) break;
    rest = rest.subspan(safe);
  }
  killer.join();
  EXPECT_TRUE(eventually([&] { return installation.counted() == kFrames; }, absl::Seconds(60)))
      << installation.counted();
  ::kill(server, SIGKILL);
  ::waitpid(server, nullptr, 0);
  EXPECT_EQ(installation.number("SELECT sum(length(nonces)) / 16 FROM nonce"), kFrames);
  RecordProperty("repeats", absl::StrCat(installation.number("SELECT sum(repeats) FROM arrived")));
}

}  // namespace

// The server's life: until it is killed.
int serve(const std::filesystem::path& folder, const std::string& listen) {
  const Installation installation(folder);
  gate::Options options = installation.gate_options();
  options.listen = listen;
  options.quota = 1U << 20;
  auto intake = intake::Intake::open(installation.intake_options(), Installation::rules());
  if (!intake.ok()) return 1;
  // The port of the process before may linger for a moment.
  std::unique_ptr<gate::Server> gate;
  eventually([&] {
    auto started = gate::Server::start(options, **intake);
    if (started.ok()) gate = *std::move(started);
    return started.ok();
  });
  if (gate == nullptr) return 1;
  installation.write("port", absl::StrCat(gate->port()));
  while (true) ::pause();
}

}  // namespace desirepath::delivery

int main(int argc, char** argv) {
  if (argc == 3 && std::string(argv[0]) == "delivery-server") {
    return desirepath::delivery::serve(argv[1], argv[2]);
  }
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
