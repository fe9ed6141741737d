// Whatever a client writes as target, Host or If-None-Match: parsed or refused, and what is parsed
// keeps the promises of request_target.h.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "collector/api/entity_tag.h"
#include "collector/api/host_name.h"
#include "collector/api/request_target.h"

namespace api = desirepath::api;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto target = api::parse_target(text);
  if (target.ok()) {
    const std::string& path = target->path;
    const bool kept =
        !path.empty() && path.front() == '/' && path.find("//") == std::string::npos &&
        path.find("/../") == std::string::npos && !path.ends_with("/..") &&
        path.find('\\') == std::string::npos && path.find('\0') == std::string::npos &&
        target->parameters.size() <= api::kMaxParameters;
    if (!kept) std::abort();
  }
  api::is_loopback_host(text);
  if (!api::matches(text, "\"tag\"") && text == "\"tag\"") std::abort();
  return 0;
}
