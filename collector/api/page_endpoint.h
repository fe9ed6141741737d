#pragma once

// The dashboard's files, out of the program itself.
//
// `/` is the page; `/needs`, `/needs/<need>`, `/tools` and `/tools/<tool>` are the same file, whose
// script shows the right page (deep links). Nothing is ever read from disk here, so no path can
// lead out of the table.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "collector/api/exchange.h"
#include "collector/api/person.h"
#include "collector/api/request_target.h"
#include "collector/web/assets.h"

namespace desirepath::api {

// Nothing where no file or page has this path.
std::optional<Response> page(std::span<const web::Asset> assets, std::string_view path,
                             bool accepts_gzip);

// The Link field of a page: what its script asks first, so that the browser fetches it meanwhile.
// That is who it is and, for a person whose role may see it, the newest report of this address.
// Always there: a browser that keeps the page keeps the field of before where a 304 comes without
// one.
std::string announced(const Target& target, const std::optional<Person>& person);

}  // namespace desirepath::api
