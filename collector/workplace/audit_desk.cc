#include "collector/workplace/audit_desk.h"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "collector/curation/audit_chain.h"

namespace desirepath::workplace {
namespace {

using api::Call;
using api::Outcome;
using boost::json::object;
using curation::AuditChain;
using curation::AuditEntry;
using curation::AuditHead;

constexpr std::int64_t kPageOf = 100;
constexpr std::int64_t kExportOf = 100'000;
constexpr std::int64_t kCheckedAlways = 5'000;  // entries: some milliseconds
constexpr absl::Duration kCheckEvery = absl::Minutes(1);

// The last check of the whole chain.
struct Checked {
  absl::Time at = absl::InfinitePast();
  absl::StatusOr<AuditHead> outcome = AuditHead{};
};

absl::StatusOr<std::int64_t> number_in(const Call& call, const std::string& name) {
  for (const auto& [given, value] : call.parameters) {
    if (given != name) {
      return absl::InvalidArgumentError(absl::StrCat("unknown query parameter; this takes ", name));
    }
  }
  const auto found = call.parameters.find(name);
  std::int64_t number = 0;
  if (found == call.parameters.end()) return number;
  if (!absl::SimpleAtoi(found->second, &number) || number < 0) {
    return absl::InvalidArgumentError(absl::StrCat(name, ": give an entry's number"));
  }
  return number;
}

object row_of(const AuditEntry& entry) {
  boost::system::error_code failure;
  boost::json::value detail = boost::json::parse(entry.detail, failure);
  if (failure || !detail.is_object()) detail = object{{"text", entry.detail}};
  return {{"number", entry.number},   {"at", absl::ToUnixSeconds(entry.at)},
          {"by", entry.by},           {"action", entry.action},
          {"subject", entry.subject}, {"detail", std::move(detail)}};
}

object chain_of(const absl::StatusOr<AuditHead>& outcome) {
  object chain{{"whole", outcome.ok()}, {"trouble", nullptr}, {"head", nullptr}};
  if (outcome.ok()) {
    chain["head"] = curation::head_text(*outcome);
  } else {
    chain["trouble"] = std::string(outcome.status().message());
  }
  return chain;
}

absl::StatusOr<Outcome> list(const Office& office, const Call& call, Checked& checked) {
  const absl::StatusOr<std::int64_t> before = number_in(call, "before");
  if (!before.ok()) return before.status();
  AuditChain chain(office.curation.database());
  absl::StatusOr<std::vector<AuditEntry>> entries = chain.newest(*before, kPageOf + 1);
  if (!entries.ok()) return entries.status();
  const absl::Time now = office.clock();
  const bool short_one = entries->empty() || entries->front().number <= kCheckedAlways;
  if (short_one || now - checked.at >= kCheckEvery) checked = {now, chain.verify()};
  if (!checked.outcome.ok() && !absl::IsDataLoss(checked.outcome.status())) {
    return std::exchange(checked.at, absl::InfinitePast()), checked.outcome.status();
  }
  object body{{"next", nullptr}, {"chain", chain_of(checked.outcome)}};
  if (std::ssize(*entries) > kPageOf) {
    entries->pop_back();
    body["next"] = entries->back().number;
  }
  boost::json::array rows;
  for (const AuditEntry& entry : *entries) rows.push_back(row_of(entry));
  body["entries"] = std::move(rows);
  return Outcome{.body = std::move(body)};
}

absl::StatusOr<Outcome> take_along(const Office& office, const Call& call, Checked& checked) {
  const absl::StatusOr<std::int64_t> after = number_in(call, "after");
  if (!after.ok()) return after.status();
  AuditChain chain(office.curation.database());
  checked = {office.clock(), chain.verify()};
  const absl::StatusOr<std::vector<AuditEntry>> entries = chain.after(*after, kExportOf);
  if (!entries.ok()) return entries.status();
  Outcome outcome;
  outcome.file_name = "desirepath-audit.jsonl";
  outcome.file_type = "application/x-ndjson";
  for (const AuditEntry& entry : *entries) {
    absl::StrAppend(&outcome.file, curation::json_line(entry), "\n");
  }
  return outcome;
}

}  // namespace

void add_audit_operations(const Office& office, api::Operations& operations) {
  const auto checked = std::make_shared<Checked>();
  operations["getAudit"] = [&office, checked](const Call& call) {
    return list(office, call, *checked);
  };
  operations["exportAudit"] = [&office, checked](const Call& call) {
    return take_along(office, call, *checked);
  };
}

}  // namespace desirepath::workplace
