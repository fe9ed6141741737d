#include "collector/command/init_command.h"

#include <iostream>
#include <memory>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "collector/installation.h"

namespace desirepath::command {
namespace {

void print_next_steps(const collector::Installation& plan) {
  const std::string dir = plan.dir.string();
  if (plan.lab) {
    std::cout << "This is a lab: it holds both keys, its figures are not anonymous.\n"
              << "Next: desirepath-collector serve --dir " << dir << "\n";
    return;
  }
  std::cout << "Next, in this order; devices look at nothing before:\n"
            << "  1. desirepath-collector departments import FILE.csv --dir " << dir << "\n"
            << "  2. the staff side, on a machine of its own:\n"
            << "     desirepath-collector policy keygen --as staff-rep --out staff.key\n"
            << "  3. desirepath-collector policy draft --dir " << dir
            << " --staff-key staff.key.pub --organisation NAME --time-zone ZONE\n"
            << "  4. each side: policy review draft.policy; policy sign draft.policy --as ROLE "
               "--key FILE\n"
            << "  5. desirepath-collector policy publish " << dir << "/policy/draft.policy --dir "
            << dir << "\n"
            << "  6. desirepath-collector serve --dir " << dir << "\n";
}

absl::Status initialise(const collector::Installation& plan) {
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
  CLI::App* init =
      add_bare_command(app, "init", "make keys, authority, databases and the first admin",
                       invocation, [plan] { return initialise(*plan); });
  init->add_option("DIR", plan->dir, "the folder to make")->required();
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
