#pragma once

// `RuleBook` keeps must-act rules and care notices: what must or should be done about tools, by
// which law, until when, and which two people wanted it. Rows of curation.db.
//
// The workplace's rule desk and `rules` write and read it; the block list (block_list.h) is made of
// the rules in force, the device's notice of the same octets that were approved. A rule acts and
// counts nobody: nothing here comes from a device. What was drafted never changes; each step on it
// (drafted, approved, handed out, withdrawn) is written once, with who and when, and is its
// history. To change a rule is to withdraw it and draft another. It ends by itself.
//
// Four eyes: whoever drafted does not approve; the book itself refuses that.
//
// Source: privacy.md, Decisions 9; needs.md, section 3 (must-act rules). Limits: below, compiled
// in, and those of proto/policy/notice.h; 32 in force at a time. Errors: kInvalidArgument names the
// member and the mend · kNotFound · kPermissionDenied: the second person is the first ·
// kFailedPrecondition: not in this state · kResourceExhausted: too many in force · those of
// store::Database.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/store/database.h"
#include "proto/policy/notice.h"

namespace desirepath::curation {

constexpr int kLongestRuleDays = 184;           // half a year; then it is decided anew
constexpr int kLongestWithoutInsteadDays = 14;  // where nothing is named to use instead
constexpr int kLongestCareDays = 92;
constexpr std::size_t kLongestOwner = 120;  // octets

enum class RuleStep : std::uint8_t { kDrafted, kApproved, kHandedOut, kWithdrawn };
std::string_view step_word(RuleStep step);

struct RuleDeed {
  RuleStep step = RuleStep::kDrafted;
  std::int64_t at = 0;  // unix seconds
  std::string by;
  std::string text;  // why, of a withdrawal
};

struct Rule {
  policy::Notice notice;        // what a device is told; its number is the rule's
  std::string owner;            // whom to ask
  bool blocks = false;          // in the block list, while it is in force
  std::vector<RuleDeed> deeds;  // in their order; the first is the draft

  [[nodiscard]] const RuleDeed* deed(RuleStep step) const;  // null: not taken
};

enum class RuleState : std::uint8_t { kDraft, kApproved, kExpired, kWithdrawn };
RuleState state_of(const Rule& rule, absl::Time now);
std::string_view state_word(RuleState state);

class RuleBook {
 public:
  // `database` must outlive it.
  explicit RuleBook(store::Database& database) : database_(database) {}

  absl::StatusOr<std::vector<Rule>> rules();  // newest first
  absl::StatusOr<Rule> rule(std::uint32_t number);
  // Approved, not withdrawn, not ended.
  absl::StatusOr<std::vector<Rule>> in_force(absl::Time now);

  absl::Status draft(const Rule& rule, const std::string& by, absl::Time now);
  absl::Status approve(std::uint32_t number, const std::string& by, absl::Time now);
  absl::Status note_handed_out(std::uint32_t number, const std::string& by, absl::Time now);
  absl::Status withdraw(std::uint32_t number, const std::string& by, const std::string& why,
                        absl::Time now);

 private:
  absl::Status take(std::uint32_t number, const RuleDeed& deed);

  store::Database& database_;
};

// Whether such a rule may be drafted: the limits above.
absl::Status check_rule(const Rule& rule);

}  // namespace desirepath::curation
