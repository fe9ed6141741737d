#include "collector/api/page_endpoint.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "collector/api/routes.h"

namespace desirepath::api {
namespace {

// The page reads its address itself; these are the first segments it knows.
constexpr std::array<std::string_view, 12> kSections = {"",         "needs",   "tools",   "sign-in",
                                                        "settings", "account", "audit",   "rules",
                                                        "answers",  "fleet",   "privacy", "start"};

bool is_page(std::string_view path) {
  const std::string_view section = path.substr(1, path.find('/', 1) - 1);
  return std::find(kSections.begin(), kSections.end(), section) != kSections.end();
}

// As early.ts asks for it; what else is in the address changes the report's own.
const char* report_of(std::string_view path) {
  const std::string_view section = path.substr(1, path.find('/', 1) - 1);
  if (section.empty() || section == "needs") return "/api/v1/needs";
  return section == "tools" ? "/api/v1/tools" : nullptr;
}

}  // namespace

std::string announced(const Target& target, const std::optional<Person>& person) {
  constexpr const char* kFetched = ">; rel=preload; as=fetch; crossorigin";
  std::string link = absl::StrCat("</api/v1/session", kFetched);
  const char* const report = target.parameters.empty() ? report_of(target.path) : nullptr;
  if (!person || report == nullptr) return link;
  const Route* const route = find_route("GET", report).route;
  if (route == nullptr || (route->roles & bit(person->role)) == 0) return link;
  return absl::StrCat(link, ", <", report, kFetched);
}

std::optional<Response> page(std::span<const web::Asset> assets, std::string_view path,
                             bool accepts_gzip) {
  const std::string_view wanted = is_page(path) ? "/index.html" : path;
  const auto found = std::find_if(assets.begin(), assets.end(),
                                  [&](const web::Asset& asset) { return asset.path == wanted; });
  if (found == assets.end()) return std::nullopt;
  const bool compressed = accepts_gzip && !found->gzip.empty();
  Response response{200,
                    std::string(found->content_type),
                    std::string(compressed ? found->gzip : found->body),
                    {}};
  response.fields["ETag"] = found->etag;
  response.fields["Vary"] = "Accept-Encoding";
  response.fields["Cache-Control"] =
      found->immutable ? "public, max-age=31536000, immutable" : "no-cache";
  if (compressed) response.fields["Content-Encoding"] = "gzip";
  return response;
}

}  // namespace desirepath::api
