// Whatever stands in a log of any format: it is read within itself, and what is taken of it is an
// address, a host's name and numbers that survive the way to the agent unchanged.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "agent/ingest/line_json.h"
#include "agent/ingest/log_parser.h"

namespace ingest = desirepath::ingest;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const absl::Time now = absl::FromUnixSeconds(1'796'000'000);
  ingest::LogParser parser(static_cast<ingest::Format>(data[0] % 8), absl::UTCTimeZone());
  std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    ingest::LogLine line;
    if (parser.take(text.substr(0, end), now, line) == ingest::Verdict::kLine) {
      if (line.name.empty() || line.name.size() > 253) std::abort();
      for (const char letter : line.name) {
        if (letter <= ' ' || letter == '"' || letter > '~' || (letter >= 'A' && letter <= 'Z')) {
          std::abort();
        }
      }
      if (line.lasted < std::chrono::seconds(0)) std::abort();
      const auto again = ingest::line_in(ingest::to_json(line));
      const bool in_range = line.time.time_since_epoch().count() >= 0;
      if (in_range && (!again || again->name != line.name || again->client != line.client ||
                       again->bytes_up != line.bytes_up || again->lasted != line.lasted)) {
        std::abort();
      }
    }
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return 0;
}
