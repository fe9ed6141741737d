#pragma once

// `Habits` says what each simulated device does in each week: a pure function of the scenario's
// seed.
//
// The simulated device (device.h) plays it into its diary; the judge asks it for the truth. Nothing
// is remembered between calls, so a simulator that was killed and starts again does just what it
// did before.
//
// Errors: `create` gives what check_scenario (scenario_check.h) refuses.

#include <absl/status/statusor.h>

#include <cstdint>
#include <vector>

#include "proto/catalog/catalog.h"
#include "tests/fleet/scenario.h"

namespace desirepath::fleet {

enum class Touch : std::uint8_t {
  kWork,   // signed in and working: app hosts, several slots, payload up
  kGuest,  // a shared link opened: viewer hosts, payload down
  kLogin,  // no further than the login host
  kWidget  // an embedded frame on another site: ambient
};

struct DayTouch {
  std::uint32_t tool = 0;  // permanent number
  std::uint32_t day = 0;   // of the week, 0 is Monday
  Touch touch = Touch::kWork;
};

class Habits {
 public:
  static absl::StatusOr<Habits> create(Scenario scenario, const catalog::Catalog& catalog);

  [[nodiscard]] const Scenario& scenario() const { return scenario_; }
  // Index into `scenario().departments`.
  [[nodiscard]] std::uint32_t department(std::uint32_t device) const { return department_[device]; }
  // False in a week that the device is switched off from end to end (holiday).
  [[nodiscard]] bool on(std::uint32_t device, std::uint32_t week) const;
  [[nodiscard]] std::vector<DayTouch> week(std::uint32_t device, std::uint32_t week) const;

 private:
  struct Planted {
    std::vector<std::uint32_t> tools;    // numbers
    std::vector<std::uint32_t> offered;  // of the same need, numbers, as scenario_.offered filtered
    std::vector<bool> affected;          // by device
  };
  struct Offered {
    std::uint32_t tool = 0;
    std::vector<bool> departments;
    std::vector<std::size_t> planted;  // needs planted in the same need
  };

  Habits() = default;
  [[nodiscard]] double chance(std::uint64_t device, std::uint64_t week, std::uint64_t about) const;
  [[nodiscard]] std::uint32_t working_days(std::uint32_t device, std::uint32_t week) const;
  void work(std::vector<DayTouch>& touches, std::uint32_t device, std::uint32_t week,
            std::uint32_t tool, std::uint32_t days, Touch touch) const;
  void offered_tools(std::vector<DayTouch>& touches, std::uint32_t device,
                     std::uint32_t week) const;
  void planted_need(std::vector<DayTouch>& touches, std::uint32_t device, std::uint32_t week,
                    std::size_t index) const;
  void passing_tools(std::vector<DayTouch>& touches, std::uint32_t device,
                     std::uint32_t week) const;
  [[nodiscard]] bool leaves_offer(std::uint32_t device, std::uint32_t week,
                                  const Offered& offer) const;
  [[nodiscard]] std::int32_t start_week(std::uint32_t device, std::size_t index) const;

  Scenario scenario_;
  std::vector<std::uint32_t> department_;
  std::vector<Planted> planted_;
  std::vector<Offered> offered_;
  std::vector<std::uint32_t> passing_;  // tools tried now and then by anybody
};

}  // namespace desirepath::fleet
