#pragma once

// What a desktop notice says, in English, Finnish and German.
//
// `news_for` fills the places. Texts are plain: a desktop that reads markup gets them escaped
// (desktop.h). Threads: constant.

#include <string_view>

#include "proto/fields/field_register.h"

namespace desirepath::session {

enum class Text : std::uint8_t {
  kFirstTitle,    // {organisation}
  kFirst,         // three sentences; {organisation}
  kLab,           // behind the three where the figures are not anonymous
  kComingTitle,   //
  kComing,        // {date} {organisation}
  kChangedTitle,  //
  kChanged,       // {organisation}
  kCareTitle,     // {organisation}
  kRuleTitle      // {organisation}
};

std::string_view text(fields::Language language, Text which);

}  // namespace desirepath::session
