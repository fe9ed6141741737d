#include "collector/api/routes.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "collector/api/request_target.h"

namespace desirepath::api {
namespace {

using curation::UserRole;

constexpr Roles kViewer = bit(UserRole::kViewer);
constexpr Roles kCurator = bit(UserRole::kCurator);
constexpr Roles kAuditor = bit(UserRole::kAuditor);
constexpr Roles kAdmin = bit(UserRole::kAdmin);
constexpr Roles kStaffRep = bit(UserRole::kStaffRep);
constexpr Roles kLookers = kViewer | kCurator | kAuditor;

constexpr Route kRoutes[] = {
    {"GET", "/api/v1/health", "getHealth", kAnybody},
    {"GET", "/api/v1/version", "getVersion", kAnybody},
    {"GET", "/api/v1/session", "getSession", kAnybody},
    {"POST", "/api/v1/session", "signIn", kAnybody, kSlow},
    {"GET", "/api/v1/session/service", "beginSignIn", kAnybody, kSlow},
    {"GET", "/api/v1/session/service/return", "finishSignIn", kAnybody, kSlow},
    {"DELETE", "/api/v1/session", "signOut", kEveryRole, kByHand | kFirstSteps},
    {"PUT", "/api/v1/session/password", "changePassword", kEveryRole,
     kByHand | kFirstSteps | kSlow},
    {"GET", "/api/v1/second-factor", "getSecondFactor", kEveryRole, kByHand | kFirstSteps},
    {"POST", "/api/v1/second-factor", "beginSecondFactor", kEveryRole,
     kByHand | kFirstSteps | kSlow},
    {"PUT", "/api/v1/second-factor", "confirmSecondFactor", kEveryRole, kByHand | kFirstSteps},
    {"GET", "/api/v1/needs", "getNeeds", kLookers},
    {"GET", "/api/v1/tools", "getTools", kLookers},
    {"GET", "/api/v1/needs/{need}/pictures", "getNeedPictures", kLookers},
    {"GET", "/api/v1/quick-wins", "getQuickWins", kLookers},
    {"GET", "/api/v1/visibility", "getVisibility", kEveryRole},
    {"GET", "/api/v1/windows", "getWindows", kEveryRole},
    {"GET", "/api/v1/standings", "getStandings", kLookers},
    {"POST", "/api/v1/standings", "decideStandings", kCurator, kMatched},
    {"GET", "/api/v1/filters", "getFilters", kLookers},
    {"POST", "/api/v1/filters", "keepFilter", kLookers},
    {"DELETE", "/api/v1/filters/{number}", "dropFilter", kLookers},
    {"GET", "/api/v1/catalog/own-tools", "getOwnTools", kLookers},
    {"POST", "/api/v1/catalog/own-tools", "addOwnTools", kCurator, kWhole},
    {"DELETE", "/api/v1/catalog/own-tools/{id}", "dropOwnTool", kCurator, kWhole},
    {"GET", "/api/v1/tokens", "getTokens", kEveryRole, kByHand},
    {"POST", "/api/v1/tokens", "makeToken", kEveryRole, kByHand},
    {"DELETE", "/api/v1/tokens/{number}", "takeTokenBack", kEveryRole, kByHand},
    {"GET", "/api/v1/tools/{tool}/standing", "getStanding", kLookers},
    {"PUT", "/api/v1/tools/{tool}/standing", "decideStanding", kCurator, kMatched},
    {"GET", "/api/v1/cards", "getCards", kLookers},
    {"GET", "/api/v1/needs/{need}/card", "getCard", kLookers},
    {"PATCH", "/api/v1/needs/{need}/card", "changeCard", kCurator, kMatched},
    {"POST", "/api/v1/needs/{need}/notes", "addNote", kCurator},
    {"PUT", "/api/v1/needs/{need}/positions/{side}", "takePosition", kCurator},
    {"POST", "/api/v1/needs/{need}/promises", "makePromise", kCurator},
    {"GET", "/api/v1/start", "getStart", kCurator | kAdmin},
    {"PUT", "/api/v1/start/offered", "offerTools", kCurator, kWhole},
    {"PUT", "/api/v1/start/staff-told", "markStaffTold", kCurator | kAdmin, kWhole},
    {"POST", "/api/v1/imports/departments", "importDepartments", kCurator | kAdmin, kWhole},
    {"POST", "/api/v1/imports/standings", "importStandings", kCurator, kWhole},
    {"GET", "/api/v1/privacy", "getPrivacy", kEveryRole},
    {"GET", "/api/v1/policy/proposal", "getProposal", kAuditor | kAdmin | kStaffRep},
    {"GET", "/api/v1/policy/proposal/file", "getProposalFile", kAuditor | kAdmin | kStaffRep},
    {"PUT", "/api/v1/policy/proposal/signature", "bringSignature", kAuditor | kAdmin | kStaffRep,
     kByHand},
    {"GET", "/api/v1/fleet", "getFleet", kAuditor | kAdmin | kStaffRep},
    {"GET", "/api/v1/audit", "getAudit", kAuditor | kStaffRep, kNoted},
    {"GET", "/api/v1/audit/export", "exportAudit", kAuditor, kNoted},
    {"POST", "/api/v1/audit/packs", "makeAuditPack", kAuditor | kStaffRep, kSlow},
    {"GET", "/api/v1/rules", "getRules", kCurator | kAuditor | kAdmin | kStaffRep},
    {"POST", "/api/v1/rules", "draftRule", kAuditor},
    {"GET", "/api/v1/rules/export", "exportRules", kAuditor},
    {"PUT", "/api/v1/rules/{number}/approval", "approveRule", kAuditor | kAdmin | kStaffRep,
     kByHand},
    {"PUT", "/api/v1/rules/{number}/withdrawal", "withdrawRule", kAuditor | kAdmin | kStaffRep},
    {"GET", "/api/v1/rules/{number}/notice", "getNoticeDraft", kAuditor | kStaffRep},
    {"PUT", "/api/v1/rules/{number}/notice", "handOutNotice", kAuditor | kStaffRep},
    {"GET", "/api/v1/answers", "getAnswers", kLookers | kStaffRep},
    {"PUT", "/api/v1/answers/{need}", "giveAnswer", kCurator, kWhole},
    {"DELETE", "/api/v1/answers/{need}", "takeAnswerBack", kCurator, kWhole},
    {"GET", "/api/v1/own-figures", "getOwnFigures", kLookers},
    {"GET", "/api/v1/tools/{tool}/block-effect", "getBlockEffect", kLookers, kByDepartment},
    {"GET", "/api/v1/pilots", "getPilots", kLookers, kByDepartment},
    {"POST", "/api/v1/pilots", "beginPilot", kCurator, kWhole | kByDepartment},
    {"PUT", "/api/v1/pilots/{number}/outcome", "endPilot", kCurator, kWhole | kByDepartment},
    {"GET", "/api/v1/handovers", "getHandovers", kAuditor | kStaffRep, kNoted},
    {"POST", "/api/v1/handovers", "handOver", kAuditor | kStaffRep, kByHand},
    {"GET", "/api/v1/users", "getUsers", kAdmin, kNoted},
    {"POST", "/api/v1/users", "addUser", kAdmin, kByHand | kSlow},
    {"PATCH", "/api/v1/users/{name}", "changeUser", kAdmin, kByHand},
    {"DELETE", "/api/v1/users/{name}", "removeUser", kAdmin, kByHand},
    {"POST", "/api/v1/users/{name}/password", "renewPassword", kAdmin, kByHand | kSlow},
    {"DELETE", "/api/v1/users/{name}/second-factor", "resetSecondFactor", kAdmin, kByHand},
    {"GET", "/api/v1/calendar/{link}", "getCalendar", kAnybody},
    {"GET", "/api/v1/calendar-link", "getCalendarLink", kLookers, kByHand},
    {"POST", "/api/v1/calendar-link", "makeCalendarLink", kLookers, kByHand},
    {"DELETE", "/api/v1/calendar-link", "takeCalendarLinkBack", kLookers, kByHand},
    {"GET", "/api/v1/monthly-report", "getMonthlyReport", kAdmin},
    {"POST", "/api/v1/monthly-report", "sendMonthlyReport", kAdmin},
    {"GET", "/api/v1/events", "getEvents", kCurator | kAuditor | kAdmin},
    {"GET", "/api/v1/deliveries", "getDeliveries", kAdmin},
    {"POST", "/api/v1/deliveries/test", "testChannels", kAdmin},
    {"POST", "/api/v1/deliveries/{number}/again", "sendAgain", kAdmin},
    {"GET", "/api/v1/sign-in-rules", "getSignInRules", kAdmin},
    {"GET", "/api/v1/sign-in-service", "getSignInService", kAdmin, kSlow},
    {"PUT", "/api/v1/sign-in-rules", "changeSignInRules", kAdmin, kByHand},
};

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/')) {
    segments.push_back(path.substr(0, slash));
    path.remove_prefix(slash + 1);
  }
  segments.push_back(path);
  return segments;
}

