// Any octets as a host name: the matcher never reads beyond them, and what it finds is a suffix of
// them.

#include <cstdlib>
#include <string>

#include "agent/match/matcher.h"
#include "proto/catalog/host_name.h"
#include "proto/catalog/shipped.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace desirepath;
  static const catalog::Catalog kCatalog = *catalog::Catalog::unpack(catalog::shipped());
  static const match::Matcher kMatcher(kCatalog);
  const std::string name(reinterpret_cast<const char*>(data), size);
  const match::Match match = kMatcher.match(name);
  if (match.row == nullptr) return 0;
  char buffer[catalog::kMaximumName];
  const std::string_view host = catalog::normalise(name, buffer);
  const std::string_view suffix = kCatalog.suffix(*match.row);
  if (!host.ends_with(suffix)) std::abort();
  if (host.size() > suffix.size() && host[host.size() - suffix.size() - 1] != '.') std::abort();
  return 0;
}
