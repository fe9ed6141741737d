#include "collector/workplace/rule_writing.h"

#include <boost/json/array.hpp>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "collector/curation/rule_book.h"
#include "collector/policy/bundle_edit.h"
#include "collector/policy/key_file.h"
#include "collector/policy/notices.h"
#include "collector/workplace/fields.h"
#include "proto/policy/notice_documents.h"
#include "proto/policy/signature.h"
#include "proto/seal/encoding.h"

namespace desirepath::workplace {
namespace {

using api::Call;
using boost::json::object;
using boost::json::value;
using curation::Rule;
using curation::RuleBook;
using curation::UserRole;
using policy::NoticeKind;

absl::StatusOr<std::uint32_t> tool_number(const Ground& ground, const std::string& member,
                                          const std::string& id) {
  const catalog::Tool* const tool = ground.catalog.tool_by_id(id);
  if (tool != nullptr) return tool->number;
  return absl::InvalidArgumentError(
      absl::StrCat(member, ": give ids of tools of the catalog in force"));
}

absl::Status read_tools(const Ground& ground, const object& body, policy::Notice& notice) {
  const value* tools = body.if_contains("tools");
  if (tools == nullptr || !tools->is_array() || tools->get_array().empty() ||
      tools->get_array().size() > policy::kMaximumNoticeTools) {
    return absl::InvalidArgumentError(
        absl::StrCat("tools: give 1 to ", policy::kMaximumNoticeTools, " ids of tools"));
  }
  for (const value& given : tools->get_array()) {
    if (!given.is_string()) return absl::InvalidArgumentError("tools: give their ids as texts");
    const absl::StatusOr<std::uint32_t> number =
        tool_number(ground, "tools", std::string(given.get_string()));
    if (!number.ok()) return number.status();
    notice.tools.push_back(*number);
  }
  const absl::StatusOr<std::string> instead = text_of(body, "use_instead", {0, 64});
  if (!instead.ok()) return instead.status();
  if (instead->empty()) return absl::OkStatus();
  const absl::StatusOr<std::uint32_t> number = tool_number(ground, "use_instead", *instead);
  if (!number.ok()) return number.status();
  notice.use_instead = *number;
  return absl::OkStatus();
}

absl::Status read_words(const object& body, policy::Notice& notice) {
  absl::StatusOr<std::array<std::string, 3>> words = words_of(body, policy::kMaximumNoticeOctets);
  if (!words.ok()) return words.status();
  notice.words = *std::move(words);
  absl::StatusOr<std::string> basis =
      text_of(body, "legal_basis", {0, policy::kMaximumNoticeOctets});
  if (!basis.ok()) return basis.status();
  notice.legal_basis = *std::move(basis);
  return absl::OkStatus();
}

absl::StatusOr<Rule> rule_in(const Ground& ground, const object& body, absl::Time now) {
  if (absl::Status s = check_members(body, {"kind", "tools", "words", "legal_basis", "use_instead",
                                            "owner", "blocks", "within_days", "days"});
      !s.ok()) {
    return s;
  }
  Rule rule;
  rule.notice.number = 1;  // until it is known to be sound; then it takes its own
  const absl::StatusOr<std::string> kind = text_of(body, "kind");
  if (!kind.ok()) return kind.status();
  if (*kind != "rule" && *kind != "care") {
    return absl::InvalidArgumentError("kind: give rule or care");
  }
  rule.notice.kind = *kind == "rule" ? NoticeKind::kRule : NoticeKind::kCare;
  if (absl::Status s = read_tools(ground, body, rule.notice); !s.ok()) return s;
  if (absl::Status s = read_words(body, rule.notice); !s.ok()) return s;
  const absl::StatusOr<std::int64_t> within =
      number_of(body, "within_days", 1, policy::kMaximumNoticeDays, policy::kMaximumNoticeDays);
  if (!within.ok()) return within.status();
  const absl::StatusOr<std::int64_t> days =
      number_of(body, "days", 1, curation::kLongestRuleDays, 0);
  if (!days.ok()) return days.status();
  if (*days == 0) return absl::InvalidArgumentError("days: is missing");
  const absl::StatusOr<bool> blocks = truth_of(body, "blocks", false);
  if (!blocks.ok()) return blocks.status();
  absl::StatusOr<std::string> owner = text_of(body, "owner", {1, curation::kLongestOwner});
  if (!owner.ok()) return owner.status();
  rule.owner = *std::move(owner);
  rule.blocks = *blocks;
  rule.notice.within_days = static_cast<std::uint32_t>(*within);
  rule.notice.issued = absl::ToUnixSeconds(now);
  rule.notice.ends = absl::ToUnixSeconds(now + absl::Hours(24) * *days);
  if (absl::Status s = curation::check_rule(rule); !s.ok()) return s;
  return rule;
}

std::string tool_ids(const Ground& ground, const policy::Notice& notice) {
  return absl::StrJoin(notice.tools, ", ", [&](std::string* out, std::uint32_t number) {
    const catalog::Tool* const tool = ground.catalog.tool(number);
    absl::StrAppend(out, tool == nullptr ? absl::StrCat(number) : std::string(tool->id));
  });
}

// Of a care notice the second person is the staff side, which a few installations do not have.
absl::Status check_second(const policy::Policy& policy, NoticeKind kind, UserRole role) {
  const bool staff = role == UserRole::kStaffRep;
  if (kind == NoticeKind::kCare && !policy.no_staff_body) {
    return staff ? absl::OkStatus()
                 : absl::PermissionDeniedError("a care notice is approved by the staff side");
  }
  return staff ? absl::PermissionDeniedError(
                     "a rule is approved by another auditor or an admin; the staff side signs its "
                     "notice")
               : absl::OkStatus();
}

// What the staff side signed, and nothing else than what was approved.
absl::StatusOr<v1::SignedDocument> signed_document(const Office& office, const Rule& rule,
                                                   const std::string& file) {
  v1::SignedDocument document;
  document.set_payload(policy::message_of(rule.notice).SerializeAsString());
  if (!file.empty()) {
    const absl::StatusOr<std::string> octets = seal::from_base64(file);
    if (!octets.ok()) return absl::InvalidArgumentError("file: give its octets as base64url");
    const absl::StatusOr<policy::NoticeFile> read = policy::read_notice(*octets, "file");
    if (!read.ok()) return read.status();
    if (read->document.payload() != document.payload()) {
      return absl::InvalidArgumentError(
          "file: it is another notice than the one that was approved here");
    }
    return read->document;
  }
  if (!std::filesystem::exists(office.paths.staff_key())) return document;
  const absl::StatusOr<seal::SigningKey> key = policy::read_key_file(office.paths.staff_key());
  if (!key.ok()) return key.status();
  policy::sign_document(document, policy::Document::kNotice, *key);
  return document;
}

}  // namespace

absl::StatusOr<std::uint32_t> draft_rule(const Office& office, const Ground& ground,
                                         const Call& call) {
  const absl::Time now = office.clock();
  absl::StatusOr<Rule> rule = rule_in(ground, call.body, now);
  if (!rule.ok()) return rule.status();
  const absl::StatusOr<std::uint32_t> number = policy::take_notice_number(office.curation);
  if (!number.ok()) return number.status();
  rule->notice.number = *number;
  const Deed deed{call.person.name,
                  "rule-drafted",
                  absl::StrCat(*number),
                  {{"kind", std::string(policy::notice_kind_word(rule->notice.kind))},
                   {"tools", tool_ids(ground, rule->notice)},
                   {"words", rule->notice.words[0]},
                   {"legal_basis", rule->notice.legal_basis},
                   {"blocks", rule->blocks},
                   {"ends", rule->notice.ends}}};
  const absl::Status done = recorded(office, deed, [&] {
    return RuleBook(office.curation.database()).draft(*rule, call.person.name, now);
  });
  if (!done.ok()) return done;
  return *number;
}

absl::Status approve_rule(const Office& office, const Ground& ground, std::uint32_t number,
                          const Call& call) {
  RuleBook book(office.curation.database());
  const absl::StatusOr<Rule> rule = book.rule(number);
  if (!rule.ok()) return rule.status();
  const absl::Status second =
      check_second(ground.bundle.policy, rule->notice.kind, call.person.role);
  if (!second.ok()) return second;
  const Deed deed{call.person.name,
                  "rule-approved",
                  absl::StrCat(number),
                  {{"drafted_by", rule->deeds.front().by}}};
  return recorded(office, deed,
                  [&] { return book.approve(number, call.person.name, office.clock()); });
}

absl::Status hand_out_notice(const Office& office, std::uint32_t number, const Call& call) {
  if (absl::Status s = check_members(call.body, {"file"}); !s.ok()) return s;
  const absl::StatusOr<std::string> file = text_of(call.body, "file", {0, 64 * 1024});
  if (!file.ok()) return file.status();
  RuleBook book(office.curation.database());
  const absl::StatusOr<Rule> rule = book.rule(number);
  if (!rule.ok()) return rule.status();
  absl::StatusOr<v1::SignedDocument> document = signed_document(office, *rule, *file);
  if (!document.ok()) return document.status();
  const Deed deed{call.person.name,
                  "notice-sent",
                  absl::StrCat(number),
                  {{"kind", std::string(policy::notice_kind_word(rule->notice.kind))},
                   {"words", rule->notice.words[0]}}};
  return recorded(office, deed, [&]() -> absl::Status {
    const absl::Time now = office.clock();
    if (absl::Status s = book.note_handed_out(number, call.person.name, now); !s.ok()) return s;
    return policy::send_notice(office.paths, *std::move(document), now);
  });
}

absl::Status withdraw_rule(const Office& office, std::uint32_t number, const Call& call) {
  if (absl::Status s = check_members(call.body, {"reason"}); !s.ok()) return s;
  const absl::StatusOr<std::string> reason = text_of(call.body, "reason", {3, 500});
  if (!reason.ok()) return reason.status();
  const Deed deed{call.person.name, "rule-withdrawn", absl::StrCat(number), {{"reason", *reason}}};
  return recorded(office, deed, [&]() -> absl::Status {
    const absl::Time now = office.clock();
    const absl::Status taken =
        RuleBook(office.curation.database()).withdraw(number, call.person.name, *reason, now);
    if (!taken.ok()) return taken;
    const absl::Status shown = policy::withdraw_notice(office.paths, number, now);
    return absl::IsNotFound(shown) ? absl::OkStatus() : shown;  // it never went out
  });
}

}  // namespace desirepath::workplace
