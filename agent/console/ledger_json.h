#pragma once

// The ledger as JSON, and as lines for people.
//
// `Desk` gives it to the command `ledger`. Field names follow `outbox::LedgerEntry`.
//
//   {"lab":bool,"banner":…,"entries":[{"window","position","made","state","filler","kind","words","true_answer",
//    "sent_answer","plaintext","sends":[{"time","number","sealed_hash","chain"}]}],
//    "notices":[…]}                                                         (notices_json.h)
//
// Threads: pure functions.

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "agent/outbox/ledger.h"

namespace desirepath::console {

boost::json::object ledger_to_json(const std::vector<outbox::LedgerEntry>& entries);

// Facts one a line; filler is summed up, a line a window.
std::string ledger_to_text(const boost::json::object& ledger);

}  // namespace desirepath::console
