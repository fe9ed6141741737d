#include "collector/collector.h"

#include <algorithm>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "collector/backup.h"
#include "collector/certificates.h"
#include "collector/curation/curation_database.h"
#include "collector/gate/gate_database.h"
#include "collector/intake_rules.h"
#include "collector/policy/atomic_file.h"
#include "collector/policy/bundle_edit.h"
#include "collector/policy/catalog_in_force.h"
#include "collector/policy/key_log.h"
#include "collector/policy/lab_policy.h"
#include "collector/policy/publication.h"
#include "collector/publish/freeze.h"
#include "collector/publish/published_database.h"
#include "collector/schedule.h"
#include "collector/store/window_database.h"
#include "proto/policy/validity.h"

namespace desirepath::collector {
namespace {

constexpr absl::Duration kFreezeRetry = absl::Seconds(10);
constexpr absl::Duration kRenewalEvery = absl::Hours(12);
bool counts(Role role) { return role != Role::kGate; }
bool receives(Role role) { return role != Role::kCollector; }
}  // namespace

Collector::Collector(Settings settings)
    : settings_(std::move(settings)), log_(settings_.json_log) {}

Collector::~Collector() {
  std::error_code ignored;
  for (const auto& said : {settings_.paths.endpoints(), settings_.paths.condition()})
    std::filesystem::remove(said, ignored);
  metrics_.reset();
  messenger_.reset();
  page_.reset();
  gate_.reset();
  intake_server_.reset();
  intake_.reset();
}

absl::StatusOr<std::unique_ptr<Collector>> Collector::start(const Settings& settings,
                                                            absl::Time now, int page_socket) {
  std::unique_ptr<Collector> collector(new Collector(settings));
  collector->page_socket_ = page_socket;
  if (!std::filesystem::is_directory(settings.paths.policy())) {
    return absl::NotFoundError(
        absl::StrCat(settings.paths.data_dir.string(),
                     ": not a folder that init made, name one with --dir or data_dir in ",
                     settings.file.string()));
  }
  std::error_code failure;
  std::filesystem::create_directories(settings.paths.run(), failure);
  if (absl::Status s = collector->take_locks(); !s.ok()) return s;
  std::filesystem::remove(settings.paths.endpoints(), failure);  // of a killed process
  if (absl::Status s = collector->start_intake(); !s.ok()) return s;
  if (absl::Status s = collector->take_bundle(now); !s.ok() && !absl::IsNotFound(s)) return s;
  if (absl::Status s = collector->start_gate(); !s.ok()) return s;
  if (absl::Status s = collector->start_page(); !s.ok()) return s;
  if (absl::Status s = collector->start_metrics(); !s.ok()) return s;
  if (absl::Status s = collector->write_endpoints(); !s.ok()) return s;
  return collector;
}

absl::Status Collector::take_locks() {
  for (const auto& [wanted, name] : {std::pair{receives(settings_.role), "gate"},
                                     std::pair{counts(settings_.role), "collector"}}) {
    if (!wanted) continue;
    absl::StatusOr<store::ServeLock> lock = store::ServeLock::take(settings_.paths.run(), name);
    if (!lock.ok()) return lock.status();
    locks_.push_back(*std::move(lock));
  }
  return absl::OkStatus();
}

absl::Status Collector::start_intake() {
  if (!counts(settings_.role)) return absl::OkStatus();
  absl::StatusOr<curation::CurationDatabase> curation =
      curation::CurationDatabase::open(settings_.paths.curation_db().string());
  if (!curation.ok()) return curation.status();
  const absl::StatusOr<std::uint32_t> first = policy::first_live_window(*curation);
  if (!first.ok()) return first.status();
  first_live_ = *first;
  const std::string published = settings_.paths.published_db().string();
  if (std::filesystem::exists(published)) {  // of an earlier version: readers do not bring it up
    const auto figures = publish::open_published(published, store::Mode::kReadWrite);
    if (!figures.ok()) return figures.status();
  }
  intake::Options options;
  options.window_db = settings_.paths.window_db().string();
  options.keys_db = settings_.paths.keys_db().string();
  absl::StatusOr<std::unique_ptr<intake::Intake>> intake = intake::Intake::open(options, {});
  if (!intake.ok()) return intake.status();
  intake_ = *std::move(intake);
  return settings_.role == Role::kCollector ? start_intake_server() : absl::OkStatus();
}

absl::Status Collector::start_intake_server() {
  const std::filesystem::path pki = settings_.paths.pki();
  absl::StatusOr<std::unique_ptr<intake::IntakeServer>> server = intake::IntakeServer::start(
      {settings_.intake_listen, pki / "collector.pem", pki / "collector.key", pki / "ca.pem"},
      *intake_);
  if (!server.ok()) return server.status();
  intake_server_ = *std::move(server);
  log_.say(absl::StrCat("the intake listens for the gate on port ", intake_server_->port()));
  return absl::OkStatus();
}

absl::Status Collector::start_gate() {
  if (!receives(settings_.role)) return absl::OkStatus();
  const store::Paths& paths = settings_.paths;
  gate::Options options;
  options.listen = settings_.gate_listen;
  options.certificate = paths.pki() / "gate.pem";
  options.key = paths.pki() / "gate.key";
  options.authorities = paths.pki() / "ca.pem";
  // Without it certificates come from the organisation's own PKI, and nobody enrols here.
  if (std::filesystem::exists(paths.pki() / "ca.key"))
    options.authority_key = paths.pki() / "ca.key";
  options.database = paths.gate_db();
  options.spool = paths.spool();
  options.bundle = paths.bundle();
  if (intake_ == nullptr) {
    remote_intake_ = std::make_unique<gate::RemoteIntake>(gate::RemoteIntake::Options{
        settings_.gate_collector, options.certificate, options.key, options.authorities});
  }
  absl::StatusOr<std::unique_ptr<gate::Server>> gate = gate::Server::start(
      options, intake_ == nullptr ? static_cast<intake::Delivery&>(*remote_intake_) : *intake_);
  if (!gate.ok()) return gate.status();
  gate_ = *std::move(gate);
  log_.say(absl::StrCat("the gate listens on ", gate_endpoint()));
  return absl::OkStatus();
}

std::string Collector::gate_endpoint() const {
  if (gate_ == nullptr) return "";
  const std::string host = settings_.gate_listen.substr(0, settings_.gate_listen.rfind(':'));
  return absl::StrCat(host == "0.0.0.0" ? "127.0.0.1" : host, ":", gate_->port());
}

void Collector::reload() {
  if (page_ == nullptr || settings_.web_certificate.empty()) return;
  if (log_.note("web.certificate", page_->reload())) {
    log_.say("the page's certificate was read again");
  }
}

std::string Collector::web_endpoint() const { return page_ == nullptr ? "" : page_->url(); }

absl::Status Collector::write_endpoints() const {
  std::string json = "{";
  if (gate_ != nullptr) absl::StrAppend(&json, "\"gate\":\"", gate_endpoint(), "\"");
  if (page_ != nullptr) {
    absl::StrAppend(&json, gate_ == nullptr ? "" : ",", "\"web\":\"", web_endpoint(), "\"");
  }
  if (intake_server_ != nullptr) {
    absl::StrAppend(&json, ",\"intake\":\"127.0.0.1:", intake_server_->port(), "\"");
  }
  return policy::write_file_atomically(settings_.paths.endpoints(), json + "}\n", 0644);
}

absl::Status Collector::renew_certificates(absl::Time now) {
  if (now < renewal_) return absl::OkStatus();
  renewal_ = now + kRenewalEvery;
  if (const absl::Status s = forget_old_copies(settings_.paths, now); !s.ok()) {
    log_.say(std::string(s.message()));  // tomorrow again; certificates do not wait for it
  }
  const absl::StatusOr<std::vector<std::string>> renewed = renew_servers(settings_.paths, now);
  if (!renewed.ok()) return renewed.status();
  for (const std::string& file : *renewed) log_.say(absl::StrCat(file, ": renewed"));
  return absl::OkStatus();
}

void Collector::tick(absl::Time now) {
  look_around(now);
  log_.note("certificates", renew_certificates(now));
  const absl::Status bundle = take_bundle(now);
  if (messenger_ != nullptr) log_.note("events", messenger_->health());
  // Without a policy there is nothing to do yet, and that is no fault.
  if (absl::IsNotFound(bundle)) return tell_condition(now);
  if (log_.note("policy", bundle) && counts(settings_.role) && bundle_.has_value()) {
    intake_->set_newest_window(calendar_->window_at(now));
    log_.note("sealing keys", keep_keys(now));
    log_.note("first light", watch_first_light(now));
    if (now >= retry_ && !log_.note("freezing", freeze_due(now))) retry_ = now + kFreezeRetry;
  }
  tell_condition(now);
}

// A widening policy takes effect a week late on a device that saw it late: one window more is
// allowed for that.
absl::Time Collector::oldest_open(absl::Time now) const {
  const std::uint32_t current = calendar_->window_at(now);
  const std::uint32_t oldest = calendar_->lab() ? std::min(first_live_, current) : current;
  return calendar_->begin(oldest > 3 ? oldest - 3 : 0);
}

absl::Status Collector::take_bundle(absl::Time now) {
  Stamp stamp;
  std::error_code failure;
  stamp.time = std::filesystem::last_write_time(settings_.paths.bundle(), failure);
  if (!failure) stamp.size = std::filesystem::file_size(settings_.paths.bundle(), failure);
  if (failure) return absl::NotFoundError("no policy is published yet");
  if (stamp_ == stamp) return absl::OkStatus();
  absl::StatusOr<policy::Bundle> bundle = policy::load_own_bundle(settings_.paths, now);
  if (!bundle.ok()) return bundle.status();
  const absl::StatusOr<window::Calendar> calendar = window::Calendar::from(bundle->policy);
  if (!calendar.ok()) return calendar.status();
  if (!catalog_.has_value() || bundle->catalog.revision > catalog_->revision()) {
    absl::StatusOr<catalog::Catalog> catalog = policy::catalog_in_force(*bundle);
    if (!catalog.ok()) return catalog.status();
    catalog_.emplace(*std::move(catalog));
  }
  const bool news = !bundle_.has_value() || bundle_->policy.number != bundle->policy.number;
  bundle_ = *std::move(bundle);
  calendar_ = *calendar;
  stamp_ = stamp;
  if (intake_ != nullptr) intake_->set_rules(intake_rules(*bundle_, *catalog_, oldest_open(now)));
  if (news) {
    log_.say(absl::StrCat("policy ", bundle_->policy.number, " of ", bundle_->policy.organisation,
                          bundle_->policy.lab() ? " (a lab: its figures are not anonymous)" : ""));
  }
  return absl::OkStatus();
}

absl::Status Collector::keep_keys(absl::Time now) {
  const std::uint32_t wanted = calendar_->window_at(now) + policy::kWindowsAhead;
  if (!bundle_->keys.empty() && bundle_->keys.back().window >= wanted) return absl::OkStatus();
  if (absl::Status s = policy::extend_keys(settings_.paths, now); !s.ok()) return s;
  return take_bundle(now);
}

absl::Status Collector::freeze_due(absl::Time now) {
  absl::StatusOr<store::Database> keys =
      store::open_keys_database(settings_.paths.keys_db().string());
  if (!keys.ok()) return keys.status();
  const absl::StatusOr<std::vector<std::uint32_t>> open = policy::windows_with_keys(*keys);
  if (!open.ok()) return open.status();
  for (std::uint32_t window : due_windows(*calendar_, *open, first_live_, now)) {
    if (absl::Status s = freeze(window, now); !s.ok()) return s;
  }
  return absl::OkStatus();
}

absl::Status Collector::freeze(std::uint32_t window, absl::Time now) {
  publish::Dictionary dictionary =
      publish::dictionary_of(policy::bundle_at(*bundle_, calendar_->begin(window)), *catalog_,
                             calendar_->name(window), window);
  if (gate_ != nullptr) {
    absl::StatusOr<gate::GateDatabase> devices =
        gate::GateDatabase::open(settings_.paths.gate_db().string());
    const absl::StatusOr<std::int64_t> enrolled =
        devices.ok() ? devices->enrolled(now) : absl::StatusOr<std::int64_t>(devices.status());
    if (enrolled.ok()) dictionary.enrolled = static_cast<std::uint32_t>(*enrolled);
  }
  const store::Paths& paths = settings_.paths;
  const publish::Stores stores{paths.window_db().string(), paths.keys_db().string(),
                               paths.published_db().string()};
  const absl::StatusOr<publish::Outcome> outcome =
      publish::freeze_and_publish(stores, dictionary, window);
  if (!outcome.ok()) return outcome.status();
  log_.say(absl::StrCat("window ", calendar_->name(window), " is published: ", outcome->blocks,
                        " blocks; what they were made of is destroyed"));
  if (outcome->alarms.empty()) return absl::OkStatus();
  log_.say(absl::StrCat("window ", calendar_->name(window), ": more reports than devices in ",
                        outcome->alarms.size(), " departments, they are folded"));
  return absl::OkStatus();
}

}  // namespace desirepath::collector
