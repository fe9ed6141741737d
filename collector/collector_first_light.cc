// The half of `Collector` that begins the first light, once enough devices hold the policy.

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "collector/collector.h"
#include "collector/curation/curation_database.h"
#include "collector/gate/gate_database.h"
#include "collector/policy/first_light.h"

namespace desirepath::collector {
namespace {

constexpr absl::Duration kCountEvery = absl::Minutes(1);

}  // namespace

// Only where gate and collector are one program: a gate elsewhere is handed the key log once a
// week, which is too late for devices to hear of it, and `policy first-light` announces it by hand.
absl::Status Collector::watch_first_light(absl::Time now) {
  if (gate_ == nullptr || now < next_count_) return absl::OkStatus();
  next_count_ = now + (calendar_->lab() ? absl::ZeroDuration() : kCountEvery);
  const policy::FirstLightPlan plan = policy::plan_first_light(*bundle_, *calendar_, now);
  if (plan.answer != policy::FirstLightAnswer::kPlanned &&
      plan.answer != policy::FirstLightAnswer::kGridTakesIt) {
    return absl::OkStatus();
  }
  absl::StatusOr<gate::GateDatabase> gate =
      gate::GateDatabase::open(settings_.paths.gate_db().string());
  if (!gate.ok()) return gate.status();
  const absl::StatusOr<std::int64_t> holders = gate->holders(now);
  if (!holders.ok()) return holders.status();
  if (*holders < policy::first_light_devices(bundle_->policy)) return absl::OkStatus();
  absl::StatusOr<curation::CurationDatabase> curation =
      curation::CurationDatabase::open(settings_.paths.curation_db().string());
  if (!curation.ok()) return curation.status();
  const absl::StatusOr<std::optional<std::string>> passed =
      curation->setting(policy::kFirstLightPassed);
  if (!passed.ok()) return passed.status();
  if (passed->has_value()) {
    next_count_ = absl::InfiniteFuture();
    return absl::OkStatus();
  }
  if (plan.answer == policy::FirstLightAnswer::kGridTakesIt) {
    log_.say(
        "first light: so many devices hold the policy that the next whole window shows as much");
    return curation->set_setting(policy::kFirstLightPassed,
                                 calendar_->name(calendar_->window_at(now)));
  }
  if (absl::Status s = policy::announce_first_light(settings_.paths, plan.light, now); !s.ok()) {
    return s;
  }
  if (absl::Status s = take_bundle(now); !s.ok()) return s;
  log_.say(absl::StrCat("first light: ", calendar_->name(plan.light.window), " is announced"));
  return absl::OkStatus();
}

}  // namespace desirepath::collector
