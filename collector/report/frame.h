#pragma once

// What every report begins and ends with, in its three forms.

#include <boost/json/fwd.hpp>
#include <string>

#include "collector/needs/need_card.h"

namespace desirepath::report {

std::string table_opening(const needs::Head& head, const std::string& subject);
std::string table_closing(const needs::Head& head);

boost::json::object head_json(const needs::Head& head);
boost::json::object devices_json(const needs::Devices& devices);

// RFC 4180; a cell that a spreadsheet would take for a formula gets an apostrophe.
std::string csv_cell(const std::string& text);
// organisation, lab notice, k, window.
std::string csv_head(const needs::Head& head);

}  // namespace desirepath::report
