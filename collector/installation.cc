#include "collector/installation.h"

#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "collector/curation/curation_database.h"
#include "collector/curation/department_list.h"
#include "collector/curation/one_time_password.h"
#include "collector/curation/standing_list.h"
#include "collector/policy/atomic_file.h"
#include "collector/policy/draft.h"
#include "collector/policy/draft_file.h"
#include "collector/policy/key_file.h"
#include "collector/policy/lab_policy.h"
#include "collector/policy/publication.h"
#include "collector/settings_text.h"
#include "collector/store/paths.h"
#include "collector/store/window_database.h"
#include "proto/catalog/catalog.h"
#include "proto/catalog/shipped.h"
#include "proto/pki/authority.h"
#include "proto/pki/request.h"
#include "proto/policy/bundle_writer.h"
#include "proto/seal/password.h"

namespace desirepath::collector {
namespace {

class Installer {
 public:
  Installer(const Installation& plan, absl::Time now)
      : plan_(plan), now_(now), paths_{std::filesystem::absolute(plan.dir).lexically_normal()} {}

  absl::StatusOr<Installed> run() {
    for (auto step :
         {&Installer::make_folders, &Installer::make_keys, &Installer::make_authority,
          &Installer::make_databases, &Installer::take_departments, &Installer::make_policy,
          &Installer::take_standings, &Installer::add_admin, &Installer::write_settings}) {
      if (absl::Status s = (this->*step)(); !s.ok()) return s;
    }
    return std::move(installed_);
  }

 private:
  void say(const std::string& what, const std::filesystem::path& where) {
    installed_.made.push_back(absl::StrCat(what, "  ", where.string()));
  }

  absl::Status make_folders() {
    std::error_code failure;
    for (const std::filesystem::path& folder :
         {paths_.data_dir, paths_.policy(), paths_.pki(), paths_.spool(), paths_.run()}) {
      std::filesystem::create_directories(folder, failure);
      if (!failure) {
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failure);
      }
      if (failure) {
        return absl::UnavailableError(absl::StrCat(folder.string(), ": ", failure.message(),
                                                   ", name a folder this account may write"));
      }
    }
    return absl::OkStatus();
  }

  absl::Status make_key(const std::string& role, policy::PublicKey& public_key,
                        const std::string& words) {
    const std::filesystem::path path = paths_.policy() / (role + ".key");
    absl::StatusOr<seal::SigningKey> key = policy::make_key_files(path, role);
    if (!key.ok()) return key.status();
    public_key = key->public_key;
    say(words, path);
    return absl::OkStatus();
  }

  absl::Status make_keys() {
    if (absl::Status s = make_key("admin", choices_.admin, "admin key      "); !s.ok()) return s;
    if (absl::Status s = make_key("curation", choices_.curation, "curator's key  "); !s.ok())
      return s;
    if (absl::Status s = make_key("collector", choices_.collector, "collector key  "); !s.ok())
      return s;
    if (plan_.lab) {
      policy::PublicKey staff{};
      if (absl::Status s = make_key("staff", staff, "staff key (lab)"); !s.ok()) return s;
      choices_.staff = {staff};
    } else if (!plan_.staff_key.empty()) {
      const absl::StatusOr<policy::PublicKey> staff = policy::read_public_key(plan_.staff_key);
      if (!staff.ok()) return staff.status();
      choices_.staff = {*staff};
    }
    return absl::OkStatus();
  }

  absl::Status make_certificate(const pki::Authority& authority, const std::string& file,
                                const std::vector<std::string>& names) {
    const absl::StatusOr<pki::KeyAndRequest> request = pki::make_key_and_request();
    if (!request.ok()) return request.status();
    const absl::StatusOr<std::string> certificate =
        authority.certify_server(request->request_der, names, now_);
    if (!certificate.ok()) return certificate.status();
    const std::filesystem::path path = paths_.pki() / file;
    if (absl::Status s = policy::write_new_file(path.string() + ".key", request->key_pem, 0600);
        !s.ok()) {
      return s;
    }
    return policy::write_new_file(path.string() + ".pem", *certificate, 0644);
  }

  absl::Status make_authority() {
    const absl::StatusOr<pki::Authority> authority = pki::Authority::create(now_);
    if (!authority.ok()) return authority.status();
    const std::filesystem::path ca = paths_.pki() / "ca.pem";
    if (absl::Status s = policy::write_new_file(ca, authority->certificate_pem(), 0644); !s.ok())
      return s;
    if (absl::Status s =
            policy::write_new_file(paths_.pki() / "ca.key", authority->key_pem(), 0600);
        !s.ok()) {
      return s;
    }
    say("authority      ", ca);
    std::vector<std::string> names = {pki::kGateName, "localhost", "127.0.0.1"};
    names.insert(names.end(), plan_.gate_names.begin(), plan_.gate_names.end());
    if (absl::Status s = make_certificate(*authority, "gate", names); !s.ok()) return s;
    say("gate           ", paths_.pki() / "gate.pem");
    return make_certificate(*authority, "collector", {pki::kCollectorName, "localhost"});
  }

  absl::Status make_databases() {
    for (const auto& [path, open] : {std::pair{paths_.window_db(), &store::open_window_database},
                                     std::pair{paths_.keys_db(), &store::open_keys_database}}) {
      if (auto database = open(path.string(), store::Mode::kReadWrite); !database.ok()) {
        return database.status();
      }
    }
    absl::StatusOr<curation::CurationDatabase> curation =
        curation::CurationDatabase::open(paths_.curation_db().string());
    if (!curation.ok()) return curation.status();
    curation_.emplace(*std::move(curation));
    say("databases      ", paths_.data_dir);
    return absl::OkStatus();
  }

