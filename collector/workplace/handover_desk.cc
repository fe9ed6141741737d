#include "collector/workplace/handover_desk.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "collector/curation/handover_book.h"
#include "collector/workplace/fields.h"

namespace desirepath::workplace {
namespace {

using api::Call;
using api::Outcome;
using boost::json::array;
using boost::json::object;
using boost::json::value;
using curation::Handover;
using curation::HandoverBook;
using curation::HandoverSide;

constexpr std::size_t kLongestCase = 40;

// All names of the tool, as one would look for them in a log: "*.miro.com".
array hosts_of(const catalog::Catalog& catalog, std::uint32_t tool) {
  std::set<std::string> names;
  for (const catalog::HostRow& row : catalog.hosts()) {
    if (row.owner != catalog::Owner::kTool || catalog.key_of(row).number != tool) continue;
    const std::string suffix(catalog.suffix(row));
    if (row.form == catalog::Form::kLeftLabel) {
      names.insert(absl::StrCat("*", std::string(catalog.label_ending(row)), ".", suffix));
      continue;
    }
    names.insert(suffix);
    if (row.form == catalog::Form::kSuffix) names.insert(absl::StrCat("*.", suffix));
  }
  array hosts;
  for (const std::string& name : names) hosts.push_back(value(name));
  return hosts;
}

object told(const Ground& ground, const Handover& one, absl::Time now) {
  const auto or_null = [](const std::string& name) {
    return name.empty() ? value(nullptr) : value(name);
  };
  object row{{"number", one.number},
             {"tool", one.tool},
             {"case", one.case_id},
             {"basis", one.basis},
             {"at", one.at},
             {"auditor", or_null(one.auditor)},
             {"staff", or_null(one.staff)},
             {"open", curation::is_open(one, now)},
             {"hosts", nullptr}};
  const catalog::Tool* const tool = ground.catalog.tool_by_id(one.tool);
  if (one.confirmed() && curation::is_open(one, now) && tool != nullptr) {
    row["hosts"] = hosts_of(ground.catalog, tool->number);
  }
  return row;
}

absl::StatusOr<Outcome> list(const Office& office, const Ground& ground) {
  const absl::StatusOr<std::vector<Handover>> all = HandoverBook(office.curation.database()).all();
  if (!all.ok()) return all.status();
  array rows;
  for (const Handover& one : *all) rows.push_back(told(ground, one, office.clock()));
  return Outcome{.body =
                     object{{"handovers", std::move(rows)}, {"open_days", curation::kOpenDays}}};
}

// A case has a number elsewhere; a name or a sentence does not belong here.
absl::Status check_case(const std::string& id) {
  const bool plain = std::all_of(id.begin(), id.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.' ||
           c == '/';
  });
  return plain ? absl::OkStatus()
               : absl::InvalidArgumentError(
                     "case: give its number elsewhere: letters, digits, - _ . and /");
}

absl::StatusOr<Handover> asked_in(const Ground& ground, const object& body) {
  if (absl::Status s = check_members(body, {"tool", "case", "basis"}); !s.ok()) return s;
  Handover asked;
  for (const auto& [name, text, limits] :
       {std::tuple{"tool", &asked.tool, TextLimits{1, 64}},
        std::tuple{"case", &asked.case_id, TextLimits{1, kLongestCase}},
        std::tuple{"basis", &asked.basis, TextLimits{3, 300}}}) {
    absl::StatusOr<std::string> given = text_of(body, name, limits);
    if (!given.ok()) return given.status();
    *text = *std::move(given);
  }
  if (absl::Status s = check_case(asked.case_id); !s.ok()) return s;
  if (ground.catalog.tool_by_id(asked.tool) == nullptr) {
    return absl::NotFoundError("no tool of this id is in the catalog in force");
  }
  return asked;
}

// Where there is no staff body, a second auditor stands in for it.
HandoverSide side_of(const Ground& ground, const std::optional<Handover>& open,
                     const api::Person& person) {
  if (person.role == curation::UserRole::kStaffRep) return HandoverSide::kStaff;
  if (!ground.bundle.policy.no_staff_body) return HandoverSide::kAuditor;
  const bool first_is_another = open && !open->auditor.empty() && open->auditor != person.name;
  return first_is_another ? HandoverSide::kStaff : HandoverSide::kAuditor;
}

// Whoever asks again for what the own side confirmed changes nothing, but reads the names.
Deed deed_of(const Handover& asked, const std::optional<Handover>& open, HandoverSide side,
             const std::string& by) {
  const bool again =
      open && !(side == HandoverSide::kAuditor ? open->auditor : open->staff).empty();
  return {by,
          again ? "read-handovers" : "handover-confirmed",
          asked.tool,
          {{"case", asked.case_id}, {"basis", asked.basis}}};
}

absl::StatusOr<Outcome> confirm(const Office& office, const Ground& ground, const Call& call) {
  const absl::StatusOr<Handover> asked = asked_in(ground, call.body);
  if (!asked.ok()) return asked.status();
  HandoverBook book(office.curation.database());
  const absl::StatusOr<std::optional<Handover>> open = book.open(*asked, office.clock());
  if (!open.ok()) return open.status();
  const HandoverSide side = side_of(ground, *open, call.person);
  absl::StatusOr<Handover> kept = *asked;
  const Deed deed = deed_of(*asked, *open, side, call.person.name);
  const absl::Status done = recorded(office, deed, [&]() -> absl::Status {
    kept = book.confirm(*asked, side, call.person.name, office.clock());
    return kept.status();
  });
  if (!done.ok()) return done;
  return Outcome{.body = told(ground, *kept, office.clock())};
}

}  // namespace

void add_handover_operations(const Office& office, SignedGround& signed_ground,
                             api::Operations& operations) {
  const auto grounded = [&](GroundWork work) {
    return on_ground(office, signed_ground,
                     "no policy is published yet, so there is no catalog to take names from",
                     std::move(work));
  };
  operations["getHandovers"] =
      grounded([&office](const Ground& ground, const Call&) { return list(office, ground); });
  operations["handOver"] = grounded(
      [&office](const Ground& ground, const Call& call) { return confirm(office, ground, call); });
}

}  // namespace desirepath::workplace
