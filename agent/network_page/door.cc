#include "agent/network_page/door.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace desirepath::network_page {
namespace {

constexpr unsigned kHttpPort = 80;

}  // namespace

Page admit(const Visit& visit, const std::vector<std::string>& hosts) {
  const std::string host = absl::AsciiStrToLower(visit.host);
  if (std::find(hosts.begin(), hosts.end(), host) == hosts.end()) return Page::kNotThisHost;
  const std::string path = visit.target.substr(0, visit.target.find('?'));
  if (visit.method == "GET" || visit.method == "HEAD") {
    if (path == "/") return Page::kExplain;
    return path == "/page.css" ? Page::kStylesheet : Page::kNotFound;
  }
  if (visit.method != "POST" || (path != "/opt-out" && path != "/opt-in")) return Page::kNotFound;
  if (absl::AsciiStrToLower(visit.origin) != "http://" + host) return Page::kForeignPage;
  return path == "/opt-out" ? Page::kOptOut : Page::kOptIn;
}

std::vector<std::string> hosts_of(const std::string& address, unsigned port,
                                  const std::vector<std::string>& names) {
  std::vector<std::string> bare = {address};
  bare.insert(bare.end(), names.begin(), names.end());
  std::vector<std::string> hosts;
  for (const std::string& name : bare) {
    const std::string lower = absl::AsciiStrToLower(name);
    hosts.push_back(absl::StrCat(lower, ":", port));
    if (port == kHttpPort) hosts.push_back(lower);
  }
  return hosts;
}

}  // namespace desirepath::network_page
