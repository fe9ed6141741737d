#pragma once

// Places a file of the source or build tree into the program's read-only memory.
//
// Used where a program ships data: the catalog, its text, the field register, the page on the
// device. `DESIREPATH_EMBED(catalog, "/path/of/catalog.pb")` at file scope, in no namespace,
// defines `catalog_octets()`, a view of the file's octets that lives as long as the program. The
// path comes from the build; a file that is not there fails the assembly. Names are unique in a
// program. A file is not read by the compiler, only by the assembler: the target that embeds it
// names it in OBJECT_DEPENDS, so that a changed file is embedded anew.
//
// Source: GNU assembler manual, .incbin.

#include <cstddef>
#include <string_view>

#define DESIREPATH_EMBED(name, path)                                                        \
  asm(".section .rodata\n"                                                                  \
      ".balign 16\n"                                                                        \
      "desirepath_" #name                                                                   \
      "_begin:\n"                                                                           \
      ".incbin \"" path                                                                     \
      "\"\n"                                                                                \
      "desirepath_" #name                                                                   \
      "_end:\n"                                                                             \
      ".byte 0\n"                                                                           \
      ".previous\n");                                                                       \
  extern "C" {                                                                              \
  extern const char desirepath_##name##_begin[] __attribute__((visibility("hidden")));      \
  extern const char desirepath_##name##_end[] __attribute__((visibility("hidden")));        \
  }                                                                                         \
  static std::string_view name##_octets() {                                                 \
    return {desirepath_##name##_begin,                                                      \
            static_cast<std::size_t>(desirepath_##name##_end - desirepath_##name##_begin)}; \
  }
