#pragma once

// `Calendar` is the organisation's grid of windows, days and slots: the only times facts are made
// of.
//
// Agents place contacts and close windows by it, the collector opens and freezes by it, reports
// print its names. A calendar comes from the signed policy; a device's own time zone never matters.
//
//   weekly  window = weeks since Monday 1970-01-05 in the organisation's zone, 7 days "2026-W37"
//   small   window = four such weeks, from a multiple of four, 28 days "2026-W36-W39" daily window
//   = days since that Monday, 1 day                                          "2026-09-07" lab
//   window = unix seconds / L; its 7 days are L/7 long, a day's 12 slots L/84       "lab-29814321"
//
// One window of the grid may be the first light, cut short at both ends
// (proto/policy/first_light.h): `begin`, `end`, `first_day`, `last_day` and `name`
// ("2026-W37-first-light") are then its own. The days of the grid's window that it leaves out
// belong to no window that is told of, and `window_at` gives its number for them all the same.
//
// Days count from the same Monday (lab: window * 7 + seventh), so window = day / days_per_window in
// every profile. A slot is five minutes of local clock time, 0 to 287: an hour that the autumn
// repeats falls into the same slots, so a day has never more. Times before the grid begins are at
// window 0, day 0: nothing is ever made for window 0.
//
// Source: ISO 8601 weeks; privacy.md, Decisions 3 and 12, 3a "Windows and facts". Threads:
// immutable. Errors: kInvalidArgument: an unknown time zone, a lab window below 10 s, a name that
// is not of this calendar.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "proto/policy/policy.h"

namespace desirepath::window {

class Calendar {
 public:
  static absl::StatusOr<Calendar> from(const policy::Policy& policy);
  static absl::StatusOr<Calendar> make(policy::Profile profile, std::string_view time_zone,
                                       std::uint32_t lab_window_seconds = 0,
                                       std::optional<policy::FirstLight> first_light = {});

  [[nodiscard]] std::uint32_t window_at(absl::Time time) const;
  [[nodiscard]] std::int32_t day_at(absl::Time time) const;
  [[nodiscard]] std::uint32_t slot_at(absl::Time time) const;

  // The first instant of the window, and the first instant after it.
  [[nodiscard]] absl::Time begin(std::uint32_t window) const;
  [[nodiscard]] absl::Time end(std::uint32_t window) const;
  // When its frames may leave no more: the end of the window after it; of the first light the
  // Wednesday after it.
  [[nodiscard]] absl::Time sending_ends(std::uint32_t window) const;
  // The newest window that has ended; 0: none.
  [[nodiscard]] std::uint32_t ended_at(absl::Time time) const;
  // The oldest window whose frames may still leave.
  [[nodiscard]] std::uint32_t sending_at(absl::Time time) const;

  [[nodiscard]] std::int32_t first_day(std::uint32_t window) const;
  [[nodiscard]] std::int32_t last_day(std::uint32_t window) const;
  [[nodiscard]] std::uint32_t window_of_day(std::int32_t day) const;
  [[nodiscard]] std::int32_t days_per_window() const;
  [[nodiscard]] std::uint32_t slots_per_day() const;
  [[nodiscard]] bool lab() const { return profile_ == policy::Profile::kLab; }
  [[nodiscard]] const std::optional<policy::FirstLight>& first_light() const {
    return first_light_;
  }
  [[nodiscard]] bool is_first_light(std::uint32_t window) const {
    return first_light_.has_value() && first_light_->window == window;
  }

  [[nodiscard]] std::string name(std::uint32_t window) const;
  [[nodiscard]] absl::StatusOr<std::uint32_t> parse(std::string_view name) const;

 private:
  Calendar(policy::Profile profile, absl::TimeZone zone, std::uint32_t seconds,
           std::optional<policy::FirstLight> first_light)
      : profile_(profile),
        zone_(zone),
        lab_window_(absl::Seconds(seconds)),
        first_light_(first_light) {}

  [[nodiscard]] absl::Time begin_of_day(std::int64_t day) const;

  policy::Profile profile_;
  absl::TimeZone zone_;
  absl::Duration lab_window_;
  std::optional<policy::FirstLight> first_light_;
};

}  // namespace desirepath::window
