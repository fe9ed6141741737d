#pragma once

// `monthly_content` is what the monthly report says, in one language and in order: the same for the
// HTML file (monthly_html.h) and the PDF (monthly_pdf.h), which only set it.
//
// It is made of the same cards as page and table, so it can show nothing that they do not. Threads:
// a pure function.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "collector/needs/need_card.h"
#include "collector/needs/side_reports.h"
#include "collector/report/monthly_words.h"
#include "proto/fields/field_register.h"

namespace desirepath::report {

struct Monthly {
  needs::NeedsReport needs;
  needs::ToolsReport tools;
  needs::QuickWinsReport wins;
};

struct MonthlyContent {
  struct NeedRow {
    std::string name;
    needs::Devices devices;
    std::string reason;
    std::string fix;
    std::string chosen;                    // "Miro 20–29, Figma 10–19"
    std::vector<needs::TrendPoint> trend;  // half a year at most
  };
  struct WinRow {
    std::string name;
    needs::Devices devices;
    std::string fix;
    std::uint32_t effort = 0;
  };
  struct ToolRow {
    std::string name;
    std::string need;
    std::string standing;
    needs::Devices devices;
    std::string known;
  };

  const MonthlyWords* words = nullptr;
  std::string title;
  std::string window;  // its name
  bool lab = false;
  std::string noise;                                      // a sentence; empty: none
  std::vector<NeedRow> needs;                             // ten at most
  std::vector<WinRow> wins;                               // three
  std::vector<ToolRow> tools;                             // twenty
  std::vector<std::pair<std::string, std::string>> foot;  // "enrolled", "1204" …
  std::string floor;                                      // "Smallest number shown: 10"
};

MonthlyContent monthly_content(const Monthly& monthly, fields::Language language);

}  // namespace desirepath::report
