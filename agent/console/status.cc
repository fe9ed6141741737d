#include "agent/console/status.h"

#include <boost/json/array.hpp>

#include "absl/strings/str_cat.h"

namespace desirepath::console {
namespace {

void line(std::string& text, const boost::json::object& status, const char* name,
          const char* heading) {
  const boost::json::value* value = status.if_contains(name);
  if (value == nullptr) return;
  std::string shown;
  if (value->is_string()) {
    shown = std::string(value->get_string());
  } else if (value->is_array()) {
    for (const boost::json::value& entry : value->get_array()) {
      absl::StrAppend(&shown, shown.empty() ? "" : ", ", std::string(entry.as_string()));
    }
  } else if (value->is_uint64() || value->is_int64()) {
    shown = absl::StrCat(value->to_number<std::uint64_t>());
  }
  if (!shown.empty()) absl::StrAppend(&text, heading, shown, "\n");
}

}  // namespace

std::string_view word(Health health) {
  switch (health) {
    case Health::kOk:
      return "ok";
    case Health::kNotEnrolled:
      return "not-enrolled";
    case Health::kNoCaptureRight:
      return "no-capture-right";
    case Health::kCannotReachGate:
      return "cannot-reach-gate";
    case Health::kClock:
      return "clock";
    case Health::kCertificate:
      return "certificate";
    case Health::kDisk:
      return "disk";
    case Health::kOldPolicy:
      return "old-policy";
    case Health::kUnknownDepartment:
      return "unknown-department";
  }
  return "";
}

boost::json::object to_json(const Status& status) {
  const std::string_view health = word(status.health);
  boost::json::array interfaces(status.interfaces.begin(), status.interfaces.end());
  return {{"version", status.version},
          {"health", boost::json::string_view(health.data(), health.size())},
          {"activity", status.activity},
          {"trouble", status.trouble},
          {"failed_writes", status.failed_writes},
          {"lab", status.lab},
          {"interfaces", interfaces},
          {"packets", status.packets},
          {"dropped", status.dropped},
          {"malformed", status.malformed},
          {"flows", status.flows},
          {"named_flows", status.named_flows},
          {"visibility", status.visibility},
          {"programs", status.programs},
          {"gateway", status.gateway},
          {"organisation", status.organisation},
          {"policy", status.policy},
          {"policy_words", status.policy_words},
          {"department", status.department},
          {"window", status.window},
          {"window_ends", status.window_ends},
          {"first_light", status.first_light},
          {"next_session", status.next_session},
          {"last_session", status.last_session},
          {"frames_made", status.frames_made},
          {"frames_delivered", status.frames_delivered},
          {"frames_dropped", status.frames_dropped},
          {"state_key", status.state_key}};
}

std::string to_text(const boost::json::object& status) {
  std::string text;
  const boost::json::value* lab = status.if_contains("lab");
  if (lab != nullptr && lab->is_bool() && lab->get_bool()) {
    text = "LAB: figures of this device are not anonymous\n";
  }
  line(text, status, "activity", "activity      ");
  line(text, status, "health", "health        ");
  line(text, status, "trouble", "trouble       ");
  line(text, status, "organisation", "organisation  ");
  line(text, status, "policy", "policy        number ");
  line(text, status, "policy_words", "              ");
  line(text, status, "department", "department    ");
  line(text, status, "window", "window        ");
  line(text, status, "window_ends", "  ends        ");
  line(text, status, "first_light", "first light   ");
  line(text, status, "interfaces", "reads         ");
  line(text, status, "packets", "  packets     ");
  line(text, status, "dropped", "  dropped     ");
  line(text, status, "flows", "  flows       ");
  line(text, status, "named_flows", "  named       ");
  line(text, status, "visibility", "  by          ");
  line(text, status, "programs", "  opened by   ");
  line(text, status, "gateway", "gateway       ");
  line(text, status, "frames_made", "frames made   ");
  line(text, status, "frames_delivered", "  at the gate ");
  line(text, status, "frames_dropped", "  too late    ");
  line(text, status, "next_session", "next session  ");
  line(text, status, "last_session", "last session  ");
  line(text, status, "state_key", "state key     ");
  return text;
}

std::string local_time(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%S", time, absl::LocalTimeZone());
}

}  // namespace desirepath::console
