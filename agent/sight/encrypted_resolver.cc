#include "agent/sight/encrypted_resolver.h"

#include <algorithm>
#include <iterator>

namespace desirepath::sight {
namespace {

constexpr std::string_view kHosts[] = {
    "1dot1dot1dot1.cloudflare-dns.com",
    "chrome.cloudflare-dns.com",
    "cloudflare-dns.com",
    "dns.adguard-dns.com",
    "dns.cloudflare.com",
    "dns.google",
    "dns.google.com",
    "dns.mullvad.net",
    "dns.nextdns.io",
    "dns.quad9.net",
    "dns.umbrella.com",
    "dns0.eu",
    "dns10.quad9.net",
    "dns11.quad9.net",
    "dns9.quad9.net",
    "doh.cleanbrowsing.org",
    "doh.dns.apple.com",
    "doh.dns.sb",
    "doh.familyshield.opendns.com",
    "doh.opendns.com",
    "doh.xfinity.com",
    "firefox.dns.nextdns.io",
    "mask.icloud.com",
    "mozilla.cloudflare-dns.com",
    "unfiltered.adguard-dns.com",
};

}  // namespace

bool is_encrypted_resolver(std::string_view name) noexcept {
  return std::binary_search(std::begin(kHosts), std::end(kHosts), name);
}

}  // namespace desirepath::sight
