#include "collector/workplace/workplace.h"

#include <system_error>
#include <utility>

#include "collector/policy/bundle_edit.h"
#include "collector/workplace/answer_desk.h"
#include "collector/workplace/audit_desk.h"
#include "collector/workplace/block_effect_desk.h"
#include "collector/workplace/bulk_desk.h"
#include "collector/workplace/calendar_desk.h"
#include "collector/workplace/card_desk.h"
#include "collector/workplace/event_desk.h"
#include "collector/workplace/filter_desk.h"
#include "collector/workplace/handover_desk.h"
#include "collector/workplace/import_desk.h"
#include "collector/workplace/monthly_desk.h"
#include "collector/workplace/own_figures_desk.h"
#include "collector/workplace/people_desk.h"
#include "collector/workplace/pilot_desk.h"
#include "collector/workplace/privacy_desk.h"
#include "collector/workplace/proposal_desk.h"
#include "collector/workplace/rule_desk.h"
#include "collector/workplace/second_factor_desk.h"
#include "collector/workplace/standing_desk.h"
#include "collector/workplace/start_desk.h"
#include "collector/workplace/token_desk.h"
#include "collector/workplace/window_desk.h"

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

absl::StatusOr<std::unique_ptr<Workplace>> Workplace::open(const store::Paths& paths, Clock clock,
                                                           Outside outside) {
  absl::StatusOr<curation::CurationDatabase> curation =
      curation::CurationDatabase::open(paths.curation_db().string());
  if (!curation.ok()) return curation.status();
  return std::unique_ptr<Workplace>(
      new Workplace(paths, std::move(clock), *std::move(curation), std::move(outside)));
}

Workplace::Workplace(store::Paths paths, Clock clock, curation::CurationDatabase curation,
                     Outside outside)
    : paths_(std::move(paths)),
      clock_(std::move(clock)),
      curation_(std::move(curation)),
      sign_in_(office_, limits_of(is_lab(paths_, clock_()))),
      channels_(std::move(outside.channels)),
      mail_(std::move(outside.mail)) {
  if (!outside.sign_in) return;
  const std::string authorities = outside.sign_in->authorities;
  service_.emplace(
      office_, sign_in_, *std::move(outside.sign_in),
      [authorities](const link::HttpAsked& asked) { return link::http_call(asked, authorities); });
}

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
  if (service_) {
    access.leave = [this](const std::string& back) { return service_->leave(back); };
    access.come_back = [this](const api::Returning& came, const std::string& before) {
      return service_->come_back(came, before);
    };
  }
  access.installed = [this] { return installed(); };
  access.note_read = [this](const api::Person& person, std::string_view operation) {
    const char* action = operation == "getAudit"       ? "read-audit"
                         : operation == "exportAudit"  ? "audit-exported"
                         : operation == "getHandovers" ? "read-handovers"
                                                       : "read-users";
    return recorded(office_, {person.name, action}, [] { return absl::OkStatus(); });
  };
  add_standing_operations(office_, ground_, provider.operations);
  add_bulk_operations(office_, ground_, provider.operations);
  add_card_operations(office_, ground_, provider);
  add_filter_operations(office_, provider.operations);
  add_window_operations(office_, ground_, provider.operations);
  add_import_operations(office_, provider.operations);
  add_start_operations(office_, provider);
  add_audit_operations(office_, provider.operations);
  add_people_operations(office_, provider.operations);
  add_privacy_operations(office_, ground_, provider.operations);
  add_proposal_operations(office_, provider.operations);
  add_token_operations(office_, provider.operations);
  add_rule_operations(office_, ground_, provider.operations);
  add_answer_operations(office_, ground_, provider.operations);
  add_handover_operations(office_, ground_, provider.operations);
  add_own_figures_operations(office_, ground_, provider);
  add_block_effect_operations(office_, ground_, provider);
  add_pilot_operations(office_, ground_, provider);
  add_event_operations(office_, channels_, provider.operations);
  add_monthly_operations(office_, mail_, provider.operations);
  add_calendar_operations(office_, ground_, provider.operations);
  add_service_operations(service_ ? &*service_ : nullptr, provider.operations);
  add_second_factor_operations(office_, sign_in_, provider.operations);
}

std::unique_ptr<EventWatch> Workplace::event_watch(const api::Provider& provider,
                                                   EventWatch::Alarm alarm) {
  std::vector<std::string> names;
  for (const ChannelAbout& channel : channels_) names.push_back(channel.name);
  return std::make_unique<EventWatch>(office_, ground_, provider, std::move(alarm),
                                      std::move(names));
}

// Verifying a bundle takes its time, so what it says is kept until the file changes.
api::Installed Workplace::installed() {
  if (service_) installed_.sign_in_service = service_->label();
  std::error_code failure;
  const auto stamp = std::filesystem::last_write_time(paths_.bundle(), failure);
  if (failure || stamp == installed_stamp_) return installed_;
  const absl::StatusOr<policy::Bundle> bundle = policy::load_own_bundle(paths_, clock_());
  if (!bundle.ok()) return installed_;
  installed_.organisation = bundle->policy.organisation;
  installed_.lab = bundle->policy.lab();
  installed_.k = bundle->policy.k;
  installed_stamp_ = stamp;
  return installed_;
}

}  // namespace desirepath::workplace
