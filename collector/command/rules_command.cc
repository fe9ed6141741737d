#include "collector/command/rules_command.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "collector/command/signed_in.h"
#include "collector/policy/atomic_file.h"
#include "proto/seal/encoding.h"

namespace desirepath::command {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

struct RuleOptions {
  std::uint32_t number = 0;
  std::string as;
  std::string reason;
  std::string file;
  std::string format;
  std::string kind = "rule";
  std::vector<std::string> tools;
  std::string words_en, words_fi, words_de;
  std::string legal_basis;
  std::string use_instead;
  std::string owner;
  bool blocks = false;
  std::int64_t within_days = 128;
  std::int64_t days = 14;
};

std::string text(const value& given) { return std::string(given.as_string()); }

std::string day(const value& seconds) {
  return absl::FormatTime("%Y-%m-%d", absl::FromUnixSeconds(seconds.as_int64()),
                          absl::LocalTimeZone());
}

void print(const object& rule) {
  std::vector<std::string> tools;
  for (const value& tool : rule.at("tools").as_array()) tools.push_back(text(tool.at("name")));
  std::cout << text(rule.at("kind")) << " " << rule.at("number").as_int64() << " · "
            << text(rule.at("state")) << " · until " << day(rule.at("ends")) << " · "
            << absl::StrJoin(tools, ", ") << (rule.at("blocks").as_bool() ? " · blocks" : "")
            << (rule.at("with_devices").as_bool() ? " · with the devices" : "") << "\n  "
            << text(rule.at("words").at("en")) << "\n";
  if (!text(rule.at("legal_basis")).empty()) {
    std::cout << "  legal basis: " << text(rule.at("legal_basis")) << "\n";
  }
  if (!rule.at("use_instead").is_null()) {
    std::cout << "  use instead: " << text(rule.at("use_instead").at("name")) << "\n";
  }
  std::cout << "  ask: " << text(rule.at("owner")) << "\n";
  for (const value& deed : rule.at("history").as_array()) {
    std::cout << "  " << day(deed.at("at")) << " " << text(deed.at("step")) << " by "
              << text(deed.at("by"));
    if (!text(deed.at("text")).empty()) std::cout << ": " << text(deed.at("text"));
    std::cout << "\n";
  }
}

absl::Status print_all(const absl::StatusOr<api::Outcome>& outcome, bool json = false,
                       std::uint32_t number = 0) {
  if (!outcome.ok()) return outcome.status();
  if (json) {
    std::cout << boost::json::serialize(outcome->body) << "\n";
    return absl::OkStatus();
  }
  const array& rules = outcome->body.at("rules").as_array();
  if (rules.empty()) std::cout << "no rule was ever drafted\n";
  for (const value& rule : rules) {
    if (number == 0 || rule.at("number").as_int64() == number) print(rule.as_object());
  }
  return absl::OkStatus();
}

absl::Status draft(const RuleOptions& options, const collector::Settings& settings) {
  array tools;
  for (const std::string& tool : options.tools) tools.push_back(value(tool));
  api::Call call;
  call.body = {
      {"kind", options.kind},
      {"tools", std::move(tools)},
      {"words",
       object{{"en", options.words_en}, {"fi", options.words_fi}, {"de", options.words_de}}},
      {"legal_basis", options.legal_basis},
      {"use_instead", options.use_instead},
      {"owner", options.owner},
      {"blocks", options.blocks},
      {"within_days", options.within_days},
      {"days", options.days}};
  const absl::StatusOr<api::Outcome> outcome =
      operate_as(settings, options.as, "draftRule", std::move(call));
  if (!outcome.ok()) return outcome.status();
  const auto newest = static_cast<std::uint32_t>(
      outcome->body.at("rules").as_array().front().at("number").as_int64());
  if (absl::Status s = print_all(outcome, false, newest); !s.ok()) return s;
  std::cout << "Next: a second person approves it, \"rules approve " << newest << "\".\n";
  return absl::OkStatus();
}

absl::Status on_one(const RuleOptions& options, const collector::Settings& settings,
                    const char* operation, object body) {
  api::Call call;
  call.names = {absl::StrCat(options.number)};
  call.body = std::move(body);
  return print_all(operate_as(settings, options.as, operation, std::move(call)), false,
                   options.number);
}

absl::Status hand_out(const RuleOptions& options, const collector::Settings& settings) {
  object body;
  if (!options.file.empty()) {
    const absl::StatusOr<std::string> octets = policy::read_file(options.file);
    if (!octets.ok()) return octets.status();
    body["file"] = seal::to_base64(seal::octets(*octets));
  }
  return on_one(options, settings, "handOutNotice", std::move(body));
}

absl::Status write(const absl::StatusOr<api::Outcome>& outcome, const std::string& file) {
  if (!outcome.ok()) return outcome.status();
  if (file.empty()) {
    std::cout << outcome->file;
    return absl::OkStatus();
  }
  return policy::write_file_atomically(std::filesystem::absolute(file), outcome->file, 0644);
}

absl::Status export_rules(const RuleOptions& options, const collector::Settings& settings) {
  api::Call call;
  call.parameters["format"] = options.format;
  return write(operate_unnamed(settings, "exportRules", call), options.file);
}

absl::Status write_notice(const RuleOptions& options, const collector::Settings& settings) {
  api::Call call;
  call.names = {absl::StrCat(options.number)};
  if (absl::Status s = write(operate_unnamed(settings, "getNoticeDraft", call), options.file);
      !s.ok()) {
    return s;
  }
  std::cout << "draft  " << options.file << "\nNext: the staff side \"notice review\" and "
            << "\"notice sign\" it, then \"rules hand-out " << options.number << " " << options.file
            << "\".\n";
  return absl::OkStatus();
}

using Options = std::shared_ptr<RuleOptions>;

void add_draft(CLI::App& group, Invocation& invocation) {
  const Options options = std::make_shared<RuleOptions>();
  CLI::App* make =
      add_command(group, "draft", "write a rule down; a second person approves it", invocation,
                  [options](const collector::Settings& s) { return draft(*options, s); });
  make->add_option("--as", options->as, "who drafts: an auditor, whose password is asked for")
      ->required();
  make->add_option("--kind", options->kind, "rule: must be done · care: in people's own interest")
      ->capture_default_str()
      ->check(CLI::IsMember({"rule", "care"}));
  make->add_option("--tool", options->tools, "about which; its id")->required();
  make->add_option("--words-en", options->words_en, "one line, in English")->required();
  make->add_option("--words-fi", options->words_fi, "the same in Finnish")->required();
  make->add_option("--words-de", options->words_de, "the same in German")->required();
  make->add_option("--legal-basis", options->legal_basis, "of a rule: the law or agreement");
  make->add_option("--use-instead", options->use_instead,
                   "a tool's id; without one a rule lasts 14 days at most");
  make->add_option("--owner", options->owner, "whom to ask about it")->required();
  make->add_flag("--blocks", options->blocks, "its tools' names are in \"rules export\"");
  make->add_option("--within-days", options->within_days, "how far each device looks back")
      ->capture_default_str();
  make->add_option("--days", options->days, "how long it holds, 184 at most")
      ->capture_default_str();
}

CLI::App* add_numbered(CLI::App& group, Invocation& invocation, const std::string& name,
                       const std::string& description, const Options& options, Run run) {
  CLI::App* one = add_command(group, name, description, invocation, std::move(run));
  one->add_option("NUMBER", options->number, "as the list numbers it")->required();
  return one;
}

void add_steps(CLI::App& group, Invocation& invocation) {
  const Options options = std::make_shared<RuleOptions>();
  CLI::App* approve = add_numbered(
      group, invocation, "approve", "agree to what another person drafted", options,
      [options](const collector::Settings& s) { return on_one(*options, s, "approveRule", {}); });
  CLI::App* withdraw =
      add_numbered(group, invocation, "withdraw", "end a rule at once", options,
                   [options](const collector::Settings& s) {
                     return on_one(*options, s, "withdrawRule", {{"reason", options->reason}});
                   });
  withdraw->add_option("--reason", options->reason, "why, in a sentence")->required();
  CLI::App* out = add_numbered(
      group, invocation, "hand-out", "hand the signed notice of a rule to all devices", options,
      [options](const collector::Settings& s) { return hand_out(*options, s); });
  out->add_option("FILE", options->file, "the signed draft; none in a lab");
  for (CLI::App* one : {approve, withdraw, out}) {
    one->add_option("--as", options->as, "who does it; the password is asked for")->required();
  }
  CLI::App* notice =
      add_numbered(group, invocation, "notice", "write the file that the staff side signs", options,
                   [options](const collector::Settings& s) { return write_notice(*options, s); });
  notice->add_option("--out", options->file, "the file")->required();
}

}  // namespace

void add_rules_command(CLI::App& app, Invocation& invocation) {
  CLI::App* group =
      add_group(app, "rules", "what must be done about a tool: by two people, until a day");
  const Options listed = std::make_shared<RuleOptions>();
  listed->format = "table";
  CLI::App* list =
      add_command(*group, "list", "every rule there was, with its history", invocation,
                  [listed](const collector::Settings& s) {
                    return print_all(operate_unnamed(s, "getRules", {}), listed->format == "json");
                  });
  list->add_option("--format", listed->format, "table or json")
      ->check(CLI::IsMember({"table", "json"}));
  add_draft(*group, invocation);
  add_steps(*group, invocation);
  const Options given = std::make_shared<RuleOptions>();
  CLI::App* names =
      add_command(*group, "export", "host names of the rules in force that block", invocation,
                  [given](const collector::Settings& s) { return export_rules(*given, s); });
  names->add_option("--format", given->format, "rpz, squid, nftables or dnsmasq")
      ->required()
      ->check(CLI::IsMember({"rpz", "squid", "nftables", "dnsmasq"}));
  names->add_option("--out", given->file, "file to write (default standard output)");
}

}  // namespace desirepath::command
