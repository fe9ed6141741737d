#pragma once

// The texts of the smaller reports: departments, visibility, quick wins, signals, pairs.

#include <boost/json/fwd.hpp>
#include <string>
#include <vector>

#include "collector/needs/pairs.h"
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

std::string signals_json(const needs::SignalsReport& report);
std::string signals_csv(const needs::SignalsReport& report);
std::string signals_table(const needs::SignalsReport& report);

// The rows alone, for the pictures of a need.
boost::json::array pair_rows_json(const std::vector<needs::PairRow>& pairs);
std::string pairs_json(const needs::PairsReport& report);
std::string pairs_csv(const needs::PairsReport& report);
std::string pairs_table(const needs::PairsReport& report);

}  // namespace desirepath::report
