#pragma once

// `ToolContacts` makes the diary's contacts out of what the sight stage saw: names with traffic,
// and names asked for.
//
// The agent's capture thread feeds it, the deny-list first: a denied name is dropped here, before
// anything is counted or kept, and leaves nothing behind. An activity whose name belongs to a tool
// becomes a Contact. What the names of the connections hide, the questions of the same minutes add:
// a browser that has a connection to drive.google.com open sends docs.google.com's requests over it
// (HTTP/2 connection reuse, RFC 9113, 9.1.1), so no connection is ever named so. When such a tool
// was asked for by DNS in a slot in which it has no connection of its own, and connections of the
// same vendor under the same domain moved octets, it is taken to share them: it is credited an even
// part of their octets. The connection's own tool keeps all of its own, since it is open. A
// question alone, without traffic, is nothing.
//
// Limits: kMaximumAsked tools a slot; those beyond are counted in `dropped`. Threads: one at a
// time.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "agent/match/contact.h"
#include "agent/match/matcher.h"

namespace desirepath::match {

inline constexpr std::int32_t kNoDay = 0;  // the time in the use says it

class ToolContacts {
 public:
  static constexpr std::size_t kMaximumAsked = 64;

  struct Counts {
    std::uint64_t matched = 0;  // activities of a tool
    std::uint64_t shared = 0;   // contacts that sharing added
    std::uint64_t dropped = 0;  // questions beyond the limit
  };

  // Both must outlive it.
  ToolContacts(const catalog::Catalog& catalog, const Matcher& matcher)
      : catalog_(catalog), matcher_(matcher) {}

  // The contact that an activity makes, if its name is a tool's.
  std::optional<Contact> on_activity(std::string_view name, std::int32_t day, std::uint32_t slot,
                                     std::uint64_t bytes_up, std::uint64_t bytes_down);

  // A name asked for by DNS.
  void on_question(std::string_view name, std::int32_t day, std::uint32_t slot);

  // The contacts that sharing adds, once the slot asked of has passed: call it when a slot ends,
  // before the next begins.
  std::vector<Contact> finish_slot();

  [[nodiscard]] const Counts& counts() const { return counts_; }

 private:
  struct Tool {
    std::uint32_t tool = 0;
    Role role = Role::kNone;
    Evidence evidence = Evidence::kProduct;
    std::string_view domain;  // the last two labels of its rule: what one certificate may cover
    std::uint64_t bytes_up = 0;
    std::uint64_t bytes_down = 0;
  };

  void enter_slot(std::int32_t day, std::uint32_t slot);
  [[nodiscard]] bool same_owner(const Tool& a, const Tool& b) const;
  [[nodiscard]] Tool tool_of(const Match& match) const;

  const catalog::Catalog& catalog_;
  const Matcher& matcher_;
  std::int32_t day_ = 0;
  std::uint32_t slot_ = 0;
  std::vector<Tool> asked_;
  std::vector<Tool> connected_;
  Counts counts_;
};

}  // namespace desirepath::match
