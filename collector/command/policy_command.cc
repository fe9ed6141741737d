#include "collector/command/policy_command.h"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "collector/command/deed.h"
#include "collector/curation/curation_database.h"
#include "collector/policy/atomic_file.h"
#include "collector/policy/bundle_edit.h"
#include "collector/policy/draft.h"
#include "collector/policy/draft_file.h"
#include "collector/policy/key_file.h"
#include "collector/policy/preview.h"
#include "collector/policy/publication.h"
#include "proto/catalog/catalog.h"
#include "proto/catalog/private_matters.h"
#include "proto/catalog/shipped.h"
#include "proto/policy/bundle_writer.h"
#include "proto/policy/floors.h"
#include "proto/policy/observed_network.h"
#include "proto/policy/words.h"
#include "proto/seal/encoding.h"

namespace desirepath::command {
namespace {

struct DraftOptions {
  std::string organisation;
  std::string time_zone;
  std::string profile;
  std::uint32_t k = 0;
  std::uint32_t months = 0;
  std::vector<std::string> staff_keys;
  bool no_staff_body = false;
  std::int64_t keep_windows = -1;        // below 0: as before
  double noise = -1;                     // epsilon; below 0: as before
  std::optional<bool> strict;            // nothing: as before
  std::optional<bool> first_light;       // likewise
  std::string observe;                   // file of networks, or "none"; empty: as before
  std::vector<std::string> ask_private;  // needs by id, or "none"; empty: as before
  std::string begins;                    // YYYY-MM-DD in the organisation's zone
  std::string out;
};

struct WithdrawOptions {
  std::vector<std::string> keys;
  bool retire = false;
};

absl::Status show(const collector::Settings& settings) {
  const absl::StatusOr<policy::Bundle> bundle =
      policy::load_own_bundle(settings.paths, absl::Now());
  if (!bundle.ok()) return bundle.status();
  for (const std::string& sentence : policy::policy_sentences(bundle->policy)) {
    std::cout << sentence << "\n";
  }
  std::cout << "hash: " << seal::to_hex(bundle->policy_hash) << "\n";
  if (!bundle->keys.empty()) {
    std::cout << "sealing keys are published for windows " << bundle->keys.front().window << " to "
              << bundle->keys.back().window << "\n";
  }
  std::cout << "instructions " << bundle->instructions_number << ", " << bundle->standings.size()
            << " standings\n";
  if (bundle->withdrawn) std::cout << "WITHDRAWN: no device makes facts under it\n";
  if (bundle->retired) std::cout << "RETIRED: devices stop and erase what they hold\n";
  return absl::OkStatus();
}

absl::StatusOr<absl::Time> beginning(const DraftOptions& options, const std::string& time_zone) {
  if (options.begins.empty()) return absl::Now();
  absl::TimeZone zone;
  absl::Time begins;
  if (!absl::LoadTimeZone(time_zone, &zone)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "time zone \"", time_zone, "\" is not known here, name one like Europe/Helsinki"));
  }
  std::string wrong;
  if (!absl::ParseTime("%Y-%m-%d", options.begins, zone, &begins, &wrong)) {
    return absl::InvalidArgumentError(
        absl::StrCat("--begins \"", options.begins, "\" is not a day, write 2026-05-04"));
  }
  return begins;
}

// Needs that are private by nature, by their ids.
absl::StatusOr<std::vector<std::uint32_t>> private_needs(const std::vector<std::string>& ids) {
  std::vector<std::uint32_t> numbers;
  if (ids == std::vector<std::string>{"none"}) return numbers;
  const absl::StatusOr<catalog::Catalog> shipped = catalog::Catalog::unpack(catalog::shipped());
  if (!shipped.ok()) return shipped.status();
  const auto& off = catalog::kPrivateNeeds;
  for (const std::string& id : ids) {
    const auto need = std::find_if(shipped->needs().begin(), shipped->needs().end(),
                                   [&](const catalog::Need& each) { return each.id == id; });
    const bool is_off =
        std::find(off.begin(), off.end(), id) != off.end() || id == catalog::kHalfPrivateNeed;
    if (!is_off || need == shipped->needs().end()) {
      return absl::InvalidArgumentError(absl::StrCat(
          "--ask-private ", id, ": only ", std::string(off[0]), ", ", std::string(off[1]),
          " and the half of ", std::string(catalog::kHalfPrivateNeed),
          " that looks for work are off unless a policy names them"));
    }
    numbers.push_back(need->number);
  }
  return numbers;
}

