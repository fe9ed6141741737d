#pragma once

// The dashboard's files, as Vite built them, inside the program.
//
// `collector/api` serves them; the collector needs no folder of files beside it. The build writes
// the table (`embed.mjs`); a file's bytes come in by `.incbin`, so no source file holds them.
//
// Threads: immutable.

#include <span>
#include <string_view>

namespace desirepath::web {

struct Asset {
  std::string_view path;  // "/index.html", "/assets/index-4f2a.js"
  std::string_view content_type;
  std::string_view body;
  std::string_view gzip;   // the same, compressed; empty where that is no gain
  std::string_view etag;   // quoted, from the content
  bool immutable = false;  // the name holds the content's hash
};

std::span<const Asset> assets();

}  // namespace desirepath::web
