#pragma once

// The three texts of each report: a table for a terminal, JSON and CSV for programs.
//
// `report needs|tools` prints them, and GET /api/v1/needs and /api/v1/tools answer with the JSON
// unchanged. The JSON is a contract: fields are added, never renamed. Numbers below k appear as
// low 0 and high k - 1, in a table as 0–9; a missing figure is null with a reason in words.

#include <string>

#include "collector/needs/need_card.h"

namespace desirepath::report {

std::string needs_json(const needs::NeedsReport& report);
std::string needs_csv(const needs::NeedsReport& report);
std::string needs_table(const needs::NeedsReport& report);

std::string tools_json(const needs::ToolsReport& report);
std::string tools_csv(const needs::ToolsReport& report);
std::string tools_table(const needs::ToolsReport& report);

}  // namespace desirepath::report
