#pragma once

// `monthly_pdf` is the report for leadership on paper: what monthly_html.h shows, its charts drawn,
// on A4 pages.
//
// The same figures give the same octets. Errors: those of collector/paper.

#include <absl/status/statusor.h>

#include <string>

#include "collector/report/monthly_content.h"

namespace desirepath::report {

absl::StatusOr<std::string> monthly_pdf(const Monthly& monthly, fields::Language language);

}  // namespace desirepath::report
