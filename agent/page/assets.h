#pragma once

// The files of the page on the device, compiled in: nothing is loaded from anywhere else.
//
// `Server` hands them out. Threads: constant.

#include <string_view>

namespace desirepath::page {

struct Asset {
  std::string_view path;  // "/page.js"
  std::string_view type;
  std::string_view octets;
};

// Null if no file has that path; "/" is the page itself.
const Asset* find_asset(std::string_view path);

}  // namespace desirepath::page
