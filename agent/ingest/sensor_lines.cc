// Lines of network sensors: Zeek's tables and JSON, Suricata's EVE.

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "agent/ingest/line_formats.h"
#include "agent/ingest/line_times.h"
#include "agent/ingest/log_parser.h"

namespace desirepath::ingest {
namespace {

using boost::json::object;
using boost::json::value;

constexpr double kLongestSeconds = 7 * 24 * 3600;

// Shallow: neither program nests deeper than a few levels, and a line is a stranger's.
std::optional<object> object_in(std::string_view line) {
  boost::json::parse_options options;
  options.max_depth = 8;
  boost::system::error_code failure;
  value parsed = boost::json::parse({line.data(), line.size()}, failure, {}, options);
  if (failure || !parsed.is_object()) return std::nullopt;
  return std::move(parsed.get_object());
}

const value* in(const object& from, std::string_view first, std::string_view second = {}) {
  const value* found = from.if_contains({first.data(), first.size()});
  if (second.empty() || found == nullptr) return found;
  return found->is_object() ? found->get_object().if_contains({second.data(), second.size()})
                            : nullptr;
}

std::string text_in(const object& from, std::string_view first, std::string_view second = {}) {
  const value* found = in(from, first, second);
  if (found == nullptr) return {};
  if (found->is_string()) return std::string(found->get_string());
  if (found->is_uint64()) return absl::StrCat(found->get_uint64());
  if (found->is_int64()) return absl::StrCat(found->get_int64());
  if (found->is_double()) return absl::StrFormat("%.6f", found->get_double());
  return {};
}

// "-" and nothing are no octets.
std::uint64_t count_of(const std::string& text) {
  std::uint64_t count = 0;
  return take_count(text, count) ? count : 0;
}

bool lasted(const std::string& text, LogLine& out) {
  if (text.empty() || text == "-") return true;
  const std::optional<capture::Time> duration = seconds_time(text);
  if (!duration) return false;
  out.lasted = duration->time_since_epoch();
  return out.lasted <= std::chrono::seconds(static_cast<std::int64_t>(kLongestSeconds));
}

}  // namespace

Verdict LogParser::zeek_heading(std::string_view line) {
  constexpr std::string_view kFields = "#fields\t";
  if (!line.starts_with(kFields)) return Verdict::kOther;
  heading_.clear();
  line.remove_prefix(kFields.size());
  while (true) {
    const std::size_t tab = line.find('\t');
    heading_.emplace_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return Verdict::kOther;
    line.remove_prefix(tab + 1);
  }
}

Verdict LogParser::zeek(std::string_view line, LogLine& out) {
  if (line.front() == '#') return zeek_heading(line);
  Fields fields;
  if (line.front() == '{') {
    const std::optional<object> record = object_in(line);
    if (!record) return Verdict::kMalformed;
    for (const char* name : {"ts", "uid", "id.orig_h", "server_name", "host", "query", "orig_bytes",
                             "resp_bytes", "duration"}) {
      std::string text = text_in(*record, name);
      if (!text.empty()) fields.emplace(name, std::move(text));
    }
    return zeek_record(fields, out);
  }
  if (heading_.empty()) return Verdict::kMalformed;
  for (std::size_t i = 0; i < heading_.size(); ++i) {
    const std::size_t tab = line.find('\t');
    if ((tab == std::string_view::npos) != (i + 1 == heading_.size())) return Verdict::kMalformed;
    if (const std::string_view text = line.substr(0, tab); text != "-" && text != "(empty)") {
      fields.emplace(heading_[i], text);
    }
    if (tab != std::string_view::npos) line.remove_prefix(tab + 1);
  }
  return zeek_record(fields, out);
}

// conn.log has octets, ssl.log and quic.log a server_name, http.log a host, dns.log a query.
Verdict LogParser::zeek_record(const Fields& fields, LogLine& out) {
  const auto field = [&fields](std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : found->second;
  };
  const std::optional<capture::Time> time = seconds_time(field("ts"));
  if (!time || !take_client(field("id.orig_h"), out)) return Verdict::kMalformed;
  out.time = *time;
  const std::string uid = field("uid");
  for (const char* named : {"server_name", "host"}) {
    if (const std::string name = field(named); !name.empty()) {
      if (take_name(name, out)) names_.put(uid, out.name);
      return Verdict::kOther;
    }
  }
  if (fields.contains("query")) {
    out.question = true;
    return take_name(field("query"), out) ? Verdict::kLine : Verdict::kOther;
  }
  out.name = names_.take(uid);
  if (out.name.empty()) return Verdict::kOther;
  out.bytes_up = count_of(field("orig_bytes"));
  out.bytes_down = count_of(field("resp_bytes"));
  if (!lasted(field("duration"), out)) return Verdict::kMalformed;
  out.time += out.lasted;  // ts is the beginning
  return Verdict::kLine;
}

Verdict LogParser::suricata(std::string_view line, LogLine& out) {
  const std::optional<object> event = object_in(line);
  if (!event) return Verdict::kMalformed;
  const std::string type = text_in(*event, "event_type");
  const bool names = type == "tls" || type == "quic" || type == "http";
  if (!names && type != "dns" && type != "flow") return Verdict::kOther;
  const std::optional<capture::Time> time = iso_time(text_in(*event, "timestamp"));
  if (!time || !take_client(text_in(*event, "src_ip"), out)) return Verdict::kMalformed;
  out.time = *time;
  const std::string flow = text_in(*event, "flow_id");
  if (names) {
    const std::string name =
        type == "http" ? text_in(*event, "http", "hostname") : text_in(*event, type, "sni");
    if (take_name(name, out)) names_.put(flow, out.name);
    return Verdict::kOther;
  }
  if (type == "dns") {
    out.question = true;
    const bool query = text_in(*event, "dns", "type") == "query";
    return query && take_name(text_in(*event, "dns", "rrname"), out) ? Verdict::kLine
                                                                     : Verdict::kOther;
  }
  out.name = names_.take(flow);
  if (out.name.empty()) return Verdict::kOther;
  out.bytes_up = count_of(text_in(*event, "flow", "bytes_toserver"));
  out.bytes_down = count_of(text_in(*event, "flow", "bytes_toclient"));
  const std::optional<capture::Time> begun = iso_time(text_in(*event, "flow", "start"));
  const std::optional<capture::Time> ended = iso_time(text_in(*event, "flow", "end"));
  if (begun && ended && *ended >= *begun) {
    out.time = *ended;
    out.lasted = std::min<std::chrono::microseconds>(
        *ended - *begun, std::chrono::seconds(static_cast<std::int64_t>(kLongestSeconds)));
  }
  return Verdict::kLine;
}

}  // namespace desirepath::ingest
