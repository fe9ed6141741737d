// Lines of programs that see connections and their octets: Squid, and tables of anybody's.

#include <algorithm>
#include <string>
#include <vector>

#include "agent/ingest/line_formats.h"
#include "agent/ingest/line_times.h"

namespace desirepath::ingest {
namespace {

constexpr std::uint64_t kLongestMilliseconds = std::uint64_t{1000} * 60 * 60 * 24 * 7;

std::vector<std::string_view> split(std::string_view line, char mark) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = line.find(mark);
    parts.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return parts;
    line.remove_prefix(end + 1);
  }
}

// "docs.google.com:443", "http://docs.google.com/a", "https://[2001:db8::1]/": the host.
std::string_view host_of(std::string_view method, std::string_view url) {
  if (method != "CONNECT") {
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) return {};
    url.remove_prefix(scheme + 3);
    url = url.substr(0, url.find_first_of("/?#"));
    if (const std::size_t user = url.rfind('@'); user != std::string_view::npos) {
      url.remove_prefix(user + 1);
    }
  }
  const std::size_t colon = url.rfind(':');
  return url.starts_with('[') ? std::string_view() : url.substr(0, colon);
}

}  // namespace

Verdict squid_line(std::string_view line, LogLine& out) {
  std::vector<std::string_view> words = split(line, ' ');
  std::erase(words, std::string_view());
  if (words.size() < 7) return Verdict::kMalformed;
  const std::optional<capture::Time> time = seconds_time(words[0]);
  std::uint64_t milliseconds = 0;
  if (!time || !take_count(words[1], milliseconds) || milliseconds > kLongestMilliseconds ||
      !take_client(words[2], out) || !take_count(words[4], out.bytes_down)) {
    return Verdict::kMalformed;
  }
  // Squid's own format has ten words and no octets of the client's; ours has eight.
  out.bytes_up = 0;
  if (words.size() == 8 && !take_count(words[7], out.bytes_up)) return Verdict::kMalformed;
  if (words[3].starts_with("TCP_DENIED") || words[3].starts_with("NONE")) return Verdict::kOther;
  if (!take_name(host_of(words[5], words[6]), out)) return Verdict::kOther;
  out.time = *time;
  out.lasted = std::chrono::milliseconds(milliseconds);
  return Verdict::kLine;
}

std::vector<std::string_view> csv_fields(std::string_view line) { return split(line, ','); }

Verdict csv_line(std::string_view line, const std::vector<std::string>& heading, LogLine& out) {
  const std::vector<std::string_view> values = csv_fields(line);
  if (values.size() != heading.size()) return Verdict::kMalformed;
  bool timed = false;
  bool known = false;
  bool named = false;
  for (std::size_t i = 0; i < heading.size(); ++i) {
    std::uint64_t seconds = 0;
    if (heading[i] == "time") {
      std::optional<capture::Time> time = seconds_time(values[i]);
      if (!time) time = iso_time(values[i]);
      timed = time.has_value();
      if (timed) out.time = *time;
    } else if (heading[i] == "client") {
      known = take_client(values[i], out);
    } else if (heading[i] == "name") {
      named = take_name(values[i], out);
    } else if (heading[i] == "bytes_up") {
      if (!take_count(values[i], out.bytes_up)) return Verdict::kMalformed;
    } else if (heading[i] == "bytes_down") {
      if (!take_count(values[i], out.bytes_down)) return Verdict::kMalformed;
    } else if (heading[i] == "seconds") {
      if (!take_count(values[i], seconds) || seconds > kLongestMilliseconds / 1000) {
        return Verdict::kMalformed;
      }
      out.lasted = std::chrono::seconds(seconds);
    }
  }
  if (!timed || !known) return Verdict::kMalformed;
  return named ? Verdict::kLine : Verdict::kOther;
}

}  // namespace desirepath::ingest
