#include "collector/report/words.h"

#include <absl/strings/str_cat.h>

#include <cmath>

namespace desirepath::report {

const char* reason_code(needs::Reason reason) {
  switch (reason) {
    case needs::Reason::kAbsent:
      return "absent";
    case needs::Reason::kUnknown:
      return "unknown";
    case needs::Reason::kUnfit:
      return "unfit";
    case needs::Reason::kInaccessible:
      return "inaccessible";
    case needs::Reason::kUnconnected:
      return "unconnected";
    case needs::Reason::kOutsidePull:
      return "outside_pull";
    case needs::Reason::kTooEarly:
      return "too_early";
    case needs::Reason::kTooFew:
      return "too_few";
  }
  return "too_few";
}

const char* grade_code(needs::Grade grade) {
  return grade == needs::Grade::kSolid ? "solid" : "indicative";
}

const char* habit_code(needs::Habit habit) {
  switch (habit) {
    case needs::Habit::kTriedOnce:
      return "tried_once";
    case needs::Habit::kTrial:
      return "trial";
    case needs::Habit::kHabit:
      return "habit";
    case needs::Habit::kNotKnown:
      break;
  }
  return "not_known";
}

const char* habit_words(needs::Habit habit) {
  switch (habit) {
    case needs::Habit::kTriedOnce:
      return "tried once";
    case needs::Habit::kTrial:
      return "on trial";
    case needs::Habit::kHabit:
      return "a habit";
    case needs::Habit::kNotKnown:
      break;
  }
  return "not known yet";
}

const char* stage_code(needs::Stage stage) {
  switch (stage) {
    case needs::Stage::kSeed:
      return "seed";
    case needs::Stage::kEarly:
      return "early";
    case needs::Stage::kCrossing:
      return "crossing";
    case needs::Stage::kMainstream:
      return "mainstream";
  }
  return "seed";
}

std::string noise_words(double epsilon) {
  if (epsilon == 0) return "";
  // P(|x| > m) = 2 a^(m + 1) / (1 + a) with a = e^-epsilon.
  const double a = std::exp(-epsilon);
  int within = 0;
  for (double beyond = 2 * a / (1 + a); beyond > 0.05; beyond *= a) ++within;
  return absl::StrCat(
      "Noise: each exact figure is drawn around the true one (discrete Laplace, epsilon ", epsilon,
      "), once, and never below k; 95 % lie within ", within, " of it.");
}

const char* risk_words(std::string_view subject) {
  if (subject == "dpa_offered") return "processing agreement";
  if (subject == "soc2") return "SOC 2";
  if (subject == "iso27001") return "ISO 27001";
  if (subject == "sso") return "single sign-on";
  if (subject == "mfa") return "second factor";
  if (subject == "trains_on_customer_data") return "trains on customer data";
  if (subject == "data_region") return "data region";
  return "breaches";
}

std::string devices_words(const needs::Devices& devices) {
  if (devices.low == devices.high) return absl::StrCat(devices.low);
  return absl::StrCat(devices.low, "–", devices.high);
}

std::string percent_words(const needs::Share& share) {
  const auto low = static_cast<int>(std::lround(share.low * 100));
  const auto high = static_cast<int>(std::lround(share.high * 100));
  if (low == high) return absl::StrCat(low, " %");
  return absl::StrCat(low, "–", high, " %");
}

}  // namespace desirepath::report
