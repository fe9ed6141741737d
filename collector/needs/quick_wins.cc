#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_split.h>

#include <algorithm>

#include "collector/needs/interval.h"
#include "collector/needs/side_reports.h"

namespace desirepath::needs {
namespace {

// Effort points of needs.md 3.
struct Effort {
  std::uint32_t points;
  const char* code;
  const char* action;
  const char* who;
};

constexpr Effort kConnector{1, "connector", "connect it with what is offered", "integration"};
constexpr Effort kLicences{2, "licences", "give licences, rights or single sign-on",
                           "licence owner"};
constexpr Effort kGuide{2, "guide", "write a guide, tell people", "communication"};
constexpr Effort kContract{3, "contract", "extend a contract you have with its vendor",
                           "procurement"};
constexpr Effort kReview{5, "review", "review what staff chose", "security"};
constexpr Effort kNewContract{8, "new_contract", "buy what staff chose", "procurement"};

// An indicative figure counts half: it may be gone next window.
constexpr double kIndicativeWeight = 0.5;

std::string vendor_of(const catalog::Catalog& catalog, const ToolLine& line) {
  const catalog::Tool* tool = catalog.tool(line.tool);
  return tool == nullptr ? std::string() : std::string(tool->vendor);
}

bool vendor_is_known(const NeedsReport& needs, const catalog::Catalog& catalog,
                     const NeedCard& card) {
  if (card.tools.empty()) return false;
  const std::string vendor = vendor_of(catalog, card.tools.front());
  if (vendor.empty()) return false;
  for (const NeedCard& other : needs.cards) {
    for (const ToolLine& line : other.offered) {
      if (vendor_of(catalog, line) == vendor) return true;
    }
  }
  return false;
}

// Nothing while the reason is not known: whoever acts on a guess pays for it.
const Effort* effort_of(const NeedsReport& needs, const catalog::Catalog& catalog,
                        const NeedCard& card) {
  switch (card.reason) {
    case Reason::kUnconnected:
      return &kConnector;
    case Reason::kInaccessible:
      return &kLicences;
    case Reason::kUnknown:
    case Reason::kOutsidePull:
      return &kGuide;
    case Reason::kUnfit:
      return &kReview;
    case Reason::kAbsent:
      return vendor_is_known(needs, catalog, card) ? &kContract : &kNewContract;
    case Reason::kTooEarly:
    case Reason::kTooFew:
      break;
  }
  return nullptr;
}

// Seats that are bought and not used could serve those who use something else.
std::optional<Devices> idle_seats(const NeedCard& card, const Seats& seats) {
  Devices idle;
  bool known = false;
  for (const ToolLine& line : card.offered) {
    const auto bought = seats.find(line.id);
    if (bought == seats.end()) continue;
    known = true;
    const auto left = [&](std::uint32_t used) {
      return bought->second > used ? bought->second - used : 0;
    };
    idle = idle + Devices{left(line.devices.high), left(line.devices.low)};
  }
  if (!known) return std::nullopt;
  return Devices{std::min(idle.low, card.devices.low), std::min(idle.high, card.devices.high)};
}

}  // namespace

QuickWinsReport quick_wins(const NeedsReport& needs, const catalog::Catalog& catalog,
                           const Seats& seats) {
  QuickWinsReport report;
  report.head = needs.head;
  for (const NeedCard& card : needs.cards) {
    const Effort* effort = effort_of(needs, catalog, card);
    if (effort == nullptr) continue;
    QuickWin win;
    win.need = card.id;
    win.name = card.name;
    win.devices = card.devices;
    win.code = effort->code;
    win.action = effort->action;
    win.who = effort->who;
    win.effort = effort->points;
    win.idle_seats = idle_seats(card, seats);
    const double weight = card.grade == Grade::kSolid ? 1 : kIndicativeWeight;
    win.score = middle(card.devices) * weight / effort->points;
    report.wins.push_back(std::move(win));
  }
  std::stable_sort(report.wins.begin(), report.wins.end(),
                   [](const QuickWin& a, const QuickWin& b) { return a.score > b.score; });
  return report;
}

absl::StatusOr<Seats> parse_seats(const std::string& csv) {
  Seats seats;
  int number = 0;
  for (const absl::string_view line :
       absl::StrSplit(csv, absl::ByAnyChar("\r\n"), absl::SkipEmpty())) {
    ++number;
    const std::pair<absl::string_view, absl::string_view> fields =
        absl::StrSplit(line, absl::MaxSplits(',', 1));
    std::uint32_t bought = 0;
    if (number == 1 && fields.first == "tool") continue;
    if (fields.first.empty() || !absl::SimpleAtoi(fields.second, &bought)) {
      return absl::InvalidArgumentError(
          absl::StrCat("seats: line ", number, ": write a tool's id and a number, as in miro,40"));
    }
    seats[std::string(fields.first)] = bought;
  }
  return seats;
}

}  // namespace desirepath::needs
