// Either end of the pipe may be broken into: the other must not care. The first octet chooses how
// the rest is cut.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "agent/outbox/uplink_pipe.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t step = std::size_t{data[0]} + 1;
  std::string_view octets(reinterpret_cast<const char*>(data) + 1, size - 1);
  desirepath::outbox::PipeReader reader;
  std::string read;
  std::string given;
  while (!octets.empty()) {
    const std::string_view part = octets.substr(0, step);
    octets.remove_prefix(part.size());
    reader.append(part);
    given += part;
    while (true) {
      const auto message = reader.next();
      if (!message.ok()) return 0;
      if (!*message) break;
      read += desirepath::outbox::encode(**message);
    }
    if (given.compare(0, read.size(), read) != 0) std::abort();
  }
  return 0;
}
