#pragma once

// The words of the page on a gateway's network, in English, Finnish and German.
//
// `write_page` puts them together. Threads: constant.

#include <string_view>

#include "proto/fields/field_register.h"

namespace desirepath::network_page {

// What the gateway holds of the device that asks.
enum class State { kCounted, kOptedOut, kElsewhere, kUnseen, kChosenAddress, kAway };

struct Words {
  std::string_view code;  // of the language
  std::string_view title;
  std::string_view lead;
  std::string_view what;  // heading
  std::string_view what_told;
  std::string_view never;  // heading
  std::string_view never_told;
  std::string_view asked;     // heading; the policy's questions follow
  std::string_view networks;  // heading
  std::string_view not_here;  // heading
  std::string_view not_here_told;
  std::string_view policy;       // "Policy {number} of {organisation}, until {ends}, hash {hash}"
  std::string_view second[2];    // whose the second signature is: the staff side's, the auditor's
  std::string_view your_device;  // heading
  std::string_view opt_out;      // button
  std::string_view opt_in;
  std::string_view lab;
  std::string_view foot;
  std::string_view states[6];  // by State
};

const Words& words_of(fields::Language language);

}  // namespace desirepath::network_page
