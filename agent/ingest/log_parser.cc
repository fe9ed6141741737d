#include "agent/ingest/log_parser.h"

#include <algorithm>
#include <array>
#include <utility>

#include "agent/ingest/line_formats.h"

namespace desirepath::ingest {
namespace {

constexpr std::array<std::pair<Format, std::string_view>, 8> kWords = {{
    {Format::kZeek, "zeek"},
    {Format::kSuricata, "suricata-eve"},
    {Format::kSquid, "squid"},
    {Format::kDnsmasq, "dnsmasq"},
    {Format::kUnbound, "unbound"},
    {Format::kPihole, "pihole"},
    {Format::kBind, "bind"},
    {Format::kCsv, "csv"},
}};

constexpr std::array<std::string_view, 5> kCsvNeeds = {"time", "client", "name", "bytes_up",
                                                       "bytes_down"};

}  // namespace

std::optional<Format> parse_format(std::string_view text) {
  for (const auto& [format, name] : kWords) {
    if (name == text) return format;
  }
  return std::nullopt;
}

std::string_view word(Format format) {
  for (const auto& [known, name] : kWords) {
    if (known == format) return name;
  }
  return "";
}

Verdict LogParser::take(std::string_view line, absl::Time now, LogLine& out) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.empty()) return Verdict::kOther;
  if (line.size() > kLongestLine || line.find('\0') != std::string_view::npos) {
    return Verdict::kMalformed;
  }
  out = LogLine();
  switch (format_) {
    case Format::kZeek:
      return zeek(line, out);
    case Format::kSuricata:
      return suricata(line, out);
    case Format::kSquid:
      return squid_line(line, out);
    case Format::kDnsmasq:
    case Format::kPihole:
      return dnsmasq_line(line, zone_, now, out);
    case Format::kUnbound:
      return unbound_line(line, out);
    case Format::kBind:
      return bind_line(line, zone_, out);
    case Format::kCsv:
      return csv(line, out);
  }
  return Verdict::kMalformed;
}

Verdict LogParser::csv(std::string_view line, LogLine& out) {
  if (!heading_.empty()) return csv_line(line, heading_, out);
  std::vector<std::string> heading;
  for (const std::string_view field : csv_fields(line)) heading.emplace_back(field);
  const bool whole = std::all_of(kCsvNeeds.begin(), kCsvNeeds.end(), [&](std::string_view needed) {
    return std::find(heading.begin(), heading.end(), needed) != heading.end();
  });
  if (!whole) return Verdict::kMalformed;
  heading_ = std::move(heading);
  return Verdict::kOther;
}

}  // namespace desirepath::ingest
