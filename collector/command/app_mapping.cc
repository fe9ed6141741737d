#include "collector/command/app_mapping.h"

#include <algorithm>
#include <map>

#include "collector/command/app_names.h"
#include "proto/policy/standing.h"

namespace desirepath::command {
namespace {

using catalog::Owner;
using catalog::Tool;

// Categories as letters only, so that "Cloud storage" and Graph's "cloudStorage" are one.
constexpr std::pair<std::string_view, std::string_view> kNeedOfCategory[] = {
    {"accountingandfinance", "expenses-accounting"},
    {"advertising", "marketing-seo"},
    {"businessintelligence", "analytics-bi"},
    {"businessmanagement", "expenses-accounting"},
    {"cloudcomputingplatform", "cloud-hosting"},
    {"cloudstorage", "file-sharing"},
    {"codehosting", "code-hosting"},
    {"collaboration", "team-chat"},
    {"communications", "telephony-sms"},
    {"contentmanagement", "documents"},
    {"contentsharing", "large-file-transfer"},
    {"crm", "crm"},
    {"customersupport", "customer-support"},
    {"dataanalytics", "analytics-bi"},
    {"developmenttools", "dev-tools"},
    {"ecommerce", "ecommerce-payments"},
    {"education", "learning"},
    {"forums", "social-media"},
    {"generativeai", "ai-assistant"},
    {"hostingservices", "cloud-hosting"},
    {"humanresourcemanagement", "hr-payroll"},
    {"internetofthings", "it-management"},
    {"itservices", "it-management"},
    {"marketing", "email-marketing"},
    {"media", "stock-media"},
    {"onlinemeetings", "video-meetings"},
    {"operationsmanagement", "automation-integration"},
    {"personalinstantmessaging", "messaging-personal"},
    {"productdesign", "design"},
    {"productivity", "documents"},
    {"projectmanagement", "tasks-projects"},
    {"propertymanagement", "crm"},
    {"sales", "crm"},
    {"security", "it-security"},
    {"socialnetwork", "social-media"},
    {"supplychainandlogistics", "ecommerce-payments"},
    {"timetracking", "time-tracking"},
    {"transportationandtravel", "expenses-accounting"},
    {"vendormanagementsystem", "expenses-accounting"},
    {"vendormanagementsystems", "expenses-accounting"},
    {"webanalytics", "analytics-bi"},
    {"webmail", "email"},
    {"webemail", "email"},
    {"websitemonitoring", "monitoring"},
};

// The tool that most of the domains belong to, and the first of its domains.
std::pair<const Tool*, std::string> tool_by_domains(const ExportedApp& app,
                                                    const catalog::Catalog& catalog,
                                                    const catalog::HostIndex& index) {
  std::map<const Tool*, std::pair<int, std::string>> votes;
  for (const std::string& domain : app.domains) {
    const catalog::Hit row = index.find(domain);
    if (!row || row->owner != Owner::kTool) continue;
    auto& vote = votes[&catalog.tool_of(*row.row)];
    if (vote.first++ == 0) vote.second = domain;
  }
  const auto most =
      std::ranges::max_element(votes, {}, [](const auto& entry) { return entry.second.first; });
  if (most == votes.end()) return {nullptr, {}};
  return {most->first, most->second.second};
}

absl::Status refuse_contradictions(const std::string& file, const std::vector<MappedApp>& mapped) {
  std::map<const Tool*, const MappedApp*> decided;
  for (const MappedApp& app : mapped) {
    if (app.standing.empty()) continue;
    const auto [at, fresh] = decided.emplace(app.tool, &app);
    if (fresh || at->second->standing == app.standing) continue;
    return absl::InvalidArgumentError(
        file + ":" + std::to_string(app.app->line) + ": '" + app.app->name + "' is " +
        app.standing + ", but '" + at->second->app->name + "' on line " +
        std::to_string(at->second->app->line) + ", the same tool (" + std::string(app.tool->id) +
        "), is " + at->second->standing + "; give both one tag, or remove a row");
  }
  return absl::OkStatus();
}

// Which of two it would be would be left to chance.
absl::Status refuse_two_standings(const std::string& file, const ExportedApp& app) {
  std::vector<std::string> words = app.tags;
  words.push_back(app.verdict);
  std::string first;
  std::string first_word;
  for (const std::string& word : words) {
    const std::string standing = standing_of_word(word);
    if (standing.empty() || standing == first) continue;
    if (!first.empty()) {
      return absl::InvalidArgumentError(file + ":" + std::to_string(app.line) + ": '" + app.name +
                                        "' is tagged '" + first_word + "' and '" + word +
                                        "'; give it one standing");
    }
    first = standing;
    first_word = word;
  }
  return absl::OkStatus();
}

}  // namespace

std::string standing_of_word(std::string_view word) {
  const std::string letters = reduced(word, false);
  policy::Standing standing = policy::Standing::kUnreviewed;
  if (policy::parse_standing(letters, standing) && standing != policy::Standing::kUnreviewed)
    return letters;
  if (letters == "unsanctioned" || letters == "no" || letters == "denied") return "restricted";
  if (letters == "yes" || letters == "true" || letters == "approved" || letters == "allowed")
    return "sanctioned";
  return letters == "monitored" ? "tolerated" : "";
}

std::string standing_of_tags(const ExportedApp& app) {
  std::vector<std::string> words = app.tags;
  words.push_back(app.verdict);
  for (const std::string& word : words) {
    if (std::string standing = standing_of_word(word); !standing.empty()) return standing;
  }
  return {};
}

std::string_view need_of_category(std::string_view category) {
  const std::string letters = reduced(category, false);
  const auto found =
      std::ranges::find(kNeedOfCategory, letters, [](const auto& entry) { return entry.first; });
  return found == std::end(kNeedOfCategory) ? std::string_view() : found->second;
}

absl::StatusOr<Mapping> map_apps(const std::string& file, const std::vector<ExportedApp>& apps,
                                 const catalog::Catalog& catalog, const catalog::HostIndex& index) {
  const ToolNames names(catalog);
  Mapping mapping;
  for (const ExportedApp& app : apps) {
    if (absl::Status status = refuse_two_standings(file, app); !status.ok()) return status;
    auto [tool, domain] = tool_by_domains(app, catalog, index);
    std::string how = "domain " + domain;
    if (tool == nullptr) {
      how = "name";
      tool = names.find(app.name);
    }
    if (tool != nullptr) {
      mapping.mapped.push_back({&app, tool, how, standing_of_tags(app)});
    } else {
      mapping.unmapped.push_back({&app, std::string(need_of_category(app.category))});
    }
  }
  if (absl::Status status = refuse_contradictions(file, mapping.mapped); !status.ok())
    return status;
  return mapping;
}

}  // namespace desirepath::command
