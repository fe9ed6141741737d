#pragma once

// `Collector` is a running installation: intake, gate and page, and the schedule of keys and
// freezes between them.
//
// `serve` starts one and calls `tick` every second or so until it is told to stop. It owns its
// stages in path order and ends them in reverse: the page first, then the gate (what it received is
// written and acknowledged), the intake last.
//
// Errors of start: whatever keeps a stage from starting (port in use, damaged database, no policy
// folder), one sentence with the mend. After the start nothing ends it: what fails is said in the
// log, counted as bad health, and tried again. Threads: one at a time; the stages have their own.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/api/server.h"
#include "collector/condition.h"
#include "collector/gate/remote_intake.h"
#include "collector/gate/server.h"
#include "collector/intake/intake.h"
#include "collector/intake/intake_server.h"
#include "collector/log.h"
#include "collector/messenger.h"
#include "collector/page.h"
#include "collector/settings.h"
#include "collector/store/serve_lock.h"
#include "collector/workplace/workplace.h"
#include "proto/catalog/catalog.h"
#include "proto/policy/policy.h"
#include "proto/window/calendar.h"

namespace desirepath::collector {

class Collector {
 public:
  // `page_socket`: a listening one that a service manager opened for the page, or -1.
  static absl::StatusOr<std::unique_ptr<Collector>> start(const Settings& settings, absl::Time now,
                                                          int page_socket = -1);
  ~Collector();

  // Does what is due: takes a changed bundle over, makes keys ahead, freezes and publishes.
  void tick(absl::Time now);

  // Reads the page's certificate again.
  void reload();

  // What run/endpoints.json says.
  [[nodiscard]] std::string gate_endpoint() const;
  [[nodiscard]] std::string web_endpoint() const;

 private:
  struct Stamp {
    std::filesystem::file_time_type time;
    std::uintmax_t size = 0;
    bool operator==(const Stamp&) const = default;
  };

  explicit Collector(Settings settings);
  absl::Status take_locks();
  absl::Status start_intake();
  absl::Status start_intake_server();
  absl::Status start_gate();
  absl::Status start_page();
  absl::Status start_metrics();
  absl::Status write_endpoints() const;
  absl::Status take_bundle(absl::Time now);
  [[nodiscard]] absl::Time oldest_open(absl::Time now) const;
  absl::Status renew_certificates(absl::Time now);
  void look_around(absl::Time now);
  void tell_condition(absl::Time now);
  [[nodiscard]] std::string metrics() const;
  absl::Status keep_keys(absl::Time now);
  absl::Status watch_first_light(absl::Time now);
  absl::Status freeze_due(absl::Time now);
  absl::Status freeze(std::uint32_t window, absl::Time now);

  const Settings settings_;
  int page_socket_ = -1;
  std::vector<store::ServeLock> locks_;
  Log log_;
  ConditionBoard board_;
  ClockWatch clock_;
  std::uint32_t clock_jumps_ = 0;
  std::string condition_;                        // as it stands in run/condition.json
  absl::Time next_look_ = absl::InfinitePast();  // at the machine
  Machine machine_;

  std::optional<Stamp> stamp_;  // of the bundle that was taken over
  std::optional<policy::Bundle> bundle_;
  std::optional<window::Calendar> calendar_;
  std::optional<catalog::Catalog> catalog_;
  std::uint32_t first_live_ = 0;
  absl::Time retry_ = absl::InfinitePast();       // no freeze is tried before
  absl::Time next_count_ = absl::InfinitePast();  // of the devices that hold the policy
  absl::Time renewal_ = absl::InfinitePast();  // when the servers' certificates are looked at next

  std::unique_ptr<intake::Intake> intake_;
  std::unique_ptr<intake::IntakeServer> intake_server_;  // role collector
  std::unique_ptr<gate::RemoteIntake> remote_intake_;    // role gate
  std::unique_ptr<gate::Server> gate_;
  std::unique_ptr<workplace::Workplace> workplace_;
  std::unique_ptr<workplace::Workplace> slow_workplace_;  // for what hashes passwords
  std::unique_ptr<api::Server> page_;
  std::unique_ptr<api::Server> metrics_;
  std::unique_ptr<Messenger> messenger_;
};

}  // namespace desirepath::collector
