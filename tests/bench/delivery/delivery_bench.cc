// Figures of the delivery path. Prints; asserts nothing.
//
//   delivery_bench                 all parts, 1 M nonces in the window
//   delivery_bench intake 20000000 the intake alone, with so many nonces
//
// Run it pinned for figures per core: taskset -c 0 delivery_bench intake 1000000

#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>
#include <absl/time/clock.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "agent/outbox/uplink_pipe.h"
#include "agent/uplink/session.h"
#include "collector/store/window_database.h"
#include "proto/seal/frame.h"
#include "tests/integration/delivery/installation.h"

namespace desirepath::delivery {
namespace {

constexpr std::size_t kFrames = 40'960;
constexpr std::size_t kBatch = 4096;

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

long resident_kib() {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.rfind("VmRSS:", 0) == 0) return std::atol(line.c_str() + 6);
  }
  return 0;
}

// What a stretch of work took, by the clock and by the processor.
class Stretch {
 public:
  [[nodiscard]] double wall() const { return absl::ToDoubleSeconds(absl::Now() - start_); }
  [[nodiscard]] double cpu() const { return cpu_seconds() - cpu_; }

 private:
  absl::Time start_ = absl::Now();
  double cpu_ = cpu_seconds();
};

void say(const char* what, std::size_t frames, const Stretch& stretch) {
  const auto count = static_cast<double>(frames);
  absl::PrintF("%-34s %8.0f frames/s  %6.1f us cpu a frame\n", what, count / stretch.wall(),
               stretch.cpu() / count * 1e6);
}

void fill_window(const Installation& installation, std::size_t nonces) {
  auto database = store::open_window_database(installation.path("window.db"));
  database->execute("PRAGMA synchronous = OFF").IgnoreError();
  absl::StatusOr<store::Transaction> transaction = store::Transaction::begin(*database);
  for (std::size_t done = 0; done < nonces; done += kBatch) {
    const std::string row =
        absl::StrCat("INSERT INTO nonce SELECT 2900, substr(b, 1, 16), b FROM (SELECT randomblob(",
                     kBatch * 16, ") AS b)");
    database->execute(row).IgnoreError();
  }
  transaction->commit().IgnoreError();
}

void bench_intake(std::size_t nonces) {
  const Installation installation;
  const std::vector<uplink::Frame> frames = installation.frames(0, kFrames);
  std::vector<intake::SealedFrame> sealed;
  for (const uplink::Frame& frame : frames) sealed.push_back({frame.window, frame.sealed});
  const seal::SealingKeyPair key = installation.key();
  double bare = 0;
  {
    const Stretch stretch;
    for (const intake::SealedFrame& frame : sealed) {
      if (!seal::open_frame(frame.ciphertext, key).ok()) std::abort();
    }
    say("bare crypto_box_seal_open", sealed.size(), stretch);
    bare = stretch.cpu();
  }
  const long own = resident_kib();
  fill_window(installation, nonces);
  auto intake = intake::Intake::open(installation.intake_options(), Installation::rules());
  // The first facts make the set of nonces in memory: that is the start, not the rate.
  (*intake)->deliver(std::span(sealed).first(16), {}).status().IgnoreError();
  const long before = resident_kib();
  const Stretch stretch;
  std::span<const intake::SealedFrame> rest = std::span(sealed).subspan(16);
  const std::size_t counted = rest.size();
  while (!rest.empty()) {
    const std::size_t some = std::min(rest.size(), kBatch);
    if (!(*intake)->deliver(rest.first(some), {}).ok()) std::abort();
    rest = rest.subspan(some);
  }
  say(absl::StrCat("intake, ", nonces, " nonces").c_str(), counted, stretch);
  absl::PrintF("%-34s %8.0f %% of bare on the same core; intake %d MiB beside this bench's %d\n",
               "", 100 * bare / stretch.cpu(), (before - own) / 1024, own / 1024);
  if (installation.counted() != static_cast<std::int64_t>(kFrames)) std::abort();
}

void bench_path() {
  const Installation installation;
  gate::Options options = installation.gate_options();
  options.quota = 1U << 30;
  const Running running(installation, options);
  const std::vector<uplink::Frame> frames = installation.frames(0, kFrames);
  auto session = uplink::Session::open(enrolled(installation, running.address()), absl::Now());
  const Stretch stretch;
  const absl::Status sent =
      (*session)->submit(frames, [](std::uint32_t /*count*/, std::int64_t /*hour*/) {});
  if (!sent.ok()) std::abort();
  say("gate: accepted and safe in the spool", kFrames, stretch);
  eventually([&] { return running.intake->counts().frames >= kFrames; }, absl::Minutes(2));
  say("agent to committed count, all in one", kFrames, stretch);
  absl::PrintF("%-34s %8d MiB (gate, intake and a device in one process)\n", "RSS",
               resident_kib() / 1024);
}

void bench_uplink_program() {
  const Installation installation;
  const Running running(installation);
  const std::filesystem::path state = installation.path("device");
  store_credentials(enrolled(installation, running.address()), state).IgnoreError();
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) std::abort();
  const absl::Time start = absl::Now();
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(ends[1], outbox::kUplinkDescriptor);
    const std::string program = DESIREPATH_BINARY_DIR "/agent/desirepath-uplink";
    ::execl(program.c_str(), program.c_str(), "session", "--state", state.c_str(), nullptr);
    ::_exit(127);
  }
  ::close(ends[1]);
  for (const uplink::Frame& frame : installation.frames(0, 16)) {
    outbox::write_message(ends[0], outbox::FrameMessage{frame.window, frame.sealed}).IgnoreError();
  }
  outbox::write_message(ends[0], outbox::FetchPolicyMessage{}).IgnoreError();
  outbox::write_message(ends[0], outbox::EndMessage{}).IgnoreError();
  rusage usage{};
  int status = 0;
  ::wait4(child, &status, 0, &usage);
  ::close(ends[0]);
  absl::PrintF("%-34s %8.2f s wall, %d MiB RSS, exit %d\n", "uplink session of 16 frames",
               absl::ToDoubleSeconds(absl::Now() - start), usage.ru_maxrss / 1024,
               WEXITSTATUS(status));
}

}  // namespace

int run(const std::string& part, std::size_t nonces) {
  // First: a child's ru_maxrss counts what its parent held when it forked.
  if (part == "all" || part == "uplink") bench_uplink_program();
  if (part == "all" || part == "intake") bench_intake(nonces);
  if (part == "all" || part == "path") bench_path();
  return 0;
}

}  // namespace desirepath::delivery

int main(int argc, char** argv) {
  std::size_t nonces = 1'000'000;
  if (argc > 2 && !absl::SimpleAtoi(argv[2], &nonces)) return 2;
  return desirepath::delivery::run(argc > 1 ? argv[1] : "all", nonces);
}
