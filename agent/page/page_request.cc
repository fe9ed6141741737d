#include "agent/page/page_request.h"

#include <boost/json/parse.hpp>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace desirepath::page {
namespace {

using console::Ask;

constexpr std::string_view kApi = "/api/";
constexpr std::string_view kLanguage = "?language=";

bool only_reads(Ask ask) {
  return ask == Ask::kStatus || ask == Ask::kLedger || ask == Ask::kPolicy || ask == Ask::kPaths ||
         ask == Ask::kNotices;
}

}  // namespace

std::string_view language_of(std::string_view target) {
  const std::size_t found = target.find(kLanguage);
  return found == std::string_view::npos ? std::string_view()
                                         : target.substr(found + kLanguage.size(), 2);
}

absl::StatusOr<console::Request> console_request(std::string_view method, std::string_view target,
                                                 std::string_view body) {
  const std::string_view path = target.substr(0, target.find('?'));
  if (path.substr(0, kApi.size()) != kApi) return absl::NotFoundError("no such page");
  boost::json::object object;
  if (!body.empty()) {
    boost::system::error_code error;
    const boost::json::value value = boost::json::parse({body.data(), body.size()}, error);
    if (error || !value.is_object()) {
      return absl::InvalidArgumentError("the body is not a JSON object");
    }
    object = value.get_object();
  }
  const std::string_view name = path.substr(kApi.size());
  object["ask"] = boost::json::string_view(name.data(), name.size());
  const std::string_view language = language_of(target);
  object["language"] = boost::json::string_view(language.data(), language.size());
  absl::StatusOr<console::Request> request = console::parse_request(object);
  if (!request.ok()) {
    const bool unknown = absl::StartsWith(request.status().message(), "unknown request");
    return unknown ? absl::NotFoundError("no such page") : request.status();
  }
  // The page on a network speaks for other devices; this one for this device's person alone.
  if (console::is_of_network_page(request->ask)) return absl::NotFoundError("no such page");
  if (method != (only_reads(request->ask) ? "GET" : "POST")) {
    return absl::UnimplementedError(absl::StrCat(std::string(path), " is asked by ",
                                                 only_reads(request->ask) ? "GET" : "POST"));
  }
  return request;
}

}  // namespace desirepath::page
