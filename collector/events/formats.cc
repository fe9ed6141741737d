#include "collector/events/formats.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/time.h"

namespace desirepath::events {
namespace {

using boost::json::array;
using boost::json::object;
using curation::Event;

constexpr const char* kProduct = "Desirepath collector";
constexpr const char* kVendor = "Desirepath";
constexpr int kPriority = 13 * 8 + 6;

enum class Nature { kDecision, kFinding, kTest };

Nature nature_of(const Event& event) {
  if (event.kind == "test") return Nature::kTest;
  const bool decision = event.kind == "standing-changed" || event.kind == "notice-sent" ||
                        event.kind == "rule-approved";
  return decision ? Nature::kDecision : Nature::kFinding;
}

std::string moment(const Event& event) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::FromUnixSeconds(event.at),
                          absl::UTCTimeZone());
}

object with_class(object json, int category, int kind, int activity) {
  json["category_uid"] = category;
  json["class_uid"] = kind;
  json["activity_id"] = activity;
  json["type_uid"] = kind * 100 + activity;
  return json;
}

std::string ocsf(const Event& event, const std::string& organisation) {
  object metadata{
      {"version", "1.8.0"},
      {"uid", event.id},
      {"event_code", event.kind},
      {"product",
       object{{"name", kProduct}, {"vendor_name", kVendor}, {"version", DESIREPATH_VERSION}}}};
  if (!organisation.empty()) metadata["tenant_uid"] = organisation;
  object json{{"time", event.at * 1000},
              {"severity_id", 1},
              {"message", event.message},
              {"metadata", std::move(metadata)}};
  object more;
  if (!event.subject.empty()) more["subject"] = event.subject;
  if (!event.window.empty()) more["window"] = event.window;
  if (!more.empty()) json["unmapped"] = more;
  switch (nature_of(event)) {
    case Nature::kDecision:
      json["status_id"] = 1;
      json["entity"] = object{{"type_id", 99},
                              {"type", event.kind == "standing-changed" ? "Tool" : "Notice"},
                              {"uid", event.subject},
                              {"name", event.name.empty() ? event.subject : event.name}};
      return boost::json::serialize(
          with_class(std::move(json), 3, 3004, event.kind == "standing-changed" ? 3 : 1));
    case Nature::kFinding:
      json["status_id"] = 1;
      json["finding_info"] = object{{"uid", event.id},
                                    {"title", event.message},
                                    {"types", array{event.kind}},
                                    {"created_time", event.at * 1000}};
      return boost::json::serialize(with_class(std::move(json), 2, 2004, 1));
    case Nature::kTest:
      json["activity_name"] = "Test";
      break;
  }
  return boost::json::serialize(with_class(std::move(json), 0, 0, 99));
}

std::string ecs(const Event& event, const std::string& organisation) {
  const bool decision = nature_of(event) == Nature::kDecision;
  object json{{"@timestamp", moment(event)},
              {"ecs", object{{"version", "9.4.0"}}},
              {"message", event.message},
              {"event", object{{"id", event.id},
                               {"kind", "event"},
                               {"category", array{"configuration"}},
                               {"type", array{decision ? "change" : "info"}},
                               {"action", event.kind},
                               {"module", "desirepath"},
                               {"dataset", "desirepath.events"}}},
              {"observer", object{{"product", kProduct},
                                  {"vendor", kVendor},
                                  {"type", "collector"},
                                  {"version", DESIREPATH_VERSION}}}};
  if (!organisation.empty()) json["organization"] = object{{"name", organisation}};
  object labels;
  if (!event.subject.empty()) labels["subject"] = event.subject;
  if (!event.window.empty()) labels["window"] = event.window;
  if (!labels.empty()) json["labels"] = labels;
  return boost::json::serialize(json);
}

std::string cef_head(const std::string& text) {
  return absl::StrReplaceAll(text, {{"\\", "\\\\"}, {"|", "\\|"}, {"\n", " "}, {"\r", " "}});
}

std::string cef_value(const std::string& text) {
  return absl::StrReplaceAll(text, {{"\\", "\\\\"}, {"=", "\\="}, {"\n", "\\n"}, {"\r", "\\r"}});
}

std::string cef(const Event& event, const std::string& organisation) {
  std::string line =
      absl::StrCat("CEF:0|", kVendor, "|", kProduct, "|", DESIREPATH_VERSION, "|", event.kind, "|",
                   cef_head(event.message), "|1|externalId=", event.id, " rt=", event.at * 1000,
                   " msg=", cef_value(event.message));
  if (!event.subject.empty()) {
    absl::StrAppend(&line, " cs1Label=subject cs1=", cef_value(event.subject));
  }
  if (!event.window.empty()) {
    absl::StrAppend(&line, " cs2Label=window cs2=", cef_value(event.window));
  }
  if (!organisation.empty()) {
    absl::StrAppend(&line, " cs3Label=organisation cs3=", cef_value(organisation));
  }
  return line;
}

}  // namespace

std::optional<Format> parse_format(std::string_view word) {
  for (const Format format : {Format::kOcsf, Format::kEcs, Format::kCef}) {
    if (word == format_word(format)) return format;
  }
  return std::nullopt;
}

std::string format_word(Format format) {
  return format == Format::kOcsf ? "ocsf" : format == Format::kEcs ? "ecs" : "cef";
}

std::string in_format(Format format, const Event& event, const std::string& organisation) {
  switch (format) {
    case Format::kOcsf:
      return ocsf(event, organisation);
    case Format::kEcs:
      return ecs(event, organisation);
    case Format::kCef:
      break;
  }
  return cef(event, organisation);
}

std::string syslog_message(const Event& event, const std::string& host, std::string_view text) {
  return absl::StrCat("<", kPriority, ">1 ", moment(event), " ", host.empty() ? "-" : host,
                      " desirepath-collector - ", event.kind, " - \xef\xbb\xbf", std::string(text));
}

std::string syslog_frame(std::string_view message) {
  return absl::StrCat(message.size(), " ", std::string(message));
}

}  // namespace desirepath::events
