#pragma once

// `monthly_html` is the report for leadership: one HTML file with its charts inside, which opens
// without a network and prints on three pages.
//
// It is made of the same cards as page and table, so it can show nothing that they do not. The
// figures are those of the report's last window; trends go back half a year.

#include <string>

#include "collector/needs/need_card.h"
#include "collector/needs/side_reports.h"
#include "proto/fields/field_register.h"

namespace desirepath::report {

struct Monthly {
  needs::NeedsReport needs;
  needs::ToolsReport tools;
  needs::QuickWinsReport wins;
};

std::string monthly_html(const Monthly& monthly, fields::Language language);

}  // namespace desirepath::report
