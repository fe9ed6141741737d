#pragma once

// Every sentence of the monthly report, once for each language. Likely reasons and their fixes are
// told in the page's words.
//
// Source: product.md 2 "Say / do not say". Threads: plain values.

#include <array>
#include <cstdint>
#include <string>

#include "collector/needs/need_card.h"
#include "proto/fields/field_register.h"

namespace desirepath::report {

struct MonthlyWords {
  const char* code;  // of the html element
  const char* title;
  const char* intro;  // what the report is, in two sentences
  const char* window;
  const char* none;  // no need reached k
  const char* needs_head;
  const char* needs_chart;
  const char* bars_say;  // how to read a bar
  const char* need;
  const char* devices;
  const char* reason;
  const char* fix;
  const char* chosen;
  const char* trend;
  const char* wins_head;
  const char* effort;
  const char* tools_head;
  const char* tool;
  const char* standing;
  const char* known;
  const char* nothing;
  const char* enrolled;
  const char* reporting;
  const char* without_agent;
  const char* not_shown;
  const char* arrived;
  const char* names_seen;
  const char* not_known;
  const char* lab;
  const char* noise;  // before epsilon
  const char* floor;  // before k
  const char* foot;
  std::array<const char*, 8> reasons;  // by needs::Reason
  std::array<const char*, 8> fixes;
  std::array<const char*, 8> subjects;   // by catalog::RiskSubject
  std::array<const char*, 6> standings;  // unreviewed … blocked
  const char* yes;
  const char* no;
};

const MonthlyWords& monthly_words(fields::Language language);

// A standing as stored ("sanctioned") in the words of the language; another text stays as it is.
std::string standing_in(const MonthlyWords& words, const std::string& standing);

}  // namespace desirepath::report
