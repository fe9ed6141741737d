// Lines of name servers: what was asked for, and by whom.

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "agent/ingest/line_formats.h"
#include "agent/ingest/line_times.h"

namespace desirepath::ingest {
namespace {

constexpr std::size_t kSyslogTime = 15;  // "Nov 30 08:15:00"

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  std::size_t at = 0;
  while ((at = line.find_first_not_of(" \t", at)) != std::string_view::npos) {
    const std::size_t end = std::min(line.find_first_of(" \t", at), line.size());
    words.push_back(line.substr(at, end - at));
    at = end;
  }
  return words;
}

// "10.0.0.5" of "10.0.0.5#51234" or "10.0.0.5/51234".
std::string_view before(std::string_view text, char mark) {
  return text.substr(0, text.find(mark));
}

// Reverse lookups and the names of services are nobody's tools, and there are many.
bool is_asked(std::string_view name) { return name != "." && !name.ends_with(".arpa"); }

Verdict asked(std::string_view client, std::string_view name, LogLine& out) {
  if (!take_client(client, out)) return Verdict::kMalformed;
  if (name.ends_with('.') && name.size() > 1) name.remove_suffix(1);
  if (!is_asked(name) || !take_name(name, out)) return Verdict::kOther;
  out.question = true;
  return Verdict::kLine;
}

}  // namespace

// "Nov 30 08:15:00 dnsmasq[412]: query[A] docs.google.com from 10.0.0.5"; with log-queries=extra a
// number and "10.0.0.5/51234" come before the query.
Verdict dnsmasq_line(std::string_view line, absl::TimeZone zone, absl::Time now, LogLine& out) {
  if (line.size() < kSyslogTime) return Verdict::kMalformed;
  const std::optional<capture::Time> time = syslog_time(line.substr(0, kSyslogTime), zone, now);
  if (!time) return Verdict::kMalformed;
  const std::vector<std::string_view> words = words_of(line.substr(kSyslogTime));
  const auto query = std::find_if(words.begin(), words.end(),
                                  [](std::string_view word) { return word.starts_with("query["); });
  if (query == words.end()) return Verdict::kOther;
  if (words.end() - query < 4 || query[2] != "from") return Verdict::kMalformed;
  out.time = *time;
  return asked(before(query[3], '/'), query[1], out);
}

// "[1788000000] unbound[412:0] info: 10.0.0.5 docs.google.com. A IN"
Verdict unbound_line(std::string_view line, LogLine& out) {
  const std::size_t end = line.find(']');
  if (!line.starts_with('[') || end == std::string_view::npos) return Verdict::kMalformed;
  const std::optional<capture::Time> time = seconds_time(line.substr(1, end - 1));
  if (!time) return Verdict::kMalformed;
  const std::vector<std::string_view> words = words_of(line.substr(end + 1));
  // Replies have four words more; other lines of that program have sentences.
  if (words.size() != 6 || words[1] != "info:" || words[5] != "IN") return Verdict::kOther;
  out.time = *time;
  const Verdict verdict = asked(before(words[2], '@'), words[3], out);
  return verdict == Verdict::kMalformed ? Verdict::kOther : verdict;
}

// "30-Nov-2026 08:15:00.123 queries: info: client @0x7f 10.0.0.5#51234 (docs.google.com): query:
// docs.google.com IN A +E(0)K (10.0.0.1)"; category and severity are there if asked for.
Verdict bind_line(std::string_view line, absl::TimeZone zone, LogLine& out) {
  const std::vector<std::string_view> words = words_of(line);
  if (words.size() < 3) return Verdict::kMalformed;
  const auto both = static_cast<std::size_t>(words[1].data() + words[1].size() - line.data());
  const std::optional<capture::Time> time = bind_time(line.substr(0, both), zone);
  if (!time) return Verdict::kMalformed;
  const auto client = std::find(words.begin(), words.end(), "client");
  const auto query = std::find(words.begin(), words.end(), "query:");
  if (client == words.end() || query == words.end() || query < client) return Verdict::kOther;
  if (words.end() - query < 2) return Verdict::kMalformed;
  const auto address = std::find_if(client, query, [](std::string_view word) {
    return word.find('#') != std::string_view::npos;
  });
  if (address == query) return Verdict::kMalformed;
  out.time = *time;
  return asked(before(*address, '#'), query[1], out);
}

}  // namespace desirepath::ingest
