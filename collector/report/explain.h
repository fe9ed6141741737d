#pragma once

// `explain_needs` and `explain_tools` say from which published blocks, under which rules, the
// figures of a report come: every number can be traced to rows of published.db.

#include <string>

#include "collector/needs/need_card.h"
#include "collector/publish/history.h"
#include "proto/catalog/catalog.h"

namespace desirepath::report {

std::string explain_needs(const needs::NeedsReport& report, const publish::History& history,
                          const catalog::Catalog& catalog);
std::string explain_tools(const needs::ToolsReport& report, const publish::History& history);

}  // namespace desirepath::report
