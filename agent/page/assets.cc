#include "agent/page/assets.h"

#include <array>

#include "proto/embed/embedded_file.h"

DESIREPATH_EMBED(page_index, DESIREPATH_PAGE_FOLDER "/index.html")
DESIREPATH_EMBED(page_style, DESIREPATH_PAGE_FOLDER "/page.css")
DESIREPATH_EMBED(page_script, DESIREPATH_PAGE_FOLDER "/page.js")
DESIREPATH_EMBED(page_drawing, DESIREPATH_PAGE_FOLDER "/drawing.js")
DESIREPATH_EMBED(page_words, DESIREPATH_PAGE_FOLDER "/words.js")

namespace desirepath::page {

const Asset* find_asset(std::string_view path) {
  static const std::array<Asset, 5> assets = {{
      {"/", "text/html; charset=utf-8", page_index_octets()},
      {"/page.css", "text/css; charset=utf-8", page_style_octets()},
      {"/page.js", "text/javascript; charset=utf-8", page_script_octets()},
      {"/drawing.js", "text/javascript; charset=utf-8", page_drawing_octets()},
      {"/words.js", "text/javascript; charset=utf-8", page_words_octets()},
  }};
  for (const Asset& asset : assets) {
    if (asset.path == path) return &asset;
  }
  return nullptr;
}

}  // namespace desirepath::page