std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path) {
  const std::vector<std::string_view> wanted = segments_of(pattern);
  const std::vector<std::string_view> given = segments_of(path);
  if (wanted.size() != given.size()) return std::nullopt;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].starts_with("{") && !given[i].empty()) {
      names.emplace_back(given[i]);
    } else if (wanted[i] != given[i]) {
      return std::nullopt;
    }
  }
  return names;
}

}  // namespace

std::span<const Route> routes() { return kRoutes; }

Found find_route(std::string_view method, std::string_view path) {
  if (method == "HEAD") method = "GET";
  Found found;
  for (const Route& route : kRoutes) {
    std::optional<std::vector<std::string>> names = match(route.pattern, path);
    if (!names) continue;
    absl::StrAppend(&found.allowed, found.allowed.empty() ? "" : ", ",
                    route.method == "GET" ? "GET, HEAD" : std::string(route.method));
    if (route.method != method) continue;
    found.route = &route;
    found.names = *std::move(names);
  }
  return found;
}

bool takes_long(std::string_view method, const std::string& target) {
  const absl::StatusOr<Target> parsed = parse_target(target);
  if (!parsed.ok()) return false;
  const Found found = find_route(method, parsed->path);
  return found.route != nullptr && (found.route->marks & kSlow) != 0;
}

std::string roles_in_words(Roles roles) {
  std::vector<std::string> words;
  for (const UserRole role : {UserRole::kViewer, UserRole::kCurator, UserRole::kAuditor,
                              UserRole::kAdmin, UserRole::kStaffRep}) {
    if ((roles & bit(role)) != 0) words.emplace_back(curation::role_word(role));
  }
  if (words.size() < 2) return absl::StrJoin(words, "");
  const std::string last = words.back();
  words.pop_back();
  return absl::StrCat(absl::StrJoin(words, ", "), " or ", last);
}

bool is_out_of_sight(const Route& route, const curation::Sight& sight) {
  if (sight.limited() && (route.marks & kByDepartment) != 0) return true;
  return !sight.departments.empty() && (route.marks & kWhole) != 0;
}

std::vector<std::string_view> operations_of(UserRole role, const curation::Sight& sight) {
  std::vector<std::string_view> operations;
  for (const Route& route : kRoutes) {
    if (is_out_of_sight(route, sight)) continue;
    if (route.roles != kAnybody && (route.roles & bit(role)) != 0) {
      operations.push_back(route.operation);
    }
  }
  return operations;
}

}  // namespace desirepath::api
