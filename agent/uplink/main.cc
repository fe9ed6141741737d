// `desirepath-uplink`: the agent's short-lived hand on the network.
//
// An internal program; people run `desirepath-agent enroll`. It has the certificate and the
// network, no right to capture and no sight of the diary: what it gets are sealed frames through
// descriptor 3.

#include <absl/time/clock.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "agent/outbox/uplink_pipe.h"
#include "agent/uplink/credentials.h"
#include "agent/uplink/enrol.h"
#include "agent/uplink/visit.h"

namespace {

constexpr int kFailed = 1;
constexpr int kBadUsage = 2;

int fail(const absl::Status& status) {
  std::cerr << "desirepath-uplink: " << status.message() << '\n';
  return absl::IsInvalidArgument(status) ? kBadUsage : kFailed;
}

int enrol(const std::string& gate, const std::string& token, const std::string& authority_file,
          const std::string& state_dir) {
  std::string authority;
  if (!authority_file.empty()) {
    std::ifstream file(authority_file, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    authority = content.str();
    if (!file || authority.empty()) {
      return fail(absl::InvalidArgumentError(authority_file +
                                             ": cannot be read: --ca wants a PEM certificate"));
    }
  }
  const absl::StatusOr<desirepath::uplink::Credentials> credentials =
      desirepath::uplink::enrol(gate, token, authority);
  if (!credentials.ok()) return fail(credentials.status());
  if (absl::Status status = desirepath::uplink::store_credentials(*credentials, state_dir);
      !status.ok()) {
    return fail(status);
  }
  std::cout << "enrolled at " << gate << ": certificate in " << state_dir << "/uplink\n";
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("The agent's hand on the network; started by desirepath-agent.");
  app.set_version_flag("--version", DESIREPATH_VERSION);
  app.require_subcommand(1);
  std::string gate;
  std::string token;
  std::string authority_file;
  std::string state_dir = "/var/lib/desirepath-agent";
  std::string tls_key_log;
  CLI::App* enrolling = app.add_subcommand("enroll", "get a certificate with a join token");
  enrolling->add_option("--gate", gate, "HOST:PORT of the gate")->required();
  enrolling->add_option("--token", token, "the join token")->required();
  enrolling->add_option("--ca", authority_file, "PEM file of the authority to trust");
  enrolling->add_option("--state", state_dir, "the agent's state directory");
  CLI::App* session = app.add_subcommand("session", "one visit at the gate, through descriptor 3");
  session->add_option("--state", state_dir, "the agent's state directory");
  session->add_option("--tls-key-log", tls_key_log, "file for the connection's TLS secrets");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? 0 : kBadUsage;
  }
  std::signal(SIGPIPE, SIG_IGN);
  if (*enrolling) return enrol(gate, token, authority_file, state_dir);
  const absl::Status status = desirepath::uplink::visit(desirepath::outbox::kUplinkDescriptor,
                                                        state_dir, absl::Now(), tls_key_log);
  return status.ok() ? 0 : fail(status);
}
