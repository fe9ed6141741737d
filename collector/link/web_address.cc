#include "collector/link/web_address.h"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace desirepath::link {
namespace {

constexpr std::size_t kLongest = 2048;
constexpr std::size_t kLongestHost = 253;

// Escapes are undone in it by now: what came of "%00" or "%0d" must reach no header and no name.
bool is_host(const std::string& host) {
  return !host.empty() && host.size() <= kLongestHost &&
         std::all_of(host.begin(), host.end(), [](char letter) {
           return absl::ascii_isalnum(static_cast<unsigned char>(letter)) || letter == '-' ||
                  letter == '.' || letter == '_';
         });
}

}  // namespace

absl::StatusOr<WebAddress> parse_web_address(std::string_view text) {
  const absl::Status wrong = absl::InvalidArgumentError(
      "give an address that begins with https:// and has no name, password or fragment in it");
  if (text.size() > kLongest) return wrong;
  const auto parsed = boost::urls::parse_uri(boost::urls::string_view(text.data(), text.size()));
  if (!parsed || parsed->scheme_id() != boost::urls::scheme::https || parsed->has_userinfo() ||
      parsed->has_fragment() || parsed->encoded_host().empty()) {
    return wrong;
  }
  WebAddress address;
  address.host = parsed->host_address();
  std::uint32_t port = address.port;
  if (parsed->has_port()) {
    const std::string text_of_port(parsed->port());
    if (!absl::SimpleAtoi(text_of_port, &port) || port > 65535) return wrong;
  }
  address.port = static_cast<decltype(address.port)>(port);
  const bool numbers = parsed->host_type() == boost::urls::host_type::ipv4 ||
                       parsed->host_type() == boost::urls::host_type::ipv6;
  if (address.port == 0 ||
      (!numbers && (parsed->host_type() != boost::urls::host_type::name || !is_host(address.host))))
    return wrong;
  address.target = std::string(parsed->encoded_target());
  if (address.target.empty() || address.target.front() != '/') address.target.insert(0, "/");
  return address;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    const auto octet = static_cast<unsigned char>(letter);
    if (absl::ascii_isalnum(octet) || letter == '-' || letter == '.' || letter == '_' ||
        letter == '~') {
      out.push_back(letter);
    } else {
      absl::StrAppend(&out, "%", absl::Hex(octet, absl::kZeroPad2));
    }
  }
  return out;
}

}  // namespace desirepath::link
