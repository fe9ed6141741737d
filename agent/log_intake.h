#pragma once

// `LogIntake` takes what other programs' logs say of the devices of the signed networks, and puts
// it where the gateway's own capture puts it: into each device's diary, by its key.
//
// `Desk` gives it the lines that `ingest` brings. The gates are those of the capture: nothing is
// taken without a policy of kind observed-without-agent that both sides signed, without the page
// that explains it on its network, and outside the counting hours; an address is a device only as
// far as the census says. Of a time that was paused nothing is kept, whenever it is told, and the
// answer does not show it. The rules are those of the capture too: what a name is a tool of
// and what is use is decided by the same matcher and use rule. A log tells a connection when it
// ends: its octets are spread evenly over the slots it lasted. A question alone is nothing; beside
// octets of the same owner it adds what match/tool_contacts.h says.
//
// Limits: lines of another day than today are late and left out, but for the first hour of a day.
// Threads: the io_context's one.

#include <absl/container/flat_hash_map.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <memory>

#include "agent/device.h"
#include "agent/gateway/census.h"
#include "agent/ingest/log_line.h"
#include "agent/match/tool_contacts.h"
#include "agent/matching.h"

namespace desirepath::agent {

class LogIntake {
 public:
  // `census` is null while nothing is counted. Both must outlive it.
  LogIntake(Device& device, const std::unique_ptr<gateway::Census>& census)
      : device_(device), census_(census) {}

  // {"taken":12,"late":0,"elsewhere":3}, or {"waits":"why nothing is counted"}.
  boost::json::object take(const boost::json::array& lines);

 private:
  struct Verdicts {
    std::int64_t taken = 0;
    std::int64_t late = 0;
    std::int64_t elsewhere = 0;  // of no device that is counted
  };

  void take(const ingest::LogLine& line, Verdicts& verdicts);
  void take_connection(const ingest::LogLine& line, std::uint32_t number);
  void give(const match::Contact& contact, capture::Time time, std::uint32_t number);
  void enter_slot(std::int64_t slot);
  [[nodiscard]] bool is_late(capture::Time time) const;
  match::ToolContacts& contacts_of(std::uint32_t number);

  Device& device_;
  const std::unique_ptr<gateway::Census>& census_;
  const gateway::Census* of_ = nullptr;       // the census the numbers are of
  std::shared_ptr<const Matching> matching_;  // what the contacts are made with
  std::chrono::microseconds slot_length_{0};
  std::int64_t slot_ = 0;  // since 1970
  capture::Time seen_{};   // the last of the slot
  absl::flat_hash_map<std::uint32_t, match::ToolContacts> contacts_;
};

}  // namespace desirepath::agent
