#pragma once

// `monthly_html` is the report for leadership: one HTML file with its charts inside, which opens
// without a network and prints on three pages.
//
// What it says comes from monthly_content.h; trends go back half a year.

#include <string>

#include "collector/report/monthly_content.h"

namespace desirepath::report {

std::string monthly_html(const Monthly& monthly, fields::Language language);

}  // namespace desirepath::report
