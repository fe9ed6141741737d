#pragma once

// `monthly_letter` is the mail around the monthly report: a few words, and the report as a PDF.
//
// monthly_mail.cc sends it. The same month and wish give the same Message-ID, so that a mail
// program that gets it twice shows it once, and one that somebody asked for again is another mail.
//
// Source: RFC 5322, RFC 2045 to 2047, RFC 2183. Threads: a pure function.

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "proto/fields/field_register.h"

namespace desirepath::collector {

struct Letter {
  std::string from;
  std::vector<std::string> to;
  std::string organisation;
  std::string month;   // "2026-11"
  std::string asked;   // which wish it answers; empty: the month's own
  std::string window;  // the newest one's name
  fields::Language language = fields::Language::kEnglish;
  std::string pdf;
};

std::string monthly_letter(const Letter& letter, absl::Time now);

}  // namespace desirepath::collector
