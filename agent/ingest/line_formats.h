#pragma once

// The formats, a function each: one line in, what it says of a device out.
//
// Every field is text of a stranger's: it is read within its line, and what is no address, no host
// name or no number makes the line malformed. Names are lower-cased and without a last dot.
//
//   squid     access.log as Squid writes it, with the octets sent by the client as one field more:
//             logformat desirepath %ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %>st
//             (without that field a line shows that the device was there, and no use of a tool)
//   dnsmasq   query[A] NAME from ADDRESS, with log-queries; Pi-hole's log is the same
//   unbound   ADDRESS NAME TYPE CLASS, with log-queries and a log file of its own
//   bind      client … ADDRESS#PORT (NAME): query: NAME …, channel with print-time
//   csv       a heading with time, client, name, bytes_up, bytes_down, and seconds if it likes
//
// Source: wiki.squid-cache.org/Features/LogFormat; dnsmasq(8); unbound.conf(5); BIND 9 ARM,
// logging; RFC 4180 without quotes. Threads: pure.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "agent/ingest/log_line.h"

namespace desirepath::ingest {

constexpr std::size_t kLongestLine = 64 * 1024;

Verdict squid_line(std::string_view line, LogLine& out);
Verdict dnsmasq_line(std::string_view line, absl::TimeZone zone, absl::Time now, LogLine& out);
Verdict unbound_line(std::string_view line, LogLine& out);
Verdict bind_line(std::string_view line, absl::TimeZone zone, LogLine& out);

// The fields of a heading; a csv line is read by them.
std::vector<std::string_view> csv_fields(std::string_view line);
Verdict csv_line(std::string_view line, const std::vector<std::string>& heading, LogLine& out);

// Reads one value each; false if it is none.
bool take_client(std::string_view text, LogLine& out);
bool take_name(std::string_view text, LogLine& out);
bool take_count(std::string_view text, std::uint64_t& out);

}  // namespace desirepath::ingest
