#include "collector/command/token_command.h"

#include <absl/strings/match.h>
#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>
#include <absl/time/clock.h>

#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "collector/command/deed.h"
#include "collector/gate/gate_database.h"
#include "collector/gate/token_desk.h"
#include "collector/policy/bundle_edit.h"
#include "proto/policy/observed_network.h"

namespace desirepath::command {
namespace {

constexpr absl::Duration kLongest = absl::Hours(24 * 366);
constexpr std::int64_t kMostUses = 1'000'000;

// "7d", "12h", "30m".
absl::StatusOr<absl::Duration> parse_lifetime(const std::string& text) {
  std::int64_t number = 0;
  const std::string digits = text.substr(0, text.empty() ? 0 : text.size() - 1);
  const char unit = text.empty() ? ' ' : text.back();
  const absl::Duration one = unit == 'd'   ? absl::Hours(24)
                             : unit == 'h' ? absl::Hours(1)
                             : unit == 'm' ? absl::Minutes(1)
                                           : absl::ZeroDuration();
  if (one == absl::ZeroDuration() || !absl::SimpleAtoi(digits, &number) || number <= 0 ||
      number > kLongest / one) {
    return absl::InvalidArgumentError(
        absl::StrCat("--expires ", text, ": write a number and d, h or m, at most 366d: 7d"));
  }
  return number * one;
}

std::string day_and_time(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d %H:%M UTC", time, absl::UTCTimeZone());
}

// A site is where machines stand. A department's name would make it a way to count departments.
absl::Status check_site(const collector::Settings& settings, const gate::Joining& joining) {
  if (joining.site.empty()) return absl::OkStatus();
  if (!joining.gateway.empty()) {
    return absl::InvalidArgumentError("--site: a gateway has none, leave it out");
  }
  if (!policy::is_gateway_label(joining.site)) {
    return absl::InvalidArgumentError(
        absl::StrCat("--site ", joining.site, ": small letters, digits and hyphens, 32 at most"));
  }
  const absl::StatusOr<policy::Bundle> bundle =
      policy::load_own_bundle(settings.paths, absl::Now());
  if (!bundle.ok()) return absl::OkStatus();  // without a policy there is no token either
  for (const policy::Department& department : bundle->policy.departments) {
    if (absl::EqualsIgnoreCase(department.id, joining.site) ||
        absl::EqualsIgnoreCase(department.name, joining.site)) {
      return absl::InvalidArgumentError(
          absl::StrCat("--site ", joining.site,
                       ": is a department; who is silent is never counted by department, name a "
                       "place"));
    }
  }
  return absl::OkStatus();
}

absl::Status create(const collector::Settings& settings, std::int64_t uses,
                    const std::string& expires, const gate::Joining& joining) {
  const std::string& gateway = joining.gateway;
  if (absl::Status s = check_site(settings, joining); !s.ok()) return s;
  if (!gateway.empty() && !policy::is_gateway_label(gateway)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--gateway ", gateway, ": a label has small letters, digits and hyphens, 32 at most"));
  }
  if (uses < 1 || uses > kMostUses) {
    return absl::InvalidArgumentError(
        absl::StrCat("--uses ", uses, ": from 1 to ", kMostUses, " devices"));
  }
  const absl::StatusOr<absl::Duration> lifetime = parse_lifetime(expires);
  if (!lifetime.ok()) return lifetime.status();
  const absl::Time ends = absl::Now() + *lifetime;
  const absl::StatusOr<std::string> token =
      gate::issue_token({settings.paths.gate_db(), settings.paths.pki() / "gate.pem",
                         settings.paths.pki() / "ca.pem", settings.paths.bundle()},
                        uses, ends, joining);
  if (!token.ok()) return token.status();
  // Noted before it is shown: nobody joins with one that is not in the chain.
  boost::json::object detail{{"devices", uses}, {"until", day_and_time(ends)}};
  if (!joining.site.empty()) detail["site"] = joining.site;
  const absl::Status noted = record_deed(settings, "join-token-made", "", std::move(detail));
  if (!noted.ok()) return noted;
  std::cout << *token << "\n";
  const std::string whom = gateway.empty() ? absl::StrCat(uses, uses == 1 ? " device" : " devices")
                                           : absl::StrCat("gateway ", gateway);
  std::cerr << "for " << whom << ", until " << day_and_time(ends) << "; it is not shown again\n";
  return absl::OkStatus();
}

absl::Status list_tokens(const collector::Settings& settings) {
  absl::StatusOr<gate::GateDatabase> database =
      gate::GateDatabase::open(settings.paths.gate_db().string());
  if (!database.ok()) return database.status();
  const absl::StatusOr<std::vector<gate::TokenRow>> tokens = database->tokens();
  if (!tokens.ok()) return tokens.status();
  std::cout << absl::StreamFormat("%-8s  %9s  %6s  %s\n", "token", "uses left", "used", "expires");
  for (const gate::TokenRow& token : *tokens) {
    const bool over = token.expires <= absl::Now();
    std::cout << absl::StreamFormat(
        "%-8s  %9d  %6d  %s%s\n", token.id, token.uses_left, token.used,
        day_and_time(token.expires),
        absl::StrCat(over ? " (expired)" : "", token.gateway.empty() ? "" : "  gateway ",
                     token.gateway, token.site.empty() ? "" : "  site ", token.site));
  }
  return absl::OkStatus();
}

absl::Status revoke(const collector::Settings& settings, const std::string& id) {
  absl::StatusOr<gate::GateDatabase> database =
      gate::GateDatabase::open(settings.paths.gate_db().string());
  if (!database.ok()) return database.status();
  if (absl::Status status = database->revoke_token(id); !status.ok()) return status;
  if (absl::Status s = record_deed(settings, "join-token-revoked", id); !s.ok()) return s;
  std::cout << "token " << id << " revoked; devices that joined with it stay\n";
  return absl::OkStatus();
}

}  // namespace

void add_token_command(CLI::App& app, Invocation& invocation) {
  CLI::App* token = add_group(app, "token", "join tokens of devices");
  auto uses = std::make_shared<std::int64_t>(1);
  auto expires = std::make_shared<std::string>("7d");
  auto joining = std::make_shared<gate::Joining>();
  CLI::App* make = add_command(*token, "create", "make a join token and print it", invocation,
                               [=](const collector::Settings& settings) {
                                 return create(settings, *uses, *expires, *joining);
                               });
  make->add_option("--site", joining->site,
                   "where these devices stand: 'device status' counts by site from k devices on");
  make->add_option("--gateway", joining->gateway,
                   "for a gateway instead: its label, as the policy's networks name it");
  make->add_option("--uses", *uses, "how many devices may join with it")->capture_default_str();
  make->add_option("--expires", *expires, "7d, 12h or 30m from now")->capture_default_str();
  add_command(*token, "list", "the join tokens there are", invocation, list_tokens);
  auto id = std::make_shared<std::string>();
  CLI::App* end =
      add_command(*token, "revoke", "end a join token", invocation,
                  [=](const collector::Settings& settings) { return revoke(settings, *id); });
  end->add_option("TOKEN", *id, "its eight digits, from token list")->required();
}

}  // namespace desirepath::command
