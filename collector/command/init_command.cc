#include "collector/command/init_command.h"

#include <iostream>
#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "collector/installation.h"
#include "collector/settings.h"
#include "proto/account/folder_owner.h"

namespace desirepath::command {
namespace {

void print_next_steps(const collector::Installation& plan) {
  const std::string dir = plan.dir.string();
  std::string where = " --dir " + dir;
  if (!plan.settings.empty()) where = " --config " + plan.settings.string();
  if (plan.settings == collector::kDefaultConfig) where.clear();
  if (plan.lab) {
    std::cout << "This is a lab: it holds both keys, its figures are not anonymous.\n"
              << "Next: desirepath-collector serve" << where << "\n";
    return;
  }
  std::cout << "Next, in this order; devices look at nothing before:\n"
            << "  1. desirepath-collector departments import FILE.csv" << where << "\n"
            << "  2. the staff side, on a machine of its own:\n"
            << "     desirepath-collector policy keygen --as staff-rep --out staff.key\n"
            << "  3. desirepath-collector policy draft" << where
            << " --staff-key staff.key.pub --organisation NAME --time-zone ZONE\n"
            << "  4. each side: policy review draft.policy; policy sign draft.policy --as ROLE "
               "--key FILE\n"
            << "  5. desirepath-collector policy publish " << dir << "/policy/draft.policy" << where
            << "\n"
            << "  6. desirepath-collector serve" << where << "\n";
}

// Without a folder: the one that the settings name, which then hold for the rest too.
absl::Status take_settings(const std::string& config, collector::Installation& plan) {
  const absl::StatusOr<collector::Settings> settings =
      collector::load_settings(config.empty() ? collector::kDefaultConfig : config);
  if (!settings.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("no DIR, and no settings that name one: ", settings.status().message()));
  }
  if (!plan.gate_listen.empty() || !plan.web_listen.empty()) {
    return absl::InvalidArgumentError(absl::StrCat("--gate and --web stand in ",
                                                   settings->file.string(),
                                                   "; write them there, or name a DIR"));
  }
  plan.dir = settings->paths.data_dir;
  plan.settings = settings->file;
  return absl::OkStatus();
}

absl::Status initialise(const std::string& config, collector::Installation plan) {
  if (plan.dir.empty()) {
    if (absl::Status s = take_settings(config, plan); !s.ok()) return s;
  } else if (!config.empty()) {
    return absl::InvalidArgumentError("give DIR or --config, not both");
  }
  if (absl::Status s = account::become_owner_of(plan.dir); !s.ok()) return s;
  const absl::StatusOr<collector::Installed> installed = collector::install(plan, absl::Now());
  if (!installed.ok()) return installed.status();
  for (const std::string& line : installed->made) std::cout << line << "\n";
  std::cout << "login            " << plan.admin_name
            << "  one-time password: " << installed->admin_password << "\n";
  print_next_steps(plan);
  return absl::OkStatus();
}

}  // namespace

void add_init_command(CLI::App& app, Invocation& invocation) {
  auto plan = std::make_shared<collector::Installation>();
  auto config = std::make_shared<std::string>();
  CLI::App* init =
      add_bare_command(app, "init", "make keys, authority, databases and the first admin",
                       invocation, [plan, config] { return initialise(*config, *plan); });
  init->add_option("DIR", plan->dir,
                   "the folder to make; without it, the data_dir of the settings file");
  init->add_option("--config", *config,
                   "settings file (default " + std::string(collector::kDefaultConfig) + ")");
  init->add_option("--organisation", plan->organisation, "its name, for the policy and the page");
  init->add_option("--time-zone", plan->time_zone, "of the windows, for example Europe/Helsinki");
  init->add_option("--gate", plan->gate_listen, "HOST:PORT that agents connect to");
  init->add_option("--gate-name", plan->gate_names,
                   "a DNS name or address the gate is reached by; may be repeated");
  init->add_option("--web", plan->web_listen, "HOST:PORT of the page (loopback)");
  init->add_option("--departments", plan->departments, "CSV: id,name,parent,devices");
  init->add_option("--standings", plan->standings, "CSV: tool,standing,departments");
  init->add_option("--staff-key", plan->staff_key, "public key file of the staff side");
  init->add_option("--admin", plan->admin_name, "name of the first admin")->capture_default_str();
  CLI::Option* lab = init->add_flag(
      "--lab", plan->lab, "both keys here, short windows, any k: figures are not anonymous");
  init->add_flag("--first-light", plan->first_light,
                 "a first light at the start, as elsewhere (proto/policy/first_light.h)")
      ->needs(lab);
  init->add_option("--k", plan->k, "smallest number shown")->needs(lab)->capture_default_str();
  init->add_option("--window-seconds", plan->window_seconds, "length of a lab's window")
      ->needs(lab)
      ->check(CLI::Range(10U, 86400U))
      ->capture_default_str();
  init->add_option("--backfill", plan->backfill, "windows before now that a fleet plays through")
      ->needs(lab)
      ->check(CLI::Range(0U, 200U))
      ->capture_default_str();
}

}  // namespace desirepath::command
