#include "collector/metrics_text.h"

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>

#include "collector/certificates.h"
#include "collector/fleet_account.h"
#include "proto/metrics/exposition.h"

namespace desirepath::collector {
namespace {

using metrics::Exposition;

const char* word(Role role) {
  return role == Role::kAll ? "all" : role == Role::kGate ? "gate" : "collector";
}

double seconds(absl::Time time) { return static_cast<double>(absl::ToUnixSeconds(time)); }

double number(std::uint64_t count) { return static_cast<double>(count); }

void add_condition(Exposition& text, const MetricsSources& sources) {
  const Condition& condition = sources.condition;
  text.gauge("desirepath_build_info", "1, with version and role of the program.")
      .sample(1, {{"version", DESIREPATH_VERSION}, {"role", word(sources.role)}});
  text.gauge("desirepath_healthy", "1 while nothing is wrong that lasts.")
      .sample(condition.health.ok() ? 1 : 0);
  text.gauge("desirepath_problem", "1 for each topic that is wrong now.");
  for (const std::string& topic : condition.problems) text.sample(1, {{"topic", topic}});
  text.gauge("desirepath_disk_free_bytes", "Free for this account where the data are.")
      .sample(number(condition.machine.disk_free));
  text.gauge("desirepath_disk_size_bytes", "Size of the file system where the data are.")
      .sample(number(condition.machine.disk_size));
  text.counter("desirepath_clock_jumps_total", "Times the clock was moved by a minute or more.")
      .sample(condition.clock_jumps);
  text.gauge("desirepath_policy_number", "Number of the policy in force; 0 before the first.")
      .sample(condition.policy);
  if (condition.policy != 0) {
    text.gauge("desirepath_policy_end_timestamp_seconds", "When the policy in force ends.")
        .sample(seconds(condition.policy_ends));
  }
}

void add_certificates(Exposition& text, const MetricsSources& sources) {
  const absl::StatusOr<CertificateState> state = certificate_state(sources.paths);
  if (!state.ok()) return;
  text.gauge("desirepath_certificate_end_timestamp_seconds",
             "When a server's or the authority's certificate ends.");
  for (std::size_t i = 0; i < state->rows.size(); ++i) {
    const CertificateRow& row = state->rows[i];
    // While the authority is replaced there are two in one file.
    text.sample(seconds(row.ends), {{"file", row.file}, {"name", row.name}});
  }
}

void add_gate(Exposition& text, const gate::Counts& counts) {
  text.counter(
          "desirepath_gate_frames_total",
          "Frames by what became of them: accepted, over the quota, for a window without a key, "
          "late, wiped at freeze.")
      .sample(number(counts.admission.accepted), {{"outcome", "accepted"}})
      .sample(number(counts.admission.over_quota), {{"outcome", "over_quota"}})
      .sample(number(counts.admission.unknown_window), {{"outcome", "unknown_window"}})
      .sample(number(counts.admission.late), {{"outcome", "late"}})
      .sample(number(counts.admission.wiped), {{"outcome", "wiped"}});
  text.gauge("desirepath_gate_frames_held", "Frames that wait until k devices are there.")
      .sample(number(counts.admission.held_back));
  text.counter("desirepath_gate_disk_errors_total", "Writes of the gate that failed.")
      .sample(number(counts.admission.disk_errors));
  text.counter("desirepath_gate_calls_total", "Calls of devices by kind.")
      .sample(number(counts.sessions), {{"kind", "submit"}})
      .sample(number(counts.enrolled), {{"kind", "enrol"}})
      .sample(number(counts.renewed), {{"kind", "renew"}})
      .sample(number(counts.refused), {{"kind", "refused"}});
  text.counter("desirepath_gate_frames_forwarded_total", "Frames handed to the collector.")
      .sample(number(counts.forwarder.frames));
  text.counter("desirepath_gate_failed_deliveries_total", "Deliveries to be tried again.")
      .sample(number(counts.forwarder.failed_deliveries));
  text.gauge("desirepath_gate_segments_waiting", "Spool segments on their way to the collector.")
      .sample(number(counts.forwarder.waiting_segments));
  text.counter("desirepath_gate_bundle_failures_total",
               "Times the bundle was found changed and unusable.")
      .sample(number(counts.bundle_failures));
}

void add_fleet(Exposition& text, const MetricsSources& sources, absl::Time now) {
  Settings settings;
  settings.paths = sources.paths;
  settings.role = sources.role;
  const absl::StatusOr<boost::json::object> fleet = fleet_now(settings, now);
  if (!fleet.ok()) return;
  text.gauge("desirepath_fleet_enrolled", "Devices with a certificate in force.")
      .sample(fleet->at("enrolled").to_number<double>());
  const boost::json::value& missing = fleet->at("not_seen");
  if (!missing.is_object()) return;
  text.gauge("desirepath_fleet_not_seen",
             "Devices that brought no frame of the window sent now: both bounds of a range.")
      .sample(missing.at("low").to_number<double>(), {{"bound", "low"}})
      .sample(missing.at("high").to_number<double>(), {{"bound", "high"}});
}

void add_intake(Exposition& text, const intake::Counts& counts) {
  text.counter("desirepath_intake_frames_total", "Frames that were opened and counted or dropped.")
      .sample(number(counts.frames));
  text.counter("desirepath_intake_batches_total", "Deliveries of the gate.")
      .sample(number(counts.batches));
  text.counter("desirepath_intake_commits_total", "Transactions on the open windows.")
      .sample(number(counts.commits));
  text.counter("desirepath_intake_failed_writes_total", "Transactions that failed.")
      .sample(number(counts.failed_writes));
}

void add_page(Exposition& text, const api::Server::Counts& counts) {
  text.counter("desirepath_page_requests_total", "Requests to page and API.")
      .sample(number(counts.requests));
  text.counter("desirepath_page_malformed_total",
               "Requests that were not HTTP, over a limit, too slow or broken off.")
      .sample(number(counts.malformed));
  text.counter("desirepath_page_refused_connections_total",
               "Connections closed because there were too many.")
      .sample(number(counts.refused_connections));
}

// The names every Prometheus client has.
void add_process(Exposition& text) {
  rusage used = {};
  getrusage(RUSAGE_SELF, &used);
  const auto spent = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  text.counter("process_cpu_seconds_total", "User and system time of the process.")
      .sample(spent(used.ru_utime) + spent(used.ru_stime));
  std::ifstream statm("/proc/self/statm");
  std::uint64_t pages = 0;
  std::uint64_t resident = 0;
  if (statm >> pages >> resident) {
    text.gauge("process_resident_memory_bytes", "Resident memory of the process.")
        .sample(number(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)));
  }
}

}  // namespace

std::string metrics_text(const MetricsSources& sources, absl::Time now) {
  Exposition text;
  add_condition(text, sources);
  add_certificates(text, sources);
  if (sources.gate) {
    add_gate(text, *sources.gate);
    add_fleet(text, sources, now);
  }
  if (sources.intake) add_intake(text, *sources.intake);
  if (sources.page) add_page(text, *sources.page);
  add_process(text);
  return text.text();
}

}  // namespace desirepath::collector
