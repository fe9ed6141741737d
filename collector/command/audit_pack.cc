#include "collector/command/audit_pack.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "collector/command/figures.h"
#include "collector/curation/audit_chain.h"
#include "collector/curation/curation_database.h"
#include "collector/curation/decisions_in_force.h"
#include "collector/curation/rule_book.h"
#include "collector/policy/bundle_edit.h"
#include "collector/policy/detached_signature.h"
#include "collector/policy/key_file.h"
#include "collector/proof/report.h"
#include "collector/report/audit_pack.h"
#include "proto/policy/standing.h"
#include "proto/seal/encoding.h"
#include "proto/window/calendar.h"
#include "proto/window/time_zone.h"

namespace desirepath::command {
namespace {

using curation::Rule;
using curation::RuleStep;
using report::AuditedDecision;
using report::AuditPack;

constexpr std::uint32_t kUploads = 12;  // FACT_KIND_UPLOAD_WEEK

struct Span {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  absl::Time begin, end;
  absl::TimeZone zone;
};

std::string day(std::int64_t seconds, absl::TimeZone zone) {
  return absl::FormatTime("%Y-%m-%d", absl::FromUnixSeconds(seconds), zone);
}

std::string tool_name(const catalog::Catalog& catalog, std::uint32_t number) {
  const catalog::Tool* const tool = catalog.tool(number);
  return tool == nullptr ? absl::StrCat(number) : std::string(tool->name);
}

absl::StatusOr<Span> span_of(const AuditAsked& asked, const window::Calendar& calendar,
                             absl::TimeZone zone) {
  const absl::StatusOr<std::uint32_t> first = calendar.parse(asked.from);
  if (!first.ok()) return first.status();
  const absl::StatusOr<std::uint32_t> last = calendar.parse(asked.to);
  if (!last.ok()) return last.status();
  if (*first > *last) {
    return absl::InvalidArgumentError("from: give a window that is not after the other one");
  }
  return Span{*first, *last, calendar.begin(*first), calendar.end(*last), zone};
}

void add_policy(const policy::Bundle& bundle, const Span& span, AuditPack& pack) {
  const policy::Policy& policy = bundle.policy;
  pack.organisation = policy.organisation;
  pack.frames = policy.frames_per_window;
  pack.hold_hours = policy.hold_hours;
  pack.keep_windows = policy.keep_windows;
  pack.noise = policy.noise_milli / 1000.0;
  pack.staff_body = !policy.no_staff_body;
  pack.uploads_asked =
      std::find(policy.kinds.begin(), policy.kinds.end(), kUploads) != policy.kinds.end();
  for (const policy::SignedPolicy& one : bundle.policies) {
    if (absl::FromUnixSeconds(one.policy.not_before) >= span.end ||
        absl::FromUnixSeconds(one.policy.ends) <= span.begin) {
      continue;
    }
    pack.policies.push_back({one.policy.number, seal::to_hex(one.hash),
                             day(one.policy.not_before, span.zone),
                             day(one.policy.ends, span.zone)});
  }
}

AuditedDecision audited(const Rule& rule, const catalog::Catalog& catalog, absl::TimeZone zone,
                        absl::Time now) {
  const curation::RuleDeed* const second = rule.deed(RuleStep::kApproved);
  const curation::RuleDeed* const ended = rule.deed(RuleStep::kWithdrawn);
  AuditedDecision row;
  row.about = absl::StrJoin(rule.notice.tools, ", ", [&](std::string* out, std::uint32_t tool) {
    absl::StrAppend(out, tool_name(catalog, tool));
  });
  row.what =
      absl::StrCat(std::string(policy::notice_kind_word(rule.notice.kind)), " ", rule.notice.number,
                   ", ", std::string(curation::state_word(curation::state_of(rule, now))));
  row.by = rule.deeds.front().by;
  row.second = second == nullptr ? "" : second->by;
  row.from = day(second == nullptr ? rule.notice.issued : second->at, zone);
  row.until =
      day(ended == nullptr ? rule.notice.ends : std::min(ended->at, rule.notice.ends), zone);
  row.why = rule.notice.legal_basis.empty() ? rule.notice.words[0] : rule.notice.legal_basis;
  if (ended != nullptr) absl::StrAppend(&row.why, " / ", ended->text);
  return row;
}

// Those that were drafted before the end and held into the time; the tools they are about.
absl::Status add_rules(store::Database& database, const catalog::Catalog& catalog, const Span& span,
                       absl::Time now, std::set<std::uint32_t>& named, AuditPack& pack) {
  const absl::StatusOr<std::vector<Rule>> rules = curation::RuleBook(database).rules();
  if (!rules.ok()) return rules.status();
  for (const Rule& rule : *rules) {
    if (absl::FromUnixSeconds(rule.notice.issued) >= span.end ||
        absl::FromUnixSeconds(rule.notice.ends) <= span.begin) {
      continue;
    }
    pack.rules.push_back(audited(rule, catalog, span.zone, now));
    named.insert(rule.notice.tools.begin(), rule.notice.tools.end());
  }
  return absl::OkStatus();
}

absl::Status add_decisions(curation::CurationDatabase& curation, const catalog::Catalog& catalog,
                           const window::Calendar& calendar, const Span& span,
                           std::set<std::uint32_t>& named, AuditPack& pack) {
  const auto history = curation.history();
  if (!history.ok()) return history.status();
  const auto departments = curation.all_departments();
  if (!departments.ok()) return departments.status();
  for (const auto& [one, replaced] :
       curation::decisions_in_force(*history, span.first, span.last)) {
    AuditedDecision row;
    row.about = tool_name(catalog, one.tool);
    row.what = absl::StrJoin(one.scopes, "; ", [&](std::string* out, const auto& scoped) {
      absl::StrAppend(out, std::string(policy::standing_word(scoped.standing)));
      for (const policy::Department& department : *departments) {
        if (department.number == scoped.department) absl::StrAppend(out, " ", department.id);
      }
    });
    row.by = one.by;
    // What was told at the beginning counts from the first window, which has no name.
    row.from = one.effective_window == 0 ? day(one.decided, span.zone)
                                         : calendar.name(one.effective_window);
    if (replaced != 0) row.until = calendar.name(replaced);
    row.why = one.reason;
    pack.decisions.push_back(std::move(row));
    named.insert(one.tool);
  }
  return absl::OkStatus();
}

// Both are findings, whatever they are: a pack that says so is still a pack.
void add_evidence(const policy::Bundle& bundle, const catalog::Catalog& catalog,
                  store::Database& database, fields::Language language, AuditPack& pack) {
  const absl::StatusOr<proof::Proof> proof =
      proof::prove(publish::dictionary_of(bundle, catalog, "made up"), 1);
  if (proof.ok()) {
    pack.proof_kept = proof->kept();
    pack.proof = absl::StrSplit(proof::proof_text(*proof, language), '\n', absl::SkipEmpty());
  } else {
    pack.proof = {std::string(proof.status().message())};
  }
  const absl::StatusOr<curation::AuditHead> head = curation::AuditChain(database).verify();
  if (head.ok()) {
    pack.chain_head = curation::head_text(*head);
  } else {
    pack.chain_trouble = std::string(head.status().message());
  }
}

absl::StatusOr<AuditPack> fill(const collector::Settings& settings, const AuditAsked& asked,
                               absl::Time now) {
  const absl::StatusOr<policy::Bundle> bundle = policy::load_own_bundle(settings.paths, now);
  if (!bundle.ok()) return bundle.status();
  const absl::StatusOr<window::Calendar> calendar = window::Calendar::from(bundle->policy);
  if (!calendar.ok()) return calendar.status();
  const absl::StatusOr<Span> span = span_of(asked, *calendar, window::zone_of(bundle->policy));
  if (!span.ok()) return span.status();
  const absl::StatusOr<catalog::Catalog> catalog = catalog_for_reports(settings);
  if (!catalog.ok()) return catalog.status();
  const absl::StatusOr<publish::History> history =
      history_for_reports(settings, "", {.every_window = true});
  if (!history.ok()) return history.status();
  absl::StatusOr<curation::CurationDatabase> curation =
      curation::CurationDatabase::open(settings.paths.curation_db().string());
  if (!curation.ok()) return curation.status();
  AuditPack pack;
  pack.from = asked.from;
  pack.to = asked.to;
  add_policy(*bundle, *span, pack);
  std::set<std::uint32_t> named;
  if (absl::Status s = add_rules(curation->database(), *catalog, *span, now, named, pack); !s.ok())
    return s;
  if (absl::Status s = add_decisions(*curation, *catalog, *calendar, *span, named, pack); !s.ok())
    return s;
  const absl::Status bounds = report::add_bounds(*history, span->first, span->last, *catalog,
                                                 {named.begin(), named.end()}, pack);
  if (!bounds.ok()) return bounds;
  add_evidence(*bundle, *catalog, curation->database(), asked.language, pack);
  return pack;
}

}  // namespace

absl::StatusOr<SignedPack> make_audit_pack(const collector::Settings& settings,
                                           const AuditAsked& asked, absl::Time now) {
  const absl::StatusOr<AuditPack> pack = fill(settings, asked, now);
  if (!pack.ok()) return pack.status();
  const absl::StatusOr<seal::SigningKey> key = policy::read_key_file(settings.paths.curation_key());
  if (!key.ok()) return key.status();
  SignedPack made;
  made.name = absl::StrCat("audit-", asked.from, "-", asked.to, asked.pdf ? ".pdf" : ".json");
  absl::StatusOr<std::string> octets =
      asked.pdf ? report::audit_pdf(*pack, asked.language)
                : absl::StatusOr<std::string>(report::audit_json(*pack, asked.language));
  if (!octets.ok()) return octets.status();
  made.octets = *std::move(octets);
  made.signature = policy::detached_signature(made.name, made.octets, now, *key);
  return made;
}

}  // namespace desirepath::command
