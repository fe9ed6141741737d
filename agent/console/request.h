#pragma once

// `Request` is what a person asks of the running agent, and `Answer` what it says: values, with
// their JSON beside them.
//
// Commands make requests, `Desk` answers them; both ends of the console's socket use these
// functions, so that no other room knows the JSON.
//
//   {"ask":"status"} {"ask":"ledger","window":"2026-W37","language":"fi"}
//   {"ask":"pause","until":1788000000} {"ask":"resume"} {"ask":"paths"}
//   {"ask":"opt-out"} {"ask":"opt-in"} {"ask":"hand-over"} {"ask":"policy"}
//   {"ask":"veto","window":…,"position":…}
//   {"ask":"forget","tool":"google-docs"} {"ask":"notices","language":"de"}
//   {"ask":"understood","position":3}     the notice of that number is not shown again
//   {"ask":"log-lines","lines":[…]}       what a log says of the devices behind a gateway
// and what the page on a gateway's network asks, for whoever looks at it from an address there:
//   {"ask":"network-page"} {"ask":"observed","address":"10.20.0.7"}
//   {"ask":"observed-opt-out","address":…} {"ask":"observed-opt-in","address":…}
//
// Errors: parse_request() kInvalidArgument an unknown or incomplete request. Threads: plain values.

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace desirepath::console {

enum class Ask : std::uint8_t {
  kStatus,
  kLedger,
  kPause,
  kResume,
  kOptOut,
  kOptIn,
  kHandOver,
  kPolicy,
  kVeto,
  kVetoAll,
  kForget,
  kPaths,
  kNotices,
  kUnderstood,
  kLogLines,     // of the command `ingest` alone
  kNetworkPage,  // this and those behind it: is_of_network_page
  kObserved,
  kObservedOptOut,
  kObservedOptIn
};

struct Request {
  Ask ask = Ask::kStatus;
  std::string window;          // kLedger: empty is all; kVeto
  std::int64_t until = 0;      // kPause: unix seconds; 0 until resumed
  std::uint32_t position = 0;  // kVeto; kUnderstood: the notice's number
  std::string tool;            // kForget
  std::string language;        // kLedger, kPolicy, kNotices: en, fi, de; empty or unknown: en
  std::string address{};       // kObserved and its kin: an IP address in words
  boost::json::array lines{};  // kLogLines: as agent/ingest/line_json.h has them
};

// Whether only the page on a gateway's network asks this.
constexpr bool is_of_network_page(Ask ask) { return ask >= Ask::kNetworkPage; }

std::string_view word(Ask ask);
boost::json::object to_json(const Request& request);
absl::StatusOr<Request> parse_request(const boost::json::object& object);

}  // namespace desirepath::console
