#include "collector/command/serve_command.h"

#include <sys/socket.h>
#include <systemd/sd-daemon.h>

#include <csignal>
#include <ctime>
#include <iostream>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "collector/collector.h"
#include "collector/outside.h"

namespace desirepath::command {
namespace {

struct ServeOptions {
  std::string role;
  bool check = false;
};

// Signals are waited for, not handled: blocked before the first thread starts, so that every thread
// inherits that.
class Signals {
 public:
  Signals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGTERM);
    sigaddset(&set_, SIGINT);
    sigaddset(&set_, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
  }

  // The one that came within a second, or none (-1).
  [[nodiscard]] int within_a_second() const {
    const timespec second{.tv_sec = 1, .tv_nsec = 0};
    return sigtimedwait(&set_, nullptr, &second);
  }

 private:
  sigset_t set_;
};

// The page's socket, opened by desirepath-collector.socket: -1 without one.
int inherited_socket() {
  const int count = sd_listen_fds(/*unset_environment=*/1);
  for (int given = SD_LISTEN_FDS_START; given < SD_LISTEN_FDS_START + count; ++given) {
    if (sd_is_socket(given, AF_UNSPEC, SOCK_STREAM, /*listening=*/1) > 0) return given;
  }
  return -1;
}

absl::Status serve(const ServeOptions& options, collector::Settings settings) {
  if (!options.role.empty()) {
    const absl::StatusOr<collector::Role> role = collector::parse_role(options.role);
    if (!role.ok()) return role.status();
    settings.role = *role;
    if (settings.role == collector::Role::kGate && settings.gate_collector.empty()) {
      return absl::InvalidArgumentError(
          absl::StrCat(settings.file.string(),
                       ": gate.collector: is missing, role gate needs the intake's HOST:PORT"));
    }
  }
  if (options.check) {
    const absl::StatusOr<workplace::Outside> outside = collector::outside_of(settings);
    if (!outside.ok()) return outside.status();
    std::cout << settings.file.string() << ": fine\n";
    return absl::OkStatus();
  }
  const Signals signals;
  const absl::StatusOr<std::unique_ptr<collector::Collector>> running =
      collector::Collector::start(settings, absl::Now(), inherited_socket());
  if (!running.ok()) return running.status();
  sd_notify(0, "READY=1");  // without a service manager nobody hears it
  int came = 0;
  while (came != SIGTERM && came != SIGINT) {
    if (came == SIGHUP) (*running)->reload();
    (*running)->tick(absl::Now());
    sd_notify(0, "WATCHDOG=1");
    came = signals.within_a_second();
  }
  sd_notify(0, "STOPPING=1");
  return absl::OkStatus();
}

}  // namespace

void add_serve_command(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<ServeOptions>();
  CLI::App* command = add_command(
      app, "serve", "run gate, intake and page", invocation,
      [options](const collector::Settings& settings) { return serve(*options, settings); });
  command->add_option("--role", options->role, "all, gate or collector (default: the settings')");
  command->add_flag("--check-config", options->check,
                    "read the settings, say what is wrong, and end");
}

}  // namespace desirepath::command
