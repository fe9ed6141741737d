#pragma once

// `LogParser` reads the lines of one log, one after the other, and keeps what a line needs from
// those before: a heading, the name of a connection.
//
// The command `ingest` feeds it; zeek and suricata may come as one stream or from several files
// (ssl.log and conn.log), for a connection's lines find each other.
//
// Source: line_formats.h; Zeek, "ASCII writer" and JSON logs; Suricata, "EVE JSON output". Limits:
// kLongestLine, NamesByFlow's. Threads: one at a time.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "agent/ingest/log_line.h"
#include "agent/ingest/names_by_flow.h"

namespace desirepath::ingest {

enum class Format : std::uint8_t {
  kZeek,
  kSuricata,
  kSquid,
  kDnsmasq,
  kUnbound,
  kPihole,
  kBind,
  kCsv
};

// "zeek", "suricata-eve", …; nothing for another word.
std::optional<Format> parse_format(std::string_view word);
std::string_view word(Format format);

class LogParser {
 public:
  // `zone`: of logs that tell local time without saying which.
  LogParser(Format format, absl::TimeZone zone) : format_(format), zone_(zone) {}

  // `now` completes times without a year. `out` is good after kLine.
  Verdict take(std::string_view line, absl::Time now, LogLine& out);

 private:
  using Fields = std::map<std::string, std::string, std::less<>>;

  Verdict csv(std::string_view line, LogLine& out);
  Verdict zeek(std::string_view line, LogLine& out);
  Verdict zeek_heading(std::string_view line);
  Verdict zeek_record(const Fields& fields, LogLine& out);
  Verdict suricata(std::string_view line, LogLine& out);

  const Format format_;
  const absl::TimeZone zone_;
  std::vector<std::string> heading_;  // csv, zeek
  NamesByFlow names_;
};

}  // namespace desirepath::ingest
