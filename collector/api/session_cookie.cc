#include "collector/api/session_cookie.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace desirepath::api {
namespace {

constexpr int kSeconds = 12 * 60 * 60;  // as long as a session may last at most

constexpr int kFlowSeconds = 10 * 60;
constexpr const char* kFlow = "flow-";

// Browsers take a name that begins with __Host- only by HTTPS, for exactly this host.
std::string name_of(const Request& request, const char* what = "") {
  const std::size_t colon = request.host.rfind(':');
  const bool port =
      colon != std::string::npos && request.host.find(']', colon) == std::string::npos;
  return absl::StrCat(request.secure ? "__Host-" : "", "desirepath-", what,
                      port             ? request.host.substr(colon + 1)
                      : request.secure ? "443"
                                       : "80");
}

std::string value_of(const Request& request, const std::string& name) {
  for (const absl::string_view piece : absl::StrSplit(request.cookie, ';')) {
    const absl::string_view pair = absl::StripAsciiWhitespace(piece);
    const std::size_t equals = pair.find('=');
    if (equals != absl::string_view::npos && pair.substr(0, equals) == name) {
      return std::string(pair.substr(equals + 1));
    }
  }
  return "";
}

}  // namespace

std::string session_of(const Request& request) { return value_of(request, name_of(request)); }
std::string flow_of(const Request& request) { return value_of(request, name_of(request, kFlow)); }

std::string flow_cookie(const Request& request, const std::string& flow) {
  return absl::StrCat(name_of(request, kFlow), "=", flow, "; Path=/; HttpOnly; SameSite=Lax; ",
                      request.secure ? "Secure; " : "", "Max-Age=", kFlowSeconds);
}

std::string session_cookie(const Request& request, const std::string& secret) {
  return absl::StrCat(name_of(request), "=", secret, "; Path=/; HttpOnly; SameSite=Strict; ",
                      request.secure ? "Secure; " : "", "Max-Age=", secret.empty() ? 0 : kSeconds);
}

}  // namespace desirepath::api
