#include "collector/curation/rule_book.h"

#include <algorithm>
#include <span>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "desirepath/v1/policy.pb.h"
#include "proto/policy/notice_documents.h"
#include "proto/policy/wording.h"
#include "proto/seal/octets.h"

namespace desirepath::curation {
namespace {

using policy::NoticeKind;

absl::StatusOr<Rule> rule_in(const store::Statement& row) {
  v1::Notice message;
  const std::vector<std::uint8_t> octets = row.blob(1);
  if (!message.ParseFromArray(octets.data(), static_cast<int>(octets.size()))) {
    return absl::DataLossError("curation.db: a rule is not readable, restore a backup");
  }
  absl::StatusOr<policy::Notice> notice = policy::check_notice(message);
  if (!notice.ok()) return absl::DataLossError(notice.status().message());
  Rule rule;
  rule.notice = *std::move(notice);
  rule.owner = row.text(2);
  rule.blocks = row.integer(3) != 0;
  return rule;
}

absl::Status longer_than(int days, const char* because) {
  return absl::InvalidArgumentError(absl::StrCat("days: give ", days, " at most, ", because));
}

absl::Status check_length(const Rule& rule) {
  const std::int64_t seconds = rule.notice.ends - rule.notice.issued;
  const auto within = [seconds](int days) { return seconds <= std::int64_t{days} * 86400; };
  if (rule.notice.kind == NoticeKind::kCare) {
    if (within(kLongestCareDays)) return absl::OkStatus();
    return longer_than(kLongestCareDays, "a word of care is for now");
  }
  if (!within(kLongestRuleDays)) {
    return longer_than(kLongestRuleDays, "then it is decided anew");
  }
  if (rule.notice.use_instead == 0 && !within(kLongestWithoutInsteadDays)) {
    return longer_than(kLongestWithoutInsteadDays, "or name a tool to use instead");
  }
  return absl::OkStatus();
}

}  // namespace

std::string_view step_word(RuleStep step) {
  constexpr std::string_view kWords[] = {"drafted", "approved", "handed-out", "withdrawn"};
  return kWords[static_cast<std::size_t>(step)];
}

std::string_view state_word(RuleState state) {
  constexpr std::string_view kWords[] = {"draft", "approved", "expired", "withdrawn"};
  return kWords[static_cast<std::size_t>(state)];
}

const RuleDeed* Rule::deed(RuleStep step) const {
  const auto found = std::find_if(deeds.begin(), deeds.end(),
                                  [&](const RuleDeed& one) { return one.step == step; });
  return found == deeds.end() ? nullptr : &*found;
}

RuleState state_of(const Rule& rule, absl::Time now) {
  if (rule.deed(RuleStep::kWithdrawn) != nullptr) return RuleState::kWithdrawn;
  if (absl::FromUnixSeconds(rule.notice.ends) <= now) return RuleState::kExpired;
  return rule.deed(RuleStep::kApproved) != nullptr ? RuleState::kApproved : RuleState::kDraft;
}

absl::Status check_rule(const Rule& rule) {
  const absl::StatusOr<policy::Notice> sound =
      policy::check_notice(policy::message_of(rule.notice));
  if (!sound.ok()) return sound.status();
  if (rule.owner.empty() || !policy::is_one_line(rule.owner, kLongestOwner)) {
    return absl::InvalidArgumentError(
        absl::StrCat("owner: give whom to ask in one line of at most ", kLongestOwner, " octets"));
  }
  if (rule.blocks && rule.notice.kind == NoticeKind::kCare) {
    return absl::InvalidArgumentError("blocks: a word of care stops nothing, make it a rule");
  }
  const std::vector<std::uint32_t>& tools = rule.notice.tools;
  if (std::find(tools.begin(), tools.end(), rule.notice.use_instead) != tools.end()) {
    return absl::InvalidArgumentError("use_instead: name another tool than the rule is about");
  }
  return check_length(rule);
}

absl::StatusOr<std::vector<Rule>> RuleBook::rules() {
  absl::StatusOr<store::Statement> query =
      database_.prepare("SELECT number, content, owner, blocks FROM rule ORDER BY number DESC");
  if (!query.ok()) return query.status();
  std::vector<Rule> rules;
  while (true) {
    const absl::StatusOr<bool> row = query->step();
    if (!row.ok()) return row.status();
    if (!*row) break;
    absl::StatusOr<Rule> rule = rule_in(*query);
    if (!rule.ok()) return rule.status();
    rules.push_back(*std::move(rule));
  }
  absl::StatusOr<store::Statement> steps =
      database_.prepare("SELECT rule, step, at, by, text FROM rule_step ORDER BY rule DESC, step");
  if (!steps.ok()) return steps.status();
  auto rule = rules.begin();
  while (true) {
    const absl::StatusOr<bool> row = steps->step();
    if (!row.ok()) return row.status();
    if (!*row) return rules;
    while (rule != rules.end() && rule->notice.number > steps->integer(0)) ++rule;
    if (rule == rules.end()) return rules;
    rule->deeds.push_back({static_cast<RuleStep>(steps->integer(1)), steps->integer(2),
                           steps->text(3), steps->text(4)});
  }
}

absl::StatusOr<Rule> RuleBook::rule(std::uint32_t number) {
  absl::StatusOr<std::vector<Rule>> all = rules();
  if (!all.ok()) return all.status();
  for (Rule& rule : *all) {
    if (rule.notice.number == number) return std::move(rule);
  }
  return absl::NotFoundError(
      absl::StrCat("rule ", number, " is not in the book, see \"rules list\""));
}

absl::StatusOr<std::vector<Rule>> RuleBook::in_force(absl::Time now) {
  absl::StatusOr<std::vector<Rule>> all = rules();
  if (!all.ok()) return all.status();
  std::erase_if(*all,
                [&](const Rule& rule) { return state_of(rule, now) != RuleState::kApproved; });
  return all;
}

absl::Status RuleBook::take(std::uint32_t number, const RuleDeed& deed) {
  absl::StatusOr<store::Statement> insert =
      database_.prepare("INSERT INTO rule_step(rule, step, at, by, text) VALUES (?, ?, ?, ?, ?)");
  if (!insert.ok()) return insert.status();
  insert->bind(1, std::int64_t{number});
  insert->bind(2, static_cast<std::int64_t>(deed.step));
  insert->bind(3, deed.at);
  insert->bind(4, std::string_view(deed.by));
  insert->bind(5, std::string_view(deed.text));
  return insert->run();
}

absl::Status RuleBook::draft(const Rule& rule, const std::string& by, absl::Time now) {
  if (absl::Status s = check_rule(rule); !s.ok()) return s;
  absl::StatusOr<store::Transaction> transaction = store::Transaction::begin(database_);
  if (!transaction.ok()) return transaction.status();
  absl::StatusOr<store::Statement> insert =
      database_.prepare("INSERT INTO rule(number, content, owner, blocks) VALUES (?, ?, ?, ?)");
  if (!insert.ok()) return insert.status();
  const std::string content = policy::message_of(rule.notice).SerializeAsString();
  insert->bind(1, std::int64_t{rule.notice.number});
  insert->bind(2, seal::octets(content));
  insert->bind(3, std::string_view(rule.owner));
  insert->bind(4, std::int64_t{rule.blocks});
  if (absl::Status s = insert->run(); !s.ok()) return s;
  const RuleDeed deed{RuleStep::kDrafted, absl::ToUnixSeconds(now), by, ""};
  if (absl::Status s = take(rule.notice.number, deed); !s.ok()) return s;
  return transaction->commit();
}

absl::Status RuleBook::approve(std::uint32_t number, const std::string& by, absl::Time now) {
  const absl::StatusOr<Rule> rule = this->rule(number);
  if (!rule.ok()) return rule.status();
  if (state_of(*rule, now) != RuleState::kDraft) {
    return absl::FailedPreconditionError(
        absl::StrCat("rule ", number, " is ",
                     state_word(state_of(*rule, now)) == "approved" ? "approved" : "over",
                     " already; draft another one"));
  }
  if (rule->deeds.front().by == by) {
    return absl::PermissionDeniedError(
        "whoever drafted a rule does not approve it: ask a second person");
  }
  const absl::StatusOr<std::vector<Rule>> others = in_force(now);
  if (!others.ok()) return others.status();
  if (others->size() >= policy::kMaximumNotices) {
    return absl::ResourceExhaustedError(
        absl::StrCat(policy::kMaximumNotices, " rules are in force; withdraw one first"));
  }
  return take(number, {RuleStep::kApproved, absl::ToUnixSeconds(now), by, ""});
}

absl::Status RuleBook::note_handed_out(std::uint32_t number, const std::string& by,
                                       absl::Time now) {
  const absl::StatusOr<Rule> rule = this->rule(number);
  if (!rule.ok()) return rule.status();
  if (state_of(*rule, now) != RuleState::kApproved) {
    return absl::FailedPreconditionError(
        absl::StrCat("rule ", number, " is not in force: have it approved by a second person"));
  }
  if (rule->deed(RuleStep::kHandedOut) != nullptr) return absl::OkStatus();
  return take(number, {RuleStep::kHandedOut, absl::ToUnixSeconds(now), by, ""});
}

absl::Status RuleBook::withdraw(std::uint32_t number, const std::string& by, const std::string& why,
                                absl::Time now) {
  const absl::StatusOr<Rule> rule = this->rule(number);
  if (!rule.ok()) return rule.status();
  if (rule->deed(RuleStep::kWithdrawn) != nullptr) {
    return absl::FailedPreconditionError(absl::StrCat("rule ", number, " is withdrawn already"));
  }
  return take(number, {RuleStep::kWithdrawn, absl::ToUnixSeconds(now), by, why});
}

}  // namespace desirepath::curation
