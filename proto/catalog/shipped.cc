#include "proto/catalog/shipped.h"

// The assembler places the file's octets in read-only memory; the path comes from the build.
asm(".section .rodata\n"
    ".balign 16\n"
    "desirepath_catalog_begin:\n"
    ".incbin \"" DESIREPATH_CATALOG_FILE
    "\"\n"
    "desirepath_catalog_end:\n"
    ".byte 0\n"
    ".previous\n");

extern "C" {
extern const char desirepath_catalog_begin[] __attribute__((visibility("hidden")));
extern const char desirepath_catalog_end[] __attribute__((visibility("hidden")));
}

namespace desirepath::catalog {

std::string_view shipped() {
  return {desirepath_catalog_begin,
          static_cast<std::size_t>(desirepath_catalog_end - desirepath_catalog_begin)};
}

}  // namespace desirepath::catalog
