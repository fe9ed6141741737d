#include "collector/command/app_names.h"

#include <algorithm>
#include <array>
#include <vector>

namespace desirepath::command {
namespace {

using catalog::Tool;

// Names that tools had, or have in other systems' lists.
constexpr std::pair<std::string_view, std::string_view> kElsewhere[] = {
    {"adobeacrobat", "adobe-acrobat-online"},
    {"adobeacrobatdc", "adobe-acrobat-online"},
    {"adobedocumentcloud", "adobe-acrobat-online"},
    {"adobesign", "adobe-acrobat-sign"},
    {"amazonwebservices", "aws"},
    {"appleicloud", "icloud"},
    {"atlassian", "atlassian-cloud"},
    {"atlassianconfluence", "atlassian-cloud"},
    {"atlassianjira", "atlassian-cloud"},
    {"azureactivedirectory", "microsoft-entra"},
    {"azuread", "microsoft-entra"},
    {"azureportal", "azure"},
    {"bard", "gemini"},
    {"bingai", "microsoft-copilot"},
    {"bingchat", "microsoft-copilot"},
    {"boxnet", "box"},
    {"ciscowebexmeetings", "webex"},
    {"ciscowebexteams", "webex"},
    {"citrixsharefile", "sharefile"},
    {"codeium", "windsurf"},
    {"concur", "sap-concur"},
    {"confluence", "atlassian-cloud"},
    {"copilotformicrosoft365", "microsoft-copilot"},
    {"dynamicscrm", "microsoft-dynamics-365"},
    {"echosign", "adobe-acrobat-sign"},
    {"exchangeonline", "outlook-exchange-online"},
    {"facebookbusiness", "meta-business-suite"},
    {"facebookworkplace", "workplace-from-meta"},
    {"gcp", "google-cloud"},
    {"googleapps", "google-workspace-admin"},
    {"googlebard", "gemini"},
    {"googlecloudplatform", "google-cloud"},
    {"googlehangouts", "google-chat"},
    {"googleworkspace", "google-workspace-admin"},
    {"gotomeetingcitrix", "goto-meeting"},
    {"gsuite", "google-workspace-admin"},
    {"hangouts", "google-chat"},
    {"hellosign", "dropbox-sign"},
    {"intuitquickbooks", "quickbooks"},
    {"intuitquickbooksonline", "quickbooks"},
    {"jira", "atlassian-cloud"},
    {"jirasoftware", "atlassian-cloud"},
    {"lucidchart", "lucid"},
    {"microsoft365copilot", "microsoft-copilot"},
    {"microsoftazure", "azure"},
    {"microsoftazureactivedirectory", "microsoft-entra"},
    {"microsoftbingchat", "microsoft-copilot"},
    {"microsoftcopilotformicrosoft365", "microsoft-copilot"},
    {"microsoftdynamics", "microsoft-dynamics-365"},
    {"microsoftdynamicscrm", "microsoft-dynamics-365"},
    {"microsoftentraid", "microsoft-entra"},
    {"microsoftexchangeonline", "outlook-exchange-online"},
    {"microsoftoffice", "microsoft-365"},
    {"microsoftoffice365", "microsoft-365"},
    {"microsoftofficeonline", "microsoft-365"},
    {"microsoftonedrive", "onedrive-personal"},
    {"microsoftonedriveforbusiness", "sharepoint-online"},
    {"microsoftoutlook", "outlook-exchange-online"},
    {"microsoftpowerbi", "power-bi"},
    {"microsoftsharepoint", "sharepoint-online"},
    {"microsoftskypeforbusiness", "microsoft-teams"},
    {"microsofttodo", "microsoft-planner"},
    {"microsoftvisualstudioteamservices", "azure-devops"},
    {"microsoftyammer", "viva-engage"},
    {"o365", "microsoft-365"},
    {"office365", "microsoft-365"},
    {"officeonline", "microsoft-365"},
    {"onedriveforbusiness", "sharepoint-online"},
    {"openai", "chatgpt"},
    {"openaichatgpt", "chatgpt"},
    {"perplexityai", "perplexity"},
    {"salesforcecom", "salesforce"},
    {"salesforcesalescloud", "salesforce"},
    {"sharepoint", "sharepoint-online"},
    {"skypeforbusiness", "microsoft-teams"},
    {"skypeforbusinessonline", "microsoft-teams"},
    {"splunkcloud", "splunk"},
    {"stackoverflow", "stack-exchange"},
    {"twitter", "x-twitter"},
    {"visualstudioonline", "azure-devops"},
    {"visualstudioteamservices", "azure-devops"},
    {"webexmeetings", "webex"},
    {"wordpress", "wordpress-com"},
    {"workplacebyfacebook", "workplace-from-meta"},
    {"yammer", "viva-engage"},
};

// What vendors and lists add to a name and leave out again.
constexpr std::array<std::string_view, 7> kEnds = {"online", "ai",  "cloud", "app",
                                                   "inc",    "com", "suite"};

// The name, what stands before its bracket, and its parts.
std::vector<std::string_view> parts_of(std::string_view name) {
  std::vector<std::string_view> parts = {name};
  constexpr std::string_view kBetween = "&/,()";
  while (!name.empty()) {
    const std::size_t end = std::min(name.find_first_of(kBetween), name.size());
    parts.push_back(name.substr(0, end));
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return parts;
}

}  // namespace

std::string reduced(std::string_view text, bool digits) {
  std::string kept;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') kept += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (digits && c >= '0' && c <= '9')) kept += c;
  }
  return kept;
}

ToolNames::ToolNames(const catalog::Catalog& catalog) {
  for (const Tool& tool : catalog.tools()) add(reduced(tool.id, true), tool);
  for (const auto& [name, id] : kElsewhere) {
    if (const Tool* tool = catalog.tool_by_id(id)) add(std::string(name), *tool);
  }
  for (const Tool& tool : catalog.tools()) add(reduced(tool.name, true), tool);
  for (const Tool& tool : catalog.tools()) {
    const std::string vendor = reduced(tool.vendor, true);
    for (const std::string_view part : parts_of(tool.name)) {
      const std::string name = reduced(part, true);
      if (name.size() < 2) continue;
      add(name, tool);
      add(vendor + name, tool);
    }
  }
}

// Who came first keeps the name: an id before a name, a name before a part of another's.
void ToolNames::add(std::string name, const Tool& tool) {
  if (!name.empty()) by_name_.emplace(std::move(name), &tool);
}

const Tool* ToolNames::find(std::string_view name) const {
  const std::string whole = reduced(name, true);
  const auto found = by_name_.find(whole);
  if (found != by_name_.end()) return found->second;
  for (const std::string_view end : kEnds) {
    if (whole.size() < end.size() + 3 || !whole.ends_with(end)) continue;
    const auto shorter = by_name_.find(whole.substr(0, whole.size() - end.size()));
    if (shorter != by_name_.end()) return shorter->second;
  }
  return nullptr;
}

}  // namespace desirepath::command
