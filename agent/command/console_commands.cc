#include <unistd.h>

#include <boost/json/serialize.hpp>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "agent/command/commands.h"
#include "agent/command/settings_options.h"
#include "agent/console/client.h"
#include "agent/console/ledger_json.h"
#include "agent/console/notices_json.h"
#include "agent/console/policy_json.h"
#include "agent/console/request.h"
#include "agent/console/status.h"
#include "agent/own_program.h"
#include "agent/state_folder.h"

namespace desirepath::command {
namespace {

using boost::json::object;
using console::Ask;

struct ConsoleOptions {
  SettingsOptions settings;
  console::Request request;
  bool json = false;
  bool health = false;
  bool page = false;    // open the page instead of printing
  bool browser = true;  // and show it at once
  std::string period;   // of a pause
};

void print(const std::string& text) { std::fputs(text.c_str(), stdout); }

using Show = std::function<int(const object& answer, const ConsoleOptions& options)>;

int show_done(const object& answer, const ConsoleOptions& /*options*/) {
  if (const auto* words = answer.if_contains("done"); words != nullptr && words->is_string()) {
    print(std::string(words->get_string()) + "\n");
  }
  return kDone;
}

int show_status(const object& answer, const ConsoleOptions& options) {
  if (options.health) {
    const std::string word(answer.at("health").as_string());
    print(word + "\n");
    return word == "ok" ? kDone : kFailed;
  }
  print(options.json ? boost::json::serialize(answer) + "\n" : console::to_text(answer));
  return kDone;
}

int show_ledger(const object& answer, const ConsoleOptions& options) {
  print(options.json ? boost::json::serialize(answer) + "\n" : console::ledger_to_text(answer));
  return kDone;
}

// Becomes another of the product's programs.
int become(const std::string& name, const std::vector<std::string>& options) {
  const std::string program = agent::own_program(name);
  std::vector<std::string> words = {program};
  words.insert(words.end(), options.begin(), options.end());
  std::vector<char*> arguments;
  for (std::string& each : words) arguments.push_back(each.data());
  arguments.push_back(nullptr);
  execv(program.c_str(), arguments.data());
  return say(absl::NotFoundError(absl::StrCat("a program cannot be started: ", program, ": ",
                                              std::strerror(errno), "; install ", name, " there")),
             kFailed);
}

// The page's program, which lives as long as somebody looks.
int open_page(const ConsoleOptions& options, const std::string& socket) {
  std::vector<std::string> words = {"--socket", socket};
  if (options.browser) words.emplace_back("--browser");
  return become("desirepath-page", words);
}

int show_policy(const object& answer, const ConsoleOptions& options) {
  print(options.json ? boost::json::serialize(answer) + "\n" : console::policy_to_text(answer));
  return kDone;
}

int show_notices(const object& answer, const ConsoleOptions& options) {
  print(options.json ? boost::json::serialize(answer) + "\n" : console::notices_to_text(answer));
  return kDone;
}

// 0: until resumed.
std::int64_t end_of_pause(const std::string& period) {
  const std::time_t now = std::time(nullptr);
  if (period == "1h") return now + 3600;
  if (period.empty()) return 0;
  std::tm local{};
  localtime_r(&now, &local);
  local.tm_mday += 1;
  local.tm_hour = local.tm_min = local.tm_sec = 0;
  local.tm_isdst = -1;
  return std::mktime(&local);
}

int ask(const ConsoleOptions& options, const Show& show) {
  const absl::StatusOr<agent::Settings> settings = read(options.settings);
  if (!settings.ok()) return say(settings.status(), kBadUsage);
  const std::string socket = agent::console_socket(settings->state_dir);
  if (options.page) return open_page(options, socket);
  const absl::StatusOr<object> answer = console::ask(socket, console::to_json(options.request));
  if (!answer.ok()) {
    if (options.health) print("not-running\n");
    return say(answer.status(), kFailed);
  }
  return show(*answer, options);
}

std::shared_ptr<ConsoleOptions> add(CLI::App& app, int& exit_code, Ask what, const char* help,
                                    Show show, CLI::App** added = nullptr) {
  auto options = std::make_shared<ConsoleOptions>();
  options->request.ask = what;
  CLI::App* command = app.add_subcommand(std::string(console::word(what)), help);
  add_settings_options(*command, options->settings);
  command->callback([options, show = std::move(show), what, &exit_code] {
    if (what == Ask::kPause) options->request.until = end_of_pause(options->period);
    exit_code = ask(*options, show);
  });
  if (added != nullptr) *added = command;
  return options;
}

void add_session_command(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ConsoleOptions>();
  auto once = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand(
      "session", "Notices on your desktop: that the agent is here, when its policy changes");
  add_settings_options(*command, options->settings);
  command->add_flag("--once", *once, "Look once and end");
  command->callback([options, once, &exit_code] {
    const absl::StatusOr<agent::Settings> settings = read(options->settings);
    if (!settings.ok()) {
      exit_code = say(settings.status(), kBadUsage);
      return;
    }
    std::vector<std::string> words = {"--socket", agent::console_socket(settings->state_dir)};
    if (*once) words.emplace_back("--once");
    exit_code = become("desirepath-session", words);
  });
}

void add_notice_commands(CLI::App& app, int& exit_code) {
  CLI::App* command = nullptr;
  auto options =
      add(app, exit_code, Ask::kNotices,
          "The organisation's notices that concern you, by your own diary; nothing is sent back",
          show_notices, &command);
  command->add_flag("--json", options->json, "One JSON object");
  command->add_option("--language", options->request.language, "en, fi or de")
      ->check(CLI::IsMember({"en", "fi", "de"}));
  options = add(app, exit_code, Ask::kUnderstood, "A notice needs not be shown again", show_done,
                &command);
  command->add_option("NUMBER", options->request.position, "As `notices` numbers it")->required();
}

}  // namespace

void add_console_commands(CLI::App& app, int& exit_code) {
  CLI::App* command = nullptr;
  auto options = add(app, exit_code, Ask::kStatus, "How the agent does", show_status, &command);
  command->add_flag("--json", options->json, "One JSON object");
  command->add_flag("--health", options->health,
                    "One word of cause; exit 0 if it is ok. The same for all devices that work");
  options = add(app, exit_code, Ask::kLedger, "Every frame made, queued and sent, in words",
                show_ledger, &command);
  command->add_option("--window", options->request.window, "Only this window, such as 2026-W37");
  command->add_flag("--json", options->json, "One JSON object, with octets and hashes");
  command->add_option("--language", options->request.language, "en, fi or de")
      ->check(CLI::IsMember({"en", "fi", "de"}));
  command->add_flag("--open", options->page,
                    "Your page instead: own paths, ledger, policy, pause, opt-out; for you alone");
  command->add_flag("--browser", options->browser, "With --open: have the desktop open it at once");
  options = add(app, exit_code, Ask::kPolicy, "What the signed policy asks, and its hash",
                show_policy, &command);
  command->add_flag("--json", options->json, "One JSON object");
  options = add(app, exit_code, Ask::kPause,
                "Be private for 60 minutes (1h), today, or until `resume`: nothing is looked at; "
                "nobody can tell",
                show_done, &command);
  command->add_option("PERIOD", options->period, "1h, today, or nothing: until `resume`")
      ->check(CLI::IsMember({"1h", "today"}));
  add(app, exit_code, Ask::kResume, "Look again", show_done);
  add(app, exit_code, Ask::kOptOut, "Erase all, and send only filler from now on; nobody can tell",
      show_done);
  add(app, exit_code, Ask::kOptIn, "End an opt-out; the diary begins anew", show_done);
  add(app, exit_code, Ask::kHandOver, "Another person gets this machine: erase all, begin anew",
      show_done);
  options = add(app, exit_code, Ask::kVeto, "Take one waiting fact out", show_done, &command);
  command->add_option("WINDOW", options->request.window, "As the ledger names it")->required();
  command->add_option("POSITION", options->request.position, "As the ledger numbers it")
      ->required();
  add(app, exit_code, Ask::kVetoAll, "Take every waiting fact out", show_done);
  add_notice_commands(app, exit_code);
  add_session_command(app, exit_code);
  options =
      add(app, exit_code, Ask::kForget, "Forget a tool, and never tell of it", show_done, &command);
  command->add_option("TOOL", options->request.tool, "Its id, such as google-docs")->required();
}

}  // namespace desirepath::command
