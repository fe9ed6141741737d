#include "agent/page/assets.h"

#include <array>

// The assembler places each file's octets in read-only memory; the folder comes from the build.
#define DESIREPATH_PAGE_FILE(name, file)                                                          \
  asm(".section .rodata\n"                                                                        \
      "desirepath_page_" #name                                                                    \
      "_begin:\n"                                                                                 \
      ".incbin \"" DESIREPATH_PAGE_FOLDER "/" file                                                \
      "\"\n"                                                                                      \
      "desirepath_page_" #name                                                                    \
      "_end:\n"                                                                                   \
      ".byte 0\n"                                                                                 \
      ".previous\n");                                                                             \
  extern "C" {                                                                                    \
  extern const char desirepath_page_##name##_begin[] __attribute__((visibility("hidden")));       \
  extern const char desirepath_page_##name##_end[] __attribute__((visibility("hidden")));         \
  }                                                                                               \
  static std::string_view name##_octets() {                                                       \
    return {                                                                                      \
        desirepath_page_##name##_begin,                                                           \
        static_cast<std::size_t>(desirepath_page_##name##_end - desirepath_page_##name##_begin)}; \
  }

DESIREPATH_PAGE_FILE(index, "index.html")
DESIREPATH_PAGE_FILE(style, "page.css")
DESIREPATH_PAGE_FILE(script, "page.js")
DESIREPATH_PAGE_FILE(drawing, "drawing.js")
DESIREPATH_PAGE_FILE(words, "words.js")

namespace desirepath::page {

const Asset* find_asset(std::string_view path) {
  static const std::array<Asset, 5> assets = {{
      {"/", "text/html; charset=utf-8", index_octets()},
      {"/page.css", "text/css; charset=utf-8", style_octets()},
      {"/page.js", "text/javascript; charset=utf-8", script_octets()},
      {"/drawing.js", "text/javascript; charset=utf-8", drawing_octets()},
      {"/words.js", "text/javascript; charset=utf-8", words_octets()},
  }};
  for (const Asset& asset : assets) {
    if (asset.path == path) return &asset;
  }
  return nullptr;
}

}  // namespace desirepath::page
