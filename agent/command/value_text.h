#pragma once

// Appends values to a line of text or JSON without allocating.
//
// `sighting_text` builds its lines with it. Strings become JSON by RFC 8259, 7: quotes, backslashes
// and control characters are escaped, and every octet above 0x7e becomes \u00XX, so that whatever
// stood on the wire is valid JSON. Times are UTC with microseconds (RFC 3339); years before 1970
// and after 9999 print as those limits.

#include <cstdint>
#include <string>
#include <string_view>

#include "agent/capture/packet.h"
#include "agent/sight/endpoint.h"

namespace desirepath::command {

void append_json_string(std::string& line, std::string_view value);
void append_number(std::string& line, std::uint64_t value);
void append_endpoint(std::string& line, const sight::Endpoint& endpoint);

// Remembers the day it wrote last, since nearly all times of a capture share it.
class TimeText {
 public:
  void append(std::string& line, capture::Time time);

 private:
  std::int64_t day_ = -1;
  char date_[11] = "0000-00-00";
};

}  // namespace desirepath::command
