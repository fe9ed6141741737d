// desirepath-session: tells the person on their desktop that the agent is here, that its policy
// changes, and of notices that concern them. Runs in their session, under their account, started by
// `desirepath-agent session`; the agent itself has neither a network nor a bus.

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "agent/console/client.h"
#include "agent/console/request.h"
#include "agent/session/desktop.h"
#include "agent/session/news.h"
#include "agent/session/seen.h"
#include "agent/session/settings.h"

namespace {

namespace console = desirepath::console;
namespace session = desirepath::session;

constexpr unsigned kLookAgain = 3600;  // seconds
constexpr unsigned kTryAgain = 60;     // at the start of a session the desktop may not be there yet

absl::Status show(session::Desktop& desktop, const std::vector<session::Message>& news) {
  for (const session::Message& message : news) {
    if (absl::Status status = desktop.show(message); !status.ok()) return status;
  }
  return absl::OkStatus();
}

// One look. What did not reach the desktop is not noted, and comes with the next look.
absl::Status look(const std::string& socket, const session::Settings& settings) {
  constexpr const char* kWords[] = {"en", "fi", "de"};
  const auto spoken = settings.language;
  console::Request request;
  request.ask = console::Ask::kPolicy;
  request.language = kWords[static_cast<std::size_t>(spoken)];
  const absl::StatusOr<boost::json::object> policy =
      console::ask(socket, console::to_json(request));
  if (!policy.ok()) return policy.status();
  absl::StatusOr<session::Desktop> desktop = session::Desktop::open();
  if (!desktop.ok())
    return desktop.status();  // before the notices are asked for: they count as shown
  session::Seen seen = session::read_seen(settings.seen_file);
  const session::Seen before = seen;
  if (absl::Status s = show(*desktop, session::policy_news(*policy, spoken, seen)); !s.ok()) {
    return s;
  }
  request.ask = console::Ask::kNotices;
  const absl::StatusOr<boost::json::object> due = console::ask(socket, console::to_json(request));
  if (due.ok()) {
    const boost::json::value* name = policy->if_contains("organisation");
    const std::string organisation =
        name != nullptr && name->is_string() ? std::string(name->get_string()) : "";
    if (absl::Status s = show(
            *desktop, session::notice_news(*due, organisation, spoken, std::time(nullptr), seen));
        !s.ok()) {
      return s;
    }
  }
  return seen == before ? absl::OkStatus() : session::write_seen(settings.seen_file, seen);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Notices on the desktop of the person at the machine; `desirepath-agent session`");
  std::string socket;
  bool once = false;
  app.add_option("--socket", socket, "The agent's socket")->required();
  app.add_flag("--once", once, "Look once and end");
  CLI11_PARSE(app, argc, argv);
  const absl::StatusOr<session::Settings> settings = session::read_settings();
  if (!settings.ok()) {
    std::fprintf(stderr, "desirepath-session: %s\n",
                 std::string(settings.status().message()).c_str());
    return 2;
  }
  while (true) {
    const absl::Status status = look(socket, *settings);
    if (!status.ok()) {
      std::fprintf(stderr, "desirepath-session: %s\n", std::string(status.message()).c_str());
    }
    if (once) return status.ok() ? 0 : 1;
    ::sleep(status.ok() ? kLookAgain : kTryAgain);
  }
}
