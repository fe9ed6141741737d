#pragma once

// `explain_needs` and its like, one for each report, say from which published blocks, under which
// rules, the figures of a report come: every number can be traced to rows of published.db.

#include <string>

#include "collector/needs/need_card.h"
#include "collector/needs/side_reports.h"
#include "collector/publish/history.h"
#include "proto/catalog/catalog.h"

namespace desirepath::report {

std::string explain_needs(const needs::NeedsReport& report, const publish::History& history,
                          const catalog::Catalog& catalog);
std::string explain_tools(const needs::ToolsReport& report, const publish::History& history);
std::string explain_departments(const publish::History& history, const catalog::Catalog& catalog);
std::string explain_visibility(const publish::History& history);
std::string explain_pairs(const publish::History& history);
// Both windows' blocks of each signal, from the first that it looks back on.
std::string explain_signals(const needs::SignalsReport& report, const publish::History& history,
                            const catalog::Catalog& catalog);

}  // namespace desirepath::report
