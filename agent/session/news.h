#pragma once

// `policy_news` and `notice_news` say what the person at the machine is to be told now, of what the
// agent's console answered and what they were told before.
//
// Told are: that the agent is here (three sentences, once an account), that a policy comes that
// asks something else (once), that another holds (once), and the organisation's notices that
// concern this person (notice_book.h decides; here at most once in six days). Source: privacy.md
// 3e, Decisions 9; product.md, employee. Threads: pure functions.

#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "agent/session/seen.h"
#include "proto/fields/field_register.h"

namespace desirepath::session {

struct Message {
  std::string title;
  std::string body;
  bool urgent = false;  // stays until it is closed

  friend bool operator==(const Message&, const Message&) = default;
};

// `policy` is the answer to {"ask":"policy"}. What is told is noted in `seen`.
std::vector<Message> policy_news(const boost::json::object& policy, fields::Language language,
                                 Seen& seen);

// `notices` is the answer to {"ask":"notices"}; `now` unix seconds.
std::vector<Message> notice_news(const boost::json::object& notices,
                                 const std::string& organisation, fields::Language language,
                                 std::int64_t now, Seen& seen);

}  // namespace desirepath::session
