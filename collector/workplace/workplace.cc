#include "collector/workplace/workplace.h"

#include <system_error>
#include <utility>

#include "collector/policy/bundle_edit.h"
#include "collector/workplace/audit_desk.h"
#include "collector/workplace/card_desk.h"
#include "collector/workplace/import_desk.h"
#include "collector/workplace/people_desk.h"
#include "collector/workplace/privacy_desk.h"
#include "collector/workplace/second_factor_desk.h"
#include "collector/workplace/standing_desk.h"
#include "collector/workplace/start_desk.h"
#include "collector/workplace/token_desk.h"

namespace desirepath::workplace {
namespace {

bool is_lab(const store::Paths& paths, absl::Time now) {
  const absl::StatusOr<policy::Bundle> bundle = policy::load_own_bundle(paths, now);
  return bundle.ok() && bundle->policy.lab();
}

// In a lab one person looks at everything for a while, and nothing there is worth guarding.
curation::SessionLimits limits_of(bool lab) {
  return lab ? curation::SessionLimits{absl::Hours(12), absl::Hours(12)}
             : curation::SessionLimits{};
}

}  // namespace

absl::StatusOr<std::unique_ptr<Workplace>> Workplace::open(const store::Paths& paths, Clock clock) {
  absl::StatusOr<curation::CurationDatabase> curation =
      curation::CurationDatabase::open(paths.curation_db().string());
  if (!curation.ok()) return curation.status();
  return std::unique_ptr<Workplace>(new Workplace(paths, std::move(clock), *std::move(curation)));
}

Workplace::Workplace(store::Paths paths, Clock clock, curation::CurationDatabase curation)
    : paths_(std::move(paths)),
      clock_(std::move(clock)),
      curation_(std::move(curation)),
      sign_in_(office_, limits_of(is_lab(paths_, clock_()))) {}

void Workplace::fill(api::Provider& provider) {
  api::Access& access = provider.access;
  access.identify = [this](const api::Presented& presented) {
    return sign_in_.identify(presented);
  };
  access.sign_in = [this](const api::Credentials& given, const std::string& before) {
    return sign_in_.sign_in(given, before);
  };
  access.sign_out = [this](const api::Person& person, const std::string& session) {
    return sign_in_.sign_out(person, session);
  };
  access.change_password = [this](const api::Person& person, const std::string& old_password,
                                  const std::string& new_password) {
    return sign_in_.change_password(person, old_password, new_password);
  };
  access.installed = [this] { return installed(); };
  access.note_read = [this](const api::Person& person, std::string_view operation) {
    const char* action = operation == "getAudit"      ? "read-audit"
                         : operation == "exportAudit" ? "audit-exported"
                                                      : "read-users";
    return recorded(office_, {person.name, action}, [] { return absl::OkStatus(); });
  };
  add_standing_operations(office_, ground_, provider.operations);
  add_card_operations(office_, ground_, provider);
  add_import_operations(office_, provider.operations);
  add_start_operations(office_, provider);
  add_audit_operations(office_, provider.operations);
  add_people_operations(office_, provider.operations);
  add_privacy_operations(office_, ground_, provider.operations);
  add_token_operations(office_, provider.operations);
  add_second_factor_operations(office_, sign_in_, provider.operations);
}

// Verifying a bundle takes its time, so what it says is kept until the file changes.
api::Installed Workplace::installed() {
  std::error_code failure;
  const auto stamp = std::filesystem::last_write_time(paths_.bundle(), failure);
  if (failure || stamp == installed_stamp_) return installed_;
  const absl::StatusOr<policy::Bundle> bundle = policy::load_own_bundle(paths_, clock_());
  if (!bundle.ok()) return installed_;
  installed_ = {bundle->policy.organisation, bundle->policy.lab(), bundle->policy.k};
  installed_stamp_ = stamp;
  return installed_;
}

}  // namespace desirepath::workplace
