#pragma once

// The words and codes that reports use for what `needs` computes: one place, so that table, JSON,
// CSV and page never call the same thing by two names.
//
// Source: product.md 2 "Say / do not say".

#include <string>
#include <string_view>

#include "collector/needs/need_card.h"

namespace desirepath::report {

constexpr const char* kLabNotice =
    "Lab figures: the window is compressed and the floor may be one device. They are not "
    "anonymous.";
constexpr const char* kFoot = "Not for judging conduct or performance.";

// What noise of this epsilon does to a figure, in words; empty without noise.
std::string noise_words(double epsilon);

const char* reason_code(needs::Reason reason);
const char* grade_code(needs::Grade grade);
const char* habit_code(needs::Habit habit);
const char* habit_words(needs::Habit habit);
const char* stage_code(needs::Stage stage);

// A subject of catalog/risk.h as people say it.
const char* risk_words(std::string_view subject);

// "30", "30–39", "0–9".
std::string devices_words(const needs::Devices& devices);
// "24–31 %".
std::string percent_words(const needs::Share& share);

}  // namespace desirepath::report
