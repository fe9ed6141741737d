// desirepath-fixture-server FOLDER: the collector's API and page over FOLDER/needs.json,
// tools.json, pictures.json, quick_wins.json and visibility.json instead of published tables; the
// rest of it, people and decisions, is that of a real lab in FOLDER/collector.
//
// Prints one line of JSON, its address and a sign-in link for each role, and serves until its
// standard input closes, so it ends with the test that started it.

#include <boost/json.hpp>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "absl/time/clock.h"
#include "collector/api/server.h"
#include "collector/curation/sign_in_links.h"
#include "collector/installation.h"
#include "collector/own_tools_page.h"
#include "collector/workplace/workplace.h"

namespace desirepath::collector {
namespace {

std::string text_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

api::Provider::Report report_from(const std::string& file) {
  return [file](const api::ReportQuery& query) -> absl::StatusOr<std::string> {
    if (query.format == api::ReportFormat::kCsv) return std::string("need,low,high\r\n");
    if (query.window == "2020-W01") return absl::NotFoundError("window 2020-W01: not published");
    return text_of(file);
  };
}

// The tools that have devices in a department, where one is asked for.
api::Provider::Report tools_from(const std::string& file) {
  return [file](const api::ReportQuery& query) -> absl::StatusOr<std::string> {
    absl::StatusOr<std::string> all = report_from(file)(query);
    if (!all.ok() || query.department.empty() || query.format == api::ReportFormat::kCsv)
      return all;
    boost::json::value report = boost::json::parse(*all);
    boost::json::array kept;
    for (const boost::json::value& tool : report.at("tools").as_array()) {
      for (const boost::json::value& row : tool.at("departments").as_array()) {
        const bool here = row.at("department").as_string() == query.department.c_str() &&
                          row.at("low").as_int64() > 0;
        if (here) kept.push_back(tool);
      }
    }
    report.as_object()["tools"] = std::move(kept);
    return boost::json::serialize(report);
  };
}

// The file holds the pictures of each need by its id.
api::Provider::Report pictures_from(const std::string& file) {
  return [file](const api::ReportQuery& query) -> absl::StatusOr<std::string> {
    const boost::json::object all = boost::json::parse(text_of(file)).as_object();
    const auto* const found = all.find(query.need);
    if (found == all.end()) return absl::NotFoundError("no need of this id");
    return boost::json::serialize(found->value());
  };
}

// Whose installation it is follows the reports, which are made up too.
api::Installed installed_in(const std::string& file) {
  const boost::json::value report = boost::json::parse(text_of(file));
  return {std::string(report.at("organisation").as_string()), report.at("lab").as_bool(),
          static_cast<unsigned>(report.at("k").as_int64())};
}

constexpr std::pair<const char*, curation::UserRole> kPeople[] = {
    {"vera", curation::UserRole::kViewer},
    {"carl", curation::UserRole::kCurator},
    {"aino", curation::UserRole::kAuditor},
    {"adam", curation::UserRole::kAdmin},
    {"sofia", curation::UserRole::kStaffRep}};

absl::StatusOr<std::string> links_of(const store::Paths& paths) {
  absl::StatusOr<curation::CurationDatabase> curation =
      curation::CurationDatabase::open(paths.curation_db().string());
  if (!curation.ok()) return curation.status();
  boost::json::object links;
  for (const auto& [name, role] : kPeople) {
    if (absl::Status s = curation->add_user({name, role, "", false}); !s.ok()) return s;
    const absl::StatusOr<std::string> link =
        curation::SignInLinks(curation->database()).make(name, absl::Now() + absl::Hours(12));
    if (!link.ok()) return link.status();
    links[std::string(curation::role_word(role))] = *link;
  }
  return boost::json::serialize(links);
}

absl::Status serve(const std::string& folder) {
  Installation plan;
  plan.dir = folder + "/collector";
  plan.lab = true;
  plan.organisation = "Lab";
  std::ofstream(folder + "/departments.csv") << "sales,Sales,,200\ndesign,Design,,60\n";
  plan.departments = folder + "/departments.csv";
  const absl::StatusOr<Installed> installed = install(plan, absl::Now());
  if (!installed.ok()) return installed.status();
  Settings settings;
  settings.paths.data_dir = plan.dir;
  const absl::StatusOr<std::string> links = links_of(settings.paths);
  if (!links.ok()) return links.status();
  const auto workplace = workplace::Workplace::open(settings.paths);
  if (!workplace.ok()) return workplace.status();
  api::ServerOptions options;
  options.provider.needs = report_from(folder + "/needs.json");
  options.provider.tools = tools_from(folder + "/tools.json");
  options.provider.pictures = pictures_from(folder + "/pictures.json");
  options.provider.visibility = report_from(folder + "/visibility.json");
  options.provider.quick_wins = report_from(folder + "/quick_wins.json");
  options.provider.own_tools = own_tools_page(settings);
  (*workplace)->fill(options.provider);
  options.provider.operations["getFleet"] =
      [folder](const api::Call&) -> absl::StatusOr<api::Outcome> {
    std::ifstream file(folder + "/fleet.json");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return api::Outcome{.body = boost::json::parse(text)};
  };
  options.provider.access.installed = [folder] { return installed_in(folder + "/needs.json"); };
  const auto slow = workplace::Workplace::open(settings.paths);
  if (!slow.ok()) return slow.status();
  options.limits.rates = {{}, {}, {}};  // tests ask faster than people do
  options.slow.emplace();
  options.slow->needs = options.provider.needs;
  (*slow)->fill(*options.slow);
  options.slow->access.installed = options.provider.access.installed;
  const auto server = api::Server::start(std::move(options));
  if (!server.ok()) return server.status();
  std::cout << "{\"url\":\"" << (*server)->url() << "\",\"links\":" << *links
            << ",\"admin_password\":\"" << installed->admin_password << "\"}" << std::endl;
  while (std::getchar() != EOF) {
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace desirepath::collector

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: desirepath-fixture-server FOLDER\n";
    return 2;
  }
  const absl::Status served = desirepath::collector::serve(argv[1]);
  if (!served.ok()) std::cerr << served.message() << '\n';
  return served.ok() ? 0 : 1;
}
