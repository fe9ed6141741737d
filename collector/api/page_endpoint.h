#pragma once

// The dashboard's files, out of the program itself.
//
// `/` is the page; `/needs`, `/needs/<need>`, `/tools` and `/tools/<tool>` are the same file, whose
// script shows the right page (deep links). Nothing is ever read from disk here, so no path can
// lead out of the table.

#include <optional>
#include <span>

#include "collector/api/exchange.h"
#include "collector/web/assets.h"

namespace desirepath::api {

// Nothing where no file or page has this path.
std::optional<Response> page(std::span<const web::Asset> assets, std::string_view path,
                             bool accepts_gzip);

}  // namespace desirepath::api
