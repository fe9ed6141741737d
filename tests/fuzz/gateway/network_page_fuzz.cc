// Whatever stands in a request to the page on a gateway's network (lines: method, target, Host,
// Origin, Accept-Language, and what the agent said of the device): it is admitted only by the
// host's own names, opts out only from this very page, and nothing of it comes back unescaped.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "agent/network_page/door.h"
#include "agent/network_page/page_text.h"

namespace page = desirepath::network_page;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  std::array<std::string, 6> lines;
  std::size_t at = 0;
  for (std::string& line : lines) {
    const std::size_t end = text.find('\n', at);
    line = text.substr(at, end == std::string::npos ? end : end - at);
    at = end == std::string::npos ? text.size() : end + 1;
  }
  const auto& [method, target, host, origin, language, state] = lines;
  const page::Page asked =
      page::admit({method, target, host, origin}, page::hosts_of("10.20.0.1", 80, {}));
  const bool ours = host == "10.20.0.1" || host == "10.20.0.1:80";
  if (!ours && asked != page::Page::kNotThisHost) std::abort();
  const bool changes = asked == page::Page::kOptOut || asked == page::Page::kOptIn;
  if (changes && (method != "POST" || origin.size() != host.size() + 7)) std::abort();
  const std::string marked = "~" + state;
  page::Told told;
  told.networks = {{"counts", true}, {"networks", boost::json::array{marked}}};
  told.device = {{"state", state}};
  told.policy = {{"number", 1}, {"organisation", marked}};
  const std::string written = page::write_page(told, page::accepted_language(language));
  // Our own words have no tilde.
  if (state.find('<') != std::string::npos && written.find(marked) != std::string::npos) {
    std::abort();
  }
  return 0;
}
