#pragma once

// `is_one_line`: words that people write to people, and that a terminal shows too: no line breaks,
// no escape sequences, not endless. Notices and answers are held to it. Threads: pure.

#include <algorithm>
#include <string_view>

namespace desirepath::policy {

inline bool is_one_line(std::string_view words, std::size_t most) {
  return words.size() <= most && std::none_of(words.begin(), words.end(), [](char octet) {
           const auto code = static_cast<unsigned char>(octet);
           return code < 0x20 || code == 0x7f;
         });
}

}  // namespace desirepath::policy