  absl::Status take_departments() {
    if (plan_.departments.empty()) return absl::OkStatus();
    const absl::StatusOr<std::string> csv = policy::read_file(plan_.departments);
    if (!csv.ok()) return csv.status();
    absl::StatusOr<std::vector<policy::Department>> list = curation::read_departments(*csv, {});
    if (!list.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat(plan_.departments, ": ", list.status().message()));
    }
    departments_ = *std::move(list);
    installed_.made.push_back(absl::StrCat(departments_.size(), " departments"));
    return curation_->replace_departments(departments_);
  }

  absl::Status make_policy() {
    choices_.k = plan_.k;
    if (!plan_.organisation.empty()) choices_.organisation = plan_.organisation;
    if (!plan_.time_zone.empty()) choices_.time_zone = plan_.time_zone;
    if (plan_.lab) {
      choices_.organisation = plan_.organisation.empty() ? "Lab" : plan_.organisation;
      choices_.time_zone = plan_.time_zone.empty() ? "UTC" : plan_.time_zone;
      choices_.profile = policy::Profile::kLab;
      choices_.first_light = plan_.first_light;
      choices_.lab_window_seconds = plan_.window_seconds;
    }
    if (absl::Status s = policy::save_choices(choices_, *curation_); !s.ok()) return s;
    return plan_.lab ? sign_lab_policy() : write_draft();
  }

  absl::Status write_draft() {
    const absl::StatusOr<v1::Policy> draft = policy::make_draft(choices_, departments_, now_);
    if (!draft.ok()) return draft.status();
    const std::filesystem::path path = paths_.policy() / "draft.policy";
    say("policy, a draft", path);
    return policy::write_draft_file(path, {}, policy::draft_policy({}, *draft));
  }

  // A lab's windows are counted from the epoch, so those before now are known without a calendar.
  absl::Status sign_lab_policy() {
    const auto current =
        static_cast<std::uint32_t>(absl::ToUnixSeconds(now_) / plan_.window_seconds);
    const std::uint32_t first = current - plan_.backfill;
    const absl::Time begins = absl::FromUnixSeconds(std::int64_t{first} * plan_.window_seconds);
    const absl::StatusOr<bool> published =
        policy::publish_lab_policy(paths_, *curation_, now_, begins);
    if (!published.ok()) return published.status();
    if (absl::Status s = policy::set_first_live_window(*curation_, current); !s.ok()) return s;
    say("policy, signed ", paths_.bundle());
    return policy::extend_keys(paths_, now_, first);
  }

  absl::Status take_standings() {
    if (plan_.standings.empty()) return absl::OkStatus();
    const absl::StatusOr<std::string> csv = policy::read_file(plan_.standings);
    if (!csv.ok()) return csv.status();
    const absl::StatusOr<catalog::Catalog> catalog = catalog::Catalog::unpack(catalog::shipped());
    if (!catalog.ok()) return catalog.status();
    // At the beginning there is no window before: what is said counts from the first one.
    absl::StatusOr<std::vector<curation::StandingDecision>> decisions =
        curation::read_standings(*csv, *catalog, departments_, 0);
    if (!decisions.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat(plan_.standings, ": ", decisions.status().message()));
    }
    for (curation::StandingDecision& decision : *decisions) {
      decision.decided = absl::ToUnixSeconds(now_);
      decision.by = plan_.admin_name;
    }
    installed_.made.push_back(absl::StrCat(decisions->size(), " tools with a standing"));
    if (absl::Status s = curation_->add_decisions(*decisions); !s.ok()) return s;
    return plan_.lab ? policy::publish_standings(paths_, *curation_, now_) : absl::OkStatus();
  }

  absl::Status add_admin() {
    installed_.admin_password = curation::one_time_password();
    const absl::StatusOr<std::string> stored = seal::hash_password(installed_.admin_password);
    if (!stored.ok()) return stored.status();
    return curation_->add_user(
        {plan_.admin_name, curation::UserRole::kAdmin, *stored, /*one_time=*/true});
  }

  // Last: a folder with a settings file is a finished one.
  absl::Status write_settings() {
    if (!plan_.settings.empty()) {
      say("settings       ", plan_.settings);
      return absl::OkStatus();
    }
    const std::filesystem::path path = paths_.data_dir / "collector.toml";
    say("settings       ", path);
    return policy::write_new_file(
        path, settings_text(listen(plan_.gate_listen), listen(plan_.web_listen)), 0644);
  }

  // A lab shares its machine with others: any free port, on loopback.
  [[nodiscard]] std::string listen(const std::string& asked) const {
    return asked.empty() && plan_.lab ? "127.0.0.1:0" : asked;
  }

  const Installation& plan_;
  const absl::Time now_;
  const store::Paths paths_;
  policy::DraftChoices choices_;
  std::vector<policy::Department> departments_;
  std::optional<curation::CurationDatabase> curation_;
  Installed installed_;
};

}  // namespace

absl::StatusOr<Installed> install(const Installation& plan, absl::Time now) {
  std::error_code failure;
  const bool existed = std::filesystem::exists(plan.dir, failure);
  if (existed && (!std::filesystem::is_directory(plan.dir, failure) ||
                  !std::filesystem::is_empty(plan.dir, failure))) {
    return absl::InvalidArgumentError(
        absl::StrCat(plan.dir.string(), ": not an empty folder, name a new one for init to make"));
  }
  absl::StatusOr<Installed> installed = Installer(plan, now).run();
  if (!installed.ok()) {
    for (const auto& entry : std::filesystem::directory_iterator(plan.dir, failure)) {
      std::filesystem::remove_all(entry.path(), failure);
    }
    if (!existed) std::filesystem::remove(plan.dir, failure);
  }
  return installed;
}

}  // namespace desirepath::collector
