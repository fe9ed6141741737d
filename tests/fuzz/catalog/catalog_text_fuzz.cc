// Any octets as catalog textproto: one error with its line, or entries that the check can go
// through.

#include <string_view>

#include "proto/catalog/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace desirepath::catalog;
  static const PublicSuffixes kSuffixes = *PublicSuffixes::latest();
  auto file = TextCatalog::parse("fuzz", {reinterpret_cast<const char*>(data), size});
  if (!file.ok()) return 0;
  const std::vector<TextCatalog> files = {*std::move(file)};
  (void)check({.files = files, .shipped = nullptr, .lock = nullptr, .suffixes = &kSuffixes});
  return 0;
}
