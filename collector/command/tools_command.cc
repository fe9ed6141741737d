#include "collector/command/tools_command.h"

#include <boost/json/array.hpp>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "collector/command/signed_in.h"

namespace desirepath::command {
namespace {

struct HandoverOptions {
  std::string tool;
  std::string case_id;
  std::string basis;
  std::string as;
};

absl::Status hand_over(const HandoverOptions& options, const collector::Settings& settings) {
  api::Call call;
  call.body = {{"tool", options.tool}, {"case", options.case_id}, {"basis", options.basis}};
  const absl::StatusOr<api::Outcome> outcome =
      operate_as(settings, options.as, "handOver", std::move(call));
  if (!outcome.ok()) return outcome.status();
  const boost::json::value& hosts = outcome->body.at("hosts");
  if (hosts.is_null()) {
    const bool staff = outcome->body.at("staff").is_null();
    std::cerr << "confirmed; it waits for the other side: the same line, --as "
              << (staff ? "the staff representative" : "the auditor") << "\n";
    return absl::OkStatus();
  }
  for (const boost::json::value& host : hosts.as_array()) {
    std::cout << std::string(host.as_string()) << "\n";
  }
  std::cerr << "Both sides confirmed. What is searched and found stays in your own logs; nothing "
               "of it comes back here.\n";
  return absl::OkStatus();
}

}  // namespace

void add_tools_command(CLI::App& app, Invocation& invocation) {
  CLI::App* group = add_group(app, "tools", "what is known of one tool, for those who must act");
  auto options = std::make_shared<HandoverOptions>();
  CLI::App* names = add_command(
      *group, "handover",
      "print a tool's host names, once auditor and staff side both have confirmed", invocation,
      [options](const collector::Settings& s) { return hand_over(*options, s); });
  names->add_option("TOOL", options->tool, "its id")->required();
  names->add_option("--case", options->case_id, "the case's number elsewhere; no name")->required();
  names->add_option("--basis", options->basis, "the legal basis")->required();
  names
      ->add_option("--as", options->as,
                   "who confirms: an auditor or a staff representative, whose password is asked "
                   "for")
      ->required();
}

}  // namespace desirepath::command
