// desirepath-fixture-server FOLDER: the collector's API and page over FOLDER/needs.json and
// FOLDER/tools.json instead of published tables.
//
// Prints its address and serves until its standard input closes, so it ends with the test that
// started it.

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "collector/api/server.h"

namespace desirepath::api {
namespace {

Provider::Report report_from(const std::string& file) {
  return [file](const ReportQuery& query) -> absl::StatusOr<std::string> {
    if (query.format == ReportFormat::kCsv) return std::string("need,low,high\r\n");
    if (query.window == "2020-W01") return absl::NotFoundError("window 2020-W01: not published");
    std::ifstream in(file, std::ios::binary);
    if (!in) return absl::InternalError(file + ": cannot be read");
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
}

int serve(const std::string& folder) {
  ServerOptions options;
  options.provider.needs = report_from(folder + "/needs.json");
  options.provider.tools = report_from(folder + "/tools.json");
  options.provider.own_tools.list = [] {
    return OwnToolList{
        .revision = 3001,
        .draft_revision = 0,
        .tools = {{1'000'001, "our-board", "Our Board", "We", "whiteboard", {}, "dropped"}}};
  };
  options.provider.own_tools.authorise = [](std::string_view, std::string_view) {
    return absl::UnauthenticatedError("nobody may here");
  };
  const auto server = Server::start(std::move(options));
  if (!server.ok()) {
    std::cerr << server.status().message() << '\n';
    return 1;
  }
  std::cout << (*server)->url() << std::endl;
  while (std::getchar() != EOF) {
  }
  return 0;
}

}  // namespace
}  // namespace desirepath::api

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: desirepath-fixture-server FOLDER\n";
    return 2;
  }
  return desirepath::api::serve(argv[1]);
}
