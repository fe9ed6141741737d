#pragma once

// The catalog's needs by their names in the languages of the page.

#include <string>
#include <string_view>

#include "collector/report/language.h"

namespace desirepath::report {

// `english`, the catalog's own name, where no other is known.
std::string need_name(const std::string& id, const std::string& english, Language language);

}  // namespace desirepath::report
