#include "collector/report/frame.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>
#include <absl/strings/str_replace.h>

#include <boost/json.hpp>
#include <cmath>

#include "collector/report/words.h"

namespace desirepath::report {
namespace {

using boost::json::object;
using boost::json::value;

// Four digits: more would pretend to a precision that bands do not have, and equal figures print
// equally on every machine.
double rounded(double number) { return std::round(number * 1e4) / 1e4; }

template <typename T>
value or_null(const std::optional<T>& number) {
  return number ? value(rounded(*number)) : value(nullptr);
}

}  // namespace

object devices_json(const needs::Devices& devices) {
  return {{"low", devices.low}, {"high", devices.high}};
}

object head_json(const needs::Head& head) {
  object line{{"enrolled", head.enrolled},
              {"reporting", head.reporting ? value(devices_json(*head.reporting)) : value(nullptr)},
              {"gateways", head.has_gateways},
              {"without_agent",
               head.without_agent ? value(devices_json(*head.without_agent)) : value(nullptr)},
              {"arrived", or_null(head.arrived)},
              {"names_seen", or_null(head.names_seen)}};
  return {{"organisation", head.organisation},
          {"lab", head.lab},
          {"notice", head.lab ? value(kLabNotice) : value(nullptr)},
          {"noise", head.noise == 0 ? value(nullptr) : value(head.noise)},
          {"k", head.k},
          {"window", {{"id", head.window}, {"name", head.window_name}, {"count", head.windows}}},
          {"line", std::move(line)}};
}

std::string table_opening(const needs::Head& head, const std::string& subject) {
  std::string text;
  if (head.lab) absl::StrAppend(&text, kLabNotice, "\n");
  absl::StrAppend(&text, head.organisation, " · ", subject, " · window ", head.window_name,
                  " · k = ", head.k, "\n");
  if (head.noise != 0) absl::StrAppend(&text, noise_words(head.noise), "\n");
  if (head.first_light) {
    absl::StrAppend(&text, "First light: ", head.days,
                    " days, the organisation's needs alone; tools and departments follow with the "
                    "first whole window.\n");
    if (!head.reporting) {
      absl::StrAppend(&text, "Too few devices reported in it: nothing of it is shown.\n");
    }
  }
  return absl::StrCat(text, "\n");
}

std::string table_closing(const needs::Head& head) {
  std::string text = absl::StrCat("\nenrolled ", head.enrolled, " · reporting ",
                                  head.reporting ? devices_words(*head.reporting) : "not shown");
  if (head.has_gateways) {
    absl::StrAppend(&text, ", of them without an agent ",
                    head.without_agent ? devices_words(*head.without_agent) : "not shown");
  }
  absl::StrAppend(&text, " · arrived ",
                  head.arrived ? absl::StrCat(std::lround(*head.arrived * 100), " %") : "not known",
                  " · names seen ",
                  head.names_seen ? absl::StrFormat("%.2f", *head.names_seen) : "not known");
  absl::StrAppend(&text, "\n", kFoot, "\n");
  return text;
}

std::string csv_cell(const std::string& text) {
  const bool formula =
      !text.empty() && std::string("=+-@\t\r\n").find(text[0]) != std::string::npos;
  const std::string safe = formula ? absl::StrCat("'", text) : text;
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  return absl::StrCat("\"", absl::StrReplaceAll(safe, {{"\"", "\"\""}}), "\"");
}

std::string csv_head(const needs::Head& head) {
  return absl::StrCat(csv_cell(head.organisation), ",", head.lab ? "lab, not anonymous" : "", ",",
                      head.k, ",", csv_cell(head.window_name), ",", head.noise);
}

}  // namespace desirepath::report
