#pragma once

// The texts of the smaller reports: departments, visibility, quick wins.

#include <string>

#include "collector/needs/side_reports.h"

namespace desirepath::report {

std::string departments_json(const needs::DepartmentsReport& report);
std::string departments_csv(const needs::DepartmentsReport& report);
std::string departments_table(const needs::DepartmentsReport& report);

std::string visibility_json(const needs::VisibilityReport& report);
std::string visibility_csv(const needs::VisibilityReport& report);
std::string visibility_table(const needs::VisibilityReport& report);

std::string quick_wins_json(const needs::QuickWinsReport& report);
std::string quick_wins_csv(const needs::QuickWinsReport& report);
std::string quick_wins_table(const needs::QuickWinsReport& report);

}  // namespace desirepath::report
