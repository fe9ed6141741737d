#include "collector/workplace/rule_desk.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "collector/curation/block_list_text.h"
#include "collector/curation/rule_book.h"
#include "collector/policy/bundle_edit.h"
#include "collector/policy/notices.h"
#include "collector/workplace/rule_writing.h"
#include "proto/policy/notice_documents.h"
#include "proto/window/time_zone.h"

namespace desirepath::workplace {
namespace {

using api::Call;
using api::Outcome;
using boost::json::array;
using boost::json::object;
using boost::json::value;
using curation::Rule;
using curation::RuleBook;

std::string text(std::string_view view) { return std::string(view); }

object tool_value(const Ground& ground, std::uint32_t number) {
  const catalog::Tool* const tool = ground.catalog.tool(number);
  if (tool == nullptr) return {{"tool", absl::StrCat(number)}, {"name", absl::StrCat(number)}};
  return {{"tool", text(tool->id)}, {"name", text(tool->name)}};
}

object told(const Ground& ground, const Rule& rule, absl::Time now) {
  const policy::Notice& notice = rule.notice;
  array tools;
  for (const std::uint32_t tool : notice.tools) tools.push_back(tool_value(ground, tool));
  array history;
  for (const curation::RuleDeed& deed : rule.deeds) {
    history.push_back(object{{"step", text(curation::step_word(deed.step))},
                             {"at", deed.at},
                             {"by", deed.by},
                             {"text", deed.text}});
  }
  const auto& shown = ground.bundle.notices;
  const bool with_devices = std::any_of(
      shown.begin(), shown.end(), [&](const auto& one) { return one.number == notice.number; });
  return {
      {"number", std::int64_t{notice.number}},
      {"kind", text(policy::notice_kind_word(notice.kind))},
      {"state", text(curation::state_word(curation::state_of(rule, now)))},
      {"tools", std::move(tools)},
      {"use_instead",
       notice.use_instead == 0 ? value(nullptr) : value(tool_value(ground, notice.use_instead))},
      {"words", object{{"en", notice.words[0]}, {"fi", notice.words[1]}, {"de", notice.words[2]}}},
      {"legal_basis", notice.legal_basis},
      {"owner", rule.owner},
      {"blocks", rule.blocks},
      {"within_days", std::int64_t{notice.within_days}},
      {"issued", notice.issued},
      {"ends", notice.ends},
      {"with_devices", with_devices},
      {"history", std::move(history)}};
}

absl::StatusOr<Outcome> list(const Office& office, const Ground& ground) {
  const absl::StatusOr<std::vector<Rule>> rules = RuleBook(office.curation.database()).rules();
  if (!rules.ok()) return rules.status();
  array rows;
  for (const Rule& rule : *rules) rows.push_back(told(ground, rule, office.clock()));
  return Outcome{.body =
                     object{{"rules", std::move(rows)},
                            {"staff_body", !ground.bundle.policy.no_staff_body},
                            {"signs_here", std::filesystem::exists(office.paths.staff_key())},
                            {"longest_days", curation::kLongestRuleDays},
                            {"longest_days_without_instead", curation::kLongestWithoutInsteadDays},
                            {"longest_care_days", curation::kLongestCareDays}}};
}

absl::StatusOr<std::uint32_t> number_in(const Call& call) {
  std::uint32_t number = 0;
  if (absl::SimpleAtoi(call.names[0], &number)) return number;
  return absl::NotFoundError("a rule's number is a whole number, see the list");
}

// With the newest policy alone: it names the keys that count, and the file stays small.
absl::StatusOr<Outcome> notice_draft(const Office& office, std::uint32_t number) {
  const absl::StatusOr<Rule> rule = RuleBook(office.curation.database()).rule(number);
  if (!rule.ok()) return rule.status();
  absl::StatusOr<policy::BundleEdit> published = policy::BundleEdit::open(office.paths);
  if (!published.ok()) return published.status();
  v1::PolicyBundle newest;
  const auto& policies = published->message().policies();
  if (!policies.empty()) *newest.add_policies() = *policies.rbegin();
  v1::SignedDocument document;
  document.set_payload(policy::message_of(rule->notice).SerializeAsString());
  Outcome outcome;
  outcome.file = policy::notice_octets(newest, document);
  outcome.file_name = absl::StrCat("notice-", number, ".notice");
  outcome.file_type = "application/octet-stream";
  return outcome;
}

absl::StatusOr<Outcome> block_list(const Office& office, const Ground& ground, const Call& call) {
  const auto given = call.parameters.find("format");
  const std::string word = given == call.parameters.end() ? "rpz" : given->second;
  const std::optional<curation::BlockFormat> format = curation::parse_block_format(word);
  if (!format || call.parameters.size() > (given == call.parameters.end() ? 0 : 1)) {
    return absl::InvalidArgumentError("format: give rpz, squid, nftables or dnsmasq");
  }
  const absl::Time now = office.clock();
  const absl::StatusOr<std::vector<Rule>> rules =
      RuleBook(office.curation.database()).in_force(now);
  if (!rules.ok()) return rules.status();
  std::set<std::uint32_t> tools;
  curation::BlockText about{{"Desirepath: rules in force that block; ended ones drop out by "
                             "themselves, so fetch it daily."},
                            absl::ToUnixSeconds(now)};
  for (const Rule& rule : *rules) {
    if (!rule.blocks) continue;
    tools.insert(rule.notice.tools.begin(), rule.notice.tools.end());
    const std::string until = absl::FormatTime("%Y-%m-%d", absl::FromUnixSeconds(rule.notice.ends),
                                               window::zone_of(ground.bundle.policy));
    about.head.push_back(absl::StrCat("rule ", rule.notice.number, ", ", rule.notice.legal_basis,
                                      ", until ", until));
  }
  const curation::BlockList names = curation::block_list(ground.catalog, tools);
  Outcome outcome;
  outcome.file = curation::block_text(names, *format, about);
  outcome.file_name =
      absl::StrCat("desirepath-rules.", *format == curation::BlockFormat::kRpz ? "zone" : word);
  outcome.file_type = "text/plain; charset=utf-8";
  return outcome;
}

}  // namespace

void add_rule_operations(const Office& office, SignedGround& signed_ground,
                         api::Operations& operations) {
  const auto grounded = [&](GroundWork work) {
    return on_ground(office, signed_ground,
                     "no policy is published yet; rules begin with the first one", std::move(work));
  };
  // A change answers with the whole list, as it is afterwards.
  const auto changed = [&office,
                        &signed_ground](const absl::Status& done) -> absl::StatusOr<Outcome> {
    if (!done.ok()) return done;
    const absl::StatusOr<const Ground*> ground = signed_ground.at(office.clock());
    return ground.ok() ? list(office, **ground) : absl::StatusOr<Outcome>(ground.status());
  };
  const auto numbered = [grounded, changed](auto work) {
    return grounded(
        [changed, work](const Ground& ground, const Call& call) -> absl::StatusOr<Outcome> {
          const absl::StatusOr<std::uint32_t> number = number_in(call);
          return number.ok() ? changed(work(ground, *number, call)) : number.status();
        });
  };
  operations["getRules"] =
      grounded([&office](const Ground& ground, const Call&) { return list(office, ground); });
  operations["draftRule"] = grounded([&office, changed](const Ground& ground, const Call& call) {
    return changed(draft_rule(office, ground, call).status());
  });
  operations["approveRule"] =
      numbered([&office](const Ground& ground, std::uint32_t number, const Call& call) {
        return approve_rule(office, ground, number, call);
      });
  operations["handOutNotice"] =
      numbered([&office](const Ground&, std::uint32_t number, const Call& call) {
        return hand_out_notice(office, number, call);
      });
  operations["withdrawRule"] =
      numbered([&office](const Ground&, std::uint32_t number, const Call& call) {
        return withdraw_rule(office, number, call);
      });
  operations["getNoticeDraft"] =
      grounded([&office](const Ground&, const Call& call) -> absl::StatusOr<Outcome> {
        const absl::StatusOr<std::uint32_t> number = number_in(call);
        return number.ok() ? notice_draft(office, *number) : number.status();
      });
  operations["exportRules"] = grounded([&office](const Ground& ground, const Call& call) {
    return block_list(office, ground, call);
  });
}

}  // namespace desirepath::workplace