absl::Status choose_widening(const DraftOptions& options, policy::DraftChoices& choices) {
  if (!options.ask_private.empty()) {
    const absl::StatusOr<std::vector<std::uint32_t>> needs = private_needs(options.ask_private);
    if (!needs.ok()) return needs.status();
    choices.sensitive_needs = *needs;
  }
  if (options.observe.empty()) return absl::OkStatus();
  choices.observed.clear();
  if (options.observe == "none") return absl::OkStatus();
  absl::StatusOr<std::string> text = policy::read_file(options.observe);
  if (!text.ok()) return text.status();
  choices.observed = *std::move(text);
  return absl::OkStatus();
}

absl::Status choose(const DraftOptions& options, policy::DraftChoices& choices) {
  if (!options.organisation.empty()) choices.organisation = options.organisation;
  if (!options.time_zone.empty()) choices.time_zone = options.time_zone;
  if (options.k != 0) choices.k = options.k;
  if (options.months != 0) choices.months = options.months;
  if (options.no_staff_body) choices.no_staff_body = true;
  if (absl::Status s = choose_widening(options, choices); !s.ok()) return s;
  if (options.keep_windows >= 0)
    choices.keep_windows = static_cast<std::uint32_t>(options.keep_windows);
  if (options.noise >= 0) {
    choices.noise_milli = static_cast<std::uint32_t>(std::lround(options.noise * 1000));
  }
  if (options.strict) choices.strict = *options.strict;
  if (options.first_light) choices.first_light = *options.first_light;
  if (!options.profile.empty()) {
    const absl::StatusOr<policy::Profile> profile = policy::parse_profile(options.profile);
    if (!profile.ok()) return profile.status();
    choices.profile = *profile;
  }
  if (options.staff_keys.empty()) return absl::OkStatus();
  choices.staff.clear();
  for (const std::string& file : options.staff_keys) {
    const absl::StatusOr<policy::PublicKey> key = policy::read_public_key(file);
    if (!key.ok()) return key.status();
    choices.staff.push_back(*key);
  }
  return absl::OkStatus();
}

absl::Status draft(const DraftOptions& options, const collector::Settings& settings) {
  absl::StatusOr<curation::CurationDatabase> database =
      curation::CurationDatabase::open(settings.paths.curation_db().string());
  if (!database.ok()) return database.status();
  absl::StatusOr<policy::DraftChoices> choices = policy::load_choices(*database);
  if (!choices.ok()) return choices.status();
  if (absl::Status s = choose(options, *choices); !s.ok()) return s;
  if (choices->staff.empty()) {
    return absl::FailedPreconditionError(
        "the draft needs the staff side's public key, get one with \"policy keygen --as "
        "staff-rep\" "
        "and name it with --staff-key FILE");
  }
  const absl::StatusOr<absl::Time> begins = beginning(options, choices->time_zone);
  if (!begins.ok()) return begins.status();
  const absl::StatusOr<std::vector<policy::Department>> departments = database->departments();
  if (!departments.ok()) return departments.status();
  absl::StatusOr<policy::BundleEdit> published = policy::BundleEdit::open(settings.paths);
  if (!published.ok()) return published.status();
  const absl::StatusOr<v1::Policy> made = policy::make_draft(*choices, *departments, *begins);
  if (!made.ok()) return made.status();
  // What a device would refuse is better refused here; who signs is checked when it is published.
  if (const auto networks =
          policy::check_observed(*made, made->has_lab() ? 1 : policy::kDepartmentFloor);
      !networks.ok()) {
    return networks.status();
  }
  if (absl::Status s = policy::save_choices(*choices, *database); !s.ok()) return s;
  const std::string path =
      options.out.empty() ? (settings.paths.policy() / "draft.policy").string() : options.out;
  if (absl::Status s = policy::write_draft_file(path, published->message(),
                                                policy::draft_policy(published->message(), *made));
      !s.ok()) {
    return s;
  }
  std::cout << "draft  " << path
            << "\nNext: both sides \"policy review\" and \"policy sign\" it.\n";
  return absl::OkStatus();
}

absl::Status publish(const std::string& file, const collector::Settings& settings) {
  const std::string path =
      file.empty() ? (settings.paths.policy() / "draft.policy").string() : file;
  const absl::StatusOr<policy::DraftFile> read = policy::read_draft_file(path);
  if (!read.ok()) return read.status();
  const absl::Time now = absl::Now();
  absl::StatusOr<curation::CurationDatabase> database =
      curation::CurationDatabase::open(settings.paths.curation_db().string());
  if (!database.ok()) return database.status();
  if (absl::Status s = policy::publish_policy(settings.paths, read->draft, now); !s.ok()) return s;
  if (absl::Status s = policy::extend_keys(settings.paths, now); !s.ok()) return s;
  if (absl::Status s = policy::publish_standings(settings.paths, *database, now); !s.ok()) return s;
  if (absl::Status s = record_deed(*database, "policy-published", ""); !s.ok()) return s;
  std::cout << "published; devices get it at their next contact\n";
  return show(settings);
}

