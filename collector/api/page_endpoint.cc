#include "collector/api/page_endpoint.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace desirepath::api {
namespace {

// The page reads its address itself; these are the first segments it knows.
constexpr std::array<std::string_view, 9> kSections = {
    "", "needs", "tools", "sign-in", "settings", "account", "audit", "privacy", "start"};

bool is_page(std::string_view path) {
  const std::string_view section = path.substr(1, path.find('/', 1) - 1);
  return std::find(kSections.begin(), kSections.end(), section) != kSections.end();
}

}  // namespace

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
