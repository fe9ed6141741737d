#include "agent/device.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "agent/outbox/closing.h"
#include "agent/use_contact.h"
#include "agent/what_counts.h"
#include "proto/catalog/shipped.h"
#include "proto/policy/first_light.h"
#include "proto/window/first_light_time.h"

namespace desirepath::agent {
namespace {

constexpr absl::Duration kFlushGrain = absl::Minutes(5);

// The suffixes no catalog may take from the compiled deny-list.
std::vector<std::string> denied_suffixes(const catalog::Catalog& catalog) {
  std::vector<std::string> denied;
  for (const catalog::HostRow& row : catalog.hosts()) {
    if (row.owner == catalog::Owner::kDenied) denied.emplace_back(catalog.suffix(row));
  }
  return denied;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Device>> Device::open(store::Database& database,
                                                     const DeviceOptions& options,
                                                     const seal::Random& random, Moment moment) {
  absl::StatusOr<diary::Diary> diary = diary::Diary::open(database);
  if (!diary.ok()) return diary.status();
  absl::StatusOr<outbox::Outbox> outbox = outbox::Outbox::open(database, random);
  if (!outbox.ok()) return outbox.status();
  std::unique_ptr<Device> device(
      new Device(database, options, random, *std::move(diary), *std::move(outbox), moment));
  if (absl::Status status = device->load(moment); !status.ok()) return status;
  return device;
}

Device::Device(store::Database& database, DeviceOptions options, const seal::Random& random,
               diary::Diary diary, outbox::Outbox outbox, Moment moment)
    : database_(&database),
      options_(std::move(options)),
      random_(random),
      keeper_(database),
      diary_(std::move(diary)),
      outbox_(std::move(outbox)),
      schedule_(outbox::Pace(), random, moment.wall),
      shelf_(database),
      notices_(database),
      now_(moment.wall),
      wall_(moment.wall),
      steady_(moment.steady),
      policy_request_(random, moment.wall) {}

absl::Status Device::load(Moment moment) {
  absl::StatusOr<catalog::Catalog> shipped = catalog::Catalog::unpack(catalog::shipped());
  if (!shipped.ok()) return shipped.status();
  const std::vector<std::string> denied = denied_suffixes(*shipped);
  matching_ = std::make_shared<const Matching>(*std::move(shipped), options_.removed_hosts);
  now_ = clock_.now(moment.wall, moment.steady);
  if (absl::Status status = keeper_.trust(options_.signers, options_.lab, denied); !status.ok()) {
    return status;
  }
  keep(keeper_.load(now_));
  if (absl::Status status = load_pause(); !status.ok()) return status;
  diary_.set_shared_machine(options_.shared);
  if (absl::Status status = shelf_.load(); !status.ok()) return status;
  if (absl::Status status = notices_.load(); !status.ok()) return status;
  if (!options_.gateway.empty()) {
    absl::StatusOr<std::unique_ptr<gateway::ObservedDevices>> observed =
        gateway::ObservedDevices::open(*database_, random_);
    if (!observed.ok()) return observed.status();
    observed_ = *std::move(observed);
  }
  follow_catalog();
  follow_policy();
  schedule_ = outbox::Schedule(pace(), random_, now_);
  return absl::OkStatus();
}

void Device::follow_catalog() {
  const policy::Bundle* bundle = keeper_.bundle();
  const window::Calendar* calendar = keeper_.calendar();
  if (bundle == nullptr || calendar == nullptr) return;
  const std::uint32_t wanted = revision_of(*bundle, calendar->window_at(now_));
  if (wanted == 0 || wanted == catalog().revision()) {
    lacking_ = 0;
    catalog_trouble_.clear();
    return;
  }
  if (wanted == lacking_) return;
  absl::StatusOr<catalog::Catalog> taken = CatalogShelf::take(wanted, *bundle, catalog());
  lacking_ = taken.ok() ? 0 : wanted;
  catalog_trouble_ = std::string(taken.status().message());
  if (taken.ok()) {
    matching_ = std::make_shared<const Matching>(*std::move(taken), options_.removed_hosts);
  }
}

void Device::follow_policy() {
  schedule_.set_pace(pace());
  if (keeper_.bundle() == nullptr) return;
  diary_.set_pairs(keeper_.bundle()->pairs);
  if (observed_ != nullptr) observed_->set_pairs(keeper_.bundle()->pairs);
}

outbox::Pace Device::pace() const {
  const policy::Policy* policy = keeper_.in_force(now_);
  return policy == nullptr ? outbox::Pace() : outbox::pace_of(*policy, listens(*policy));
}

// By the signed bundle alone: what others can see of a device must not tell how its diary does.
bool Device::listens(const policy::Policy& policy) const {
  const policy::Bundle& bundle = *keeper_.bundle();
  const window::Calendar* calendar = keeper_.calendar();
  return calendar != nullptr && !bundle.first_light && policy::allows_first_light(policy) &&
         window::may_be_announced(*calendar, bundle.policies.front().policy, now_);
}

void Device::keep(const absl::Status& status) {
  if (status.ok()) return;
  trouble_ = std::string(status.message());
  ++failed_writes_;
}

void Device::tick(Moment moment) {
  now_ = clock_.now(moment.wall, moment.steady);
  wall_ = moment.wall;
  const absl::Duration ran = std::max(moment.steady - steady_, absl::ZeroDuration());
  steady_ = moment.steady;
  note_pause();
  const bool had_trouble = !trouble_.empty();
  trouble_.clear();
  keep(keeper_.note(now_));
  const policy::Validity valid = validity();
  if (valid == policy::Validity::kErase) return keep(erase());
  const window::Calendar* calendar = keeper_.calendar();
  if (calendar == nullptr) return;
  outbox_.add_uptime(ran);
  tick_observed(ran);
  if (valid == policy::Validity::kValid && outbox::plausible(*calendar, *keeper_.bundle(), now_)) {
    diary_.start_day(calendar->day_at(now_));
    diary_.set_measures_uploads(asks_uploads(keeper_.in_force(now_)));
  }
  keep(close_windows(*calendar));
  schedule_.set_pace(pace());
  follow_catalog();
  if (wants_capture()) keep(shelf_.note(calendar->window_at(now_), catalog().revision()));
  if (now_ >= next_flush_ || calendar->lab() || had_trouble) {
    next_flush_ = now_ + kFlushGrain;
    flush();
  }
}

void Device::flush() {
  keep(diary_.flush());
  if (observed_ != nullptr) keep(observed_->flush());
}

// Nothing is written twice: an erased device has no diary, no outbox and no bundle to erase.
absl::Status Device::erase() {
  if (keeper_.bundle() == nullptr) return absl::OkStatus();
  if (absl::Status status = outbox_.hand_over(); !status.ok()) return status;
  diary_.forget();
  notices_.forget();
  return observed_ == nullptr ? absl::OkStatus() : observed_->begin_anew();
}

absl::Status Device::close_windows(const window::Calendar& calendar) {
  // A window that was looked at under another catalog than its own tells nothing.
  const std::uint32_t ended = calendar.ended_at(now_);
  const bool fits = shelf_.fits(ended, revision_of(*keeper_.bundle(), ended));
  outbox::Occasion occasion{now_,
                            calendar,
                            *keeper_.bundle(),
                            keeper_.first_seen(),
                            catalog(),
                            options_.department,
                            fits && validity() == policy::Validity::kValid,
                            /*without_agent=*/false,
                            keeper_.first_light_seen()};
  if (observed_ != nullptr) {
    keep(observed_->close_windows(occasion));
    occasion.valid = false;  // a gateway is no device
  }
  return outbox::close_windows(occasion, diary_, outbox_).status();
}

std::optional<absl::Time> Device::counting_time(const ToolUse& use) const {
  const policy::Policy* policy = keeper_.in_force(now_);
  if (policy == nullptr || keeper_.calendar() == nullptr || !wants_capture()) {
    return std::nullopt;
  }
  const absl::Time time =
      absl::FromUnixMicros(use.time.time_since_epoch().count()) + (now_ - wall_);
  if (looked_away_at(time)) return std::nullopt;
  if (!within_hours(*policy, time) || !may_count(*policy, catalog(), use)) return std::nullopt;
  return time;
}

void Device::take(const ToolUse& use) {
  const std::optional<absl::Time> time = counting_time(use);
  const std::vector<std::uint32_t>& vetoed = outbox_.vetoed_tools();
  if (!time || std::binary_search(vetoed.begin(), vetoed.end(), use.tool)) return;
  diary_.record(contact_of(use, *time, *keeper_.calendar()));
}

void Device::note_flows(std::uint64_t flows, std::uint64_t named) {
  constexpr std::uint64_t kMost = 0xffffffff;
  if (!wants_capture() || paused() || flows == 0) return;
  diary_.note_flows(static_cast<std::uint32_t>(std::min(flows, kMost)),
                    static_cast<std::uint32_t>(std::min(named, kMost)));
}

void Device::note_accounts(const std::vector<std::uint32_t>& accounts) {
  if (!wants_capture()) return;
  for (const std::uint32_t account : accounts) diary_.note_account(account);
}

void Device::set_options(const DeviceOptions& options) {
  options_.department = options.department;
  options_.shared = options.shared;
  diary_.set_shared_machine(options.shared);
  if (options_.removed_hosts == options.removed_hosts) return;
  options_.removed_hosts = options.removed_hosts;
  // The same catalog anew, with a matcher of the new list.
  absl::StatusOr<catalog::Catalog> again = CatalogShelf::take(
      catalog().revision(), keeper_.bundle() == nullptr ? policy::Bundle() : *keeper_.bundle(),
      catalog());
  if (again.ok()) {
    matching_ = std::make_shared<const Matching>(*std::move(again), options_.removed_hosts);
  } else {
    keep(again.status());
  }
}

bool Device::wants_capture() const {
  return validity() == policy::Validity::kValid &&
         (observed_ == nullptr || !observed_networks().empty());
}

bool Device::paused() const { return now_ < paused_until_ || outbox_.opted_out(); }

}  // namespace desirepath::agent