absl::Status withdraw(const WithdrawOptions& options, const collector::Settings& settings) {
  std::vector<seal::SigningKey> keys;
  for (const std::string& file : options.keys) {
    absl::StatusOr<seal::SigningKey> key = policy::read_key_file(file);
    if (!key.ok()) return key.status();
    keys.push_back(*std::move(key));
  }
  if (absl::Status s = policy::withdraw_policy(settings.paths, keys, options.retire, absl::Now());
      !s.ok()) {
    return s;
  }
  const absl::Status noted =
      record_deed(settings, options.retire ? "policy-retired" : "policy-withdrawn", "");
  if (!noted.ok()) return noted;
  std::cout << (options.retire ? "retired; devices stop and erase at their next contact\n"
                               : "withdrawn; devices make no facts from their next contact on\n");
  return absl::OkStatus();
}

void add_folder_commands(CLI::App& group, Invocation& invocation) {
  add_command(group, "show", "print the policy in force in plain words", invocation, show);
  auto options = std::make_shared<DraftOptions>();
  CLI::App* make =
      add_command(group, "draft", "write what both sides are to sign", invocation,
                  [options](const collector::Settings& s) { return draft(*options, s); });
  make->add_option("--organisation", options->organisation, "its name");
  make->add_option("--time-zone", options->time_zone,
                   "of the windows, for example Europe/Helsinki");
  make->add_option("--profile", options->profile, "weekly, small or daily");
  make->add_option("--k", options->k, "smallest number shown, 5 or more");
  make->add_option("--months", options->months, "how long it holds, up to 12")
      ->check(CLI::Range(1U, 12U));
  make->add_option("--staff-key", options->staff_keys, "public key of the staff side; up to three");
  make->add_flag("--no-staff-body", options->no_staff_body,
                 "there is none: the auditor signs, devices say so");
  make->add_option("--keep-windows", options->keep_windows,
                   "how many published windows are kept, 13 or more; 0 for all")
      ->check(CLI::Range(0, 100000));
  make->add_option("--strict", options->strict,
                   "true: needs and four windows are exact where that is safe; false: bands only");
  make->add_option("--first-light", options->first_light,
                   "true: once at the start, needs alone within days of 50 devices; false: never");
  make->add_option("--noise", options->noise,
                   "epsilon of noise on every exact figure, 0.1 to 4; 0 for none")
      ->check(CLI::Range(0.0, 4.0));
  make->add_option("--observe", options->observe,
                   "CSV of networks whose devices without an agent gateways count: gateway, "
                   "networks, devices, department, use, routed; none to end it");
  make->add_option(
      "--ask-private", options->ask_private,
      "a need that is off otherwise: messaging-personal, social-media, recruiting; none to end it");
  make->add_option("--begins", options->begins, "first day, for example 2026-05-04 (default now)");
  make->add_option("--out", options->out, "the draft's file (default DIR/policy/draft.policy)");
  auto file = std::make_shared<std::string>();
  CLI::App* hand_out =
      add_command(group, "publish", "hand a signed draft to the devices", invocation,
                  [file](const collector::Settings& s) { return publish(*file, s); });
  hand_out->add_option("FILE", *file, "the draft (default DIR/policy/draft.policy)");
  auto end = std::make_shared<WithdrawOptions>();
  CLI::App* stop =
      add_command(group, "withdraw", "end the policy at the devices' next contact", invocation,
                  [end](const collector::Settings& s) { return withdraw(*end, s); });
  stop->add_option("--key", end->keys, "the admin's or the staff side's key; both to retire")
      ->required();
  stop->add_flag("--retire", end->retire, "devices also erase all they hold");
}

}  // namespace

void add_policy_command(CLI::App& app, Invocation& invocation) {
  CLI::App* group = add_group(app, "policy", "what devices are asked, and who agreed to it");
  add_folder_commands(*group, invocation);
  add_offline_policy_commands(*group, invocation);
  add_first_light_command(*group, invocation);
  auto devices = std::make_shared<std::uint32_t>(0);
  CLI::App* model = add_bare_command(
      *group, "preview", "what can be expected to show, by a model", invocation, [devices] {
        for (const std::string& line : policy::preview(*devices, {})) {
          std::cout << line << "\n";
        }
        return absl::OkStatus();
      });
  model->add_option("--devices", *devices, "how many there are")->required();
}

}  // namespace desirepath::command
