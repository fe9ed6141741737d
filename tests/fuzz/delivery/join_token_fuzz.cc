// A join token is typed, pasted, cut: whatever parses must be written the same way.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "proto/pki/join_token.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto token = desirepath::pki::parse_join_token(text);
  if (token.ok() && token->text() != text) std::abort();
  return 0;
}
