#include "proto/catalog/text_blobs.h"

// The assembler places the files' octets in read-only memory; the paths come from the build.
asm(".section .rodata\n"
    ".balign 16\n"
    "desirepath_descriptor_begin:\n"
    ".incbin \"" DESIREPATH_DESCRIPTOR_FILE
    "\"\n"
    "desirepath_descriptor_end:\n"
    ".byte 0\n"
    "desirepath_text_begin:\n"
    ".incbin \"" DESIREPATH_TEXT_FILE
    "\"\n"
    "desirepath_text_end:\n"
    ".byte 0\n"
    "desirepath_names_begin:\n"
    ".incbin \"" DESIREPATH_NAMES_FILE
    "\"\n"
    "desirepath_names_end:\n"
    ".byte 0\n"
    ".previous\n");

extern "C" {
extern const char desirepath_descriptor_begin[] __attribute__((visibility("hidden")));
extern const char desirepath_descriptor_end[] __attribute__((visibility("hidden")));
extern const char desirepath_text_begin[] __attribute__((visibility("hidden")));
extern const char desirepath_text_end[] __attribute__((visibility("hidden")));
extern const char desirepath_names_begin[] __attribute__((visibility("hidden")));
extern const char desirepath_names_end[] __attribute__((visibility("hidden")));
}

namespace desirepath::catalog {

std::string_view descriptor_octets() {
  return {desirepath_descriptor_begin,
          static_cast<std::size_t>(desirepath_descriptor_end - desirepath_descriptor_begin)};
}

std::string_view shipped_text() {
  return {desirepath_text_begin,
          static_cast<std::size_t>(desirepath_text_end - desirepath_text_begin)};
}

std::string_view names_elsewhere() {
  return {desirepath_names_begin,
          static_cast<std::size_t>(desirepath_names_end - desirepath_names_begin)};
}

}  // namespace desirepath::catalog
