#include "collector/command/authority_command.h"

#include <iostream>
#include <memory>
#include <string>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "collector/certificates.h"
#include "collector/command/deed.h"

namespace desirepath::command {
namespace {

std::string day(absl::Time time) { return absl::FormatTime("%Y-%m-%d", time, absl::UTCTimeZone()); }

absl::Status show(const collector::Settings& settings) {
  const absl::StatusOr<collector::CertificateState> state =
      collector::certificate_state(settings.paths);
  if (!state.ok()) return state.status();
  for (const collector::CertificateRow& row : state->rows) {
    std::cout << absl::StreamFormat("%-14s  ends %s  %s%s\n", row.file, day(row.ends), row.name,
                                    row.issues ? "  (certifies devices)" : "");
  }
  if (!state->own_authority) {
    std::cout
        << "a PKI of your own: nothing is renewed here; devices enrol with its certificates\n";
  }
  if (state->rotating) {
    std::cout << "a rotation is under way; 'authority finish' from " << day(state->finish_from)
              << " on\n";
  }
  return absl::OkStatus();
}

absl::Status rotate(const collector::Settings& settings) {
  const absl::Time now = absl::Now();
  if (absl::Status s = collector::begin_rotation(settings.paths, now); !s.ok()) return s;
  if (absl::Status s = record_deed(settings, "authority-rotated", "ca.pem"); !s.ok()) return s;
  std::cout << "a new authority certifies devices from now on; the one before stays trusted\n"
            << "devices learn of it when they renew; finish with 'authority finish' from "
            << day(now + collector::kRotationLasts) << " on\n";
  return absl::OkStatus();
}

absl::Status finish(const collector::Settings& settings, bool early) {
  if (absl::Status s = collector::finish_rotation(settings.paths, absl::Now(), early); !s.ok()) {
    return s;
  }
  if (absl::Status s = record_deed(settings, "authority-finished", "ca.pem", {{"early", early}});
      !s.ok()) {
    return s;
  }
  std::cout << "gate and collector show the new authority's certificates; the one before is "
               "trusted no more\njoin tokens made before today's rotation no longer open: make new "
               "ones with 'token create'\n";
  return absl::OkStatus();
}

}  // namespace

void add_authority_command(CLI::App& app, Invocation& invocation) {
  CLI::App* group = add_group(app, "authority", "certificates of gate, collector and devices");
  add_command(*group, "show", "each certificate and when it ends", invocation, show);
  add_command(*group, "rotate", "put a new authority in place, beside the one in force", invocation,
              rotate);
  auto early = std::make_shared<bool>(false);
  CLI::App* end = add_command(
      *group, "finish", "trust only the new authority, once devices have renewed", invocation,
      [early](const collector::Settings& settings) { return finish(settings, *early); });
  end->add_flag("--early", *early, "now; devices that have not renewed must enrol again");
}

}  // namespace desirepath::command
