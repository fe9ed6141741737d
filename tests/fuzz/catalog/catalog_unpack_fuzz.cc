// Any octets as a packed catalog: refused, or a catalog whose every row can be looked up.

#include <cstdlib>

#include "proto/catalog/host_index.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace desirepath::catalog;
  const auto catalog = Catalog::unpack({reinterpret_cast<const char*>(data), size});
  if (!catalog.ok()) return 0;
  const HostIndex index(*catalog);
  for (const HostRow& row : catalog->hosts()) {
    if (row.form == Form::kSuffix && !index.find(catalog->suffix(row))) std::abort();
    if (row.owner == Owner::kTool && catalog->need(catalog->tool_of(row).need) == nullptr)
      std::abort();
  }
  return 0;
}
