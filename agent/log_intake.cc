#include "agent/log_intake.h"

#include <algorithm>
#include <optional>

#include "agent/ingest/line_json.h"
#include "agent/network_desk.h"

namespace desirepath::agent {
namespace {

constexpr std::chrono::minutes kSlot{5};
constexpr std::int64_t kLabSlots = 84;    // of a window
constexpr std::int64_t kMostSlots = 288;  // a day
constexpr absl::Duration kAhead = absl::Minutes(10);
constexpr absl::Duration kAfterMidnight = absl::Hours(1);

absl::Time time_of(capture::Time time) {
  return absl::FromUnixMicros(time.time_since_epoch().count());
}

}  // namespace

boost::json::object LogIntake::take(const boost::json::array& lines) {
  const window::Calendar* calendar = device_.keeper().calendar();
  if (!device_.is_gateway()) return {{"waits", "this machine is no gateway: gateway = \"…\""}};
  if (census_ == nullptr || calendar == nullptr) return {{"waits", gateway_waits(device_)}};
  if (!device_.wants_capture()) return {{"waits", gateway_waits(device_)}};
  if (of_ != census_.get() || matching_ != device_.matching()) {
    contacts_.clear();
    of_ = census_.get();
    matching_ = device_.matching();
    slot_length_ = kSlot;
    if (calendar->lab()) {
      const std::int64_t window = device_.keeper().in_force(device_.now())->lab_window_seconds;
      slot_length_ = std::chrono::microseconds(window * 1'000'000 / kLabSlots);
    }
  }
  Verdicts verdicts;
  for (const boost::json::value& value : lines) {
    if (const std::optional<ingest::LogLine> line = ingest::line_in(value)) take(*line, verdicts);
  }
  return {{"taken", verdicts.taken}, {"late", verdicts.late}, {"elsewhere", verdicts.elsewhere}};
}

bool LogIntake::is_late(capture::Time time) const {
  const absl::Time now = device_.now();
  const absl::Time told = time_of(time);
  if (told > now + kAhead) return true;
  const window::Calendar& calendar = *device_.keeper().calendar();
  return calendar.day_at(told) != calendar.day_at(now) && told + kAfterMidnight < now;
}

void LogIntake::take(const ingest::LogLine& line, Verdicts& verdicts) {
  if (is_late(line.time)) {
    ++verdicts.late;
    return;
  }
  if (device_.looked_away_at(time_of(line.time - line.lasted))) {
    // Thrown away, for nobody knows when in its life a connection moved its octets; and answered as
    // if not, so that nobody can tell a pause from outside.
    ++(census_->of(line.client).device ? verdicts.taken : verdicts.elsewhere);
    return;
  }
  const std::uint32_t number = census_->see(sight::Address{line.client}, !line.question);
  if (number == 0) {
    ++verdicts.elsewhere;
    return;
  }
  ++verdicts.taken;
  enter_slot(line.time.time_since_epoch() / slot_length_);
  seen_ = std::max(seen_, line.time);
  if (line.question) {
    contacts_of(number).on_question(line.name, match::kNoDay, static_cast<std::uint32_t>(slot_));
  } else {
    take_connection(line, number);
  }
}

// Evenly: whoever wrote the line does not know when in its life a connection moved its octets.
void LogIntake::take_connection(const ingest::LogLine& line, std::uint32_t number) {
  const std::int64_t last = line.time.time_since_epoch() / slot_length_;
  const std::int64_t first =
      std::max((line.time - line.lasted).time_since_epoch() / slot_length_, last - kMostSlots + 1);
  const auto slots = static_cast<std::uint64_t>(last - first + 1);
  for (std::int64_t slot = first; slot <= last; ++slot) {
    const bool ends = slot == last;
    const std::uint64_t up = line.bytes_up / slots + (ends ? line.bytes_up % slots : 0);
    const std::uint64_t down = line.bytes_down / slots + (ends ? line.bytes_down % slots : 0);
    const std::optional<match::Contact> contact = contacts_of(number).on_activity(
        line.name, match::kNoDay, static_cast<std::uint32_t>(slot_), up, down);
    if (!contact) return;
    const capture::Time time = ends ? line.time : capture::Time(slot * slot_length_);
    if (!is_late(time)) give(*contact, time, number);
  }
}

void LogIntake::enter_slot(std::int64_t slot) {
  if (slot <= slot_) return;  // lines of a log are in the order of their ends, but not strictly
  for (auto& [number, contacts] : contacts_) {
    for (const match::Contact& contact : contacts.finish_slot()) give(contact, seen_, number);
  }
  contacts_.clear();
  slot_ = slot;
  seen_ = {};
}

match::ToolContacts& LogIntake::contacts_of(std::uint32_t number) {
  return contacts_.try_emplace(number, matching_->catalog, matching_->matcher).first->second;
}

void LogIntake::give(const match::Contact& contact, capture::Time time, std::uint32_t number) {
  const std::optional<gateway::ObservedDevice> device = census_->device(number);
  if (!device) return;
  ToolUse use;
  use.time = time;
  use.tool = contact.tool;
  use.need = matching_->catalog.tool(contact.tool)->need;
  use.bytes_up = contact.bytes_up;
  use.bytes_down = contact.bytes_down;
  use.role = contact.role;
  use.evidence = contact.evidence;
  use.device = number;
  device_.take_observed(device->key, use);
}

}  // namespace desirepath::agent
