// A whole request as the server hands it over (first line method and target, then fields by line):
// every answer has a known status, the security headers, and problem details where it is a refusal.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "collector/api/router.h"

namespace api = desirepath::api;

namespace {

constexpr desirepath::web::Asset kAssets[] = {
    {"/index.html", "text/html; charset=utf-8", "page", "gz", "\"p\"", false}};

std::string next_line(std::string& rest) {
  const std::size_t end = rest.find('\n');
  std::string line = rest.substr(0, end);
  rest = end == std::string::npos ? std::string() : rest.substr(end + 1);
  return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string rest(reinterpret_cast<const char*>(data), size);
  api::Request request;
  request.method = next_line(rest);
  request.target = next_line(rest);
  request.if_none_match = next_line(rest);
  request.host = rest.empty() ? "localhost" : rest;
  request.accepts_gzip = size % 2 == 0;

  api::Provider provider;
  provider.needs = [](const api::ReportQuery& query) { return "{\"" + query.window + "\"}"; };
  provider.tools = [](const api::ReportQuery&) { return absl::NotFoundError("no such window"); };
  api::Router router(std::move(provider), kAssets);
  const api::Response response = router.handle(request);
  const bool fine = response.status == 200 || response.status == 304;
  if (!fine && (response.status < 400 || response.content_type != "application/problem+json")) {
    std::abort();
  }
  if (!response.fields.contains("Content-Security-Policy")) std::abort();
  return 0;
}
