#pragma once

// What changes from one policy to the next, in plain words, and whether any of it widens what is
// asked.
//
// The agent shows the sentences seven days before a wider policy takes effect; `policy review`
// shows them to whoever signs. Widening is: another kind of fact, a smaller k or floor, a shorter
// hold, more hours, a need that was off, a finer window, a new department, a network that a gateway
// observes, another signer or key, a later end. All else is narrowing or neutral.
//
// Source: privacy.md, Decisions 6; product.md "Effect of a click". Threads: pure functions.

#include <string>
#include <vector>

#include "proto/fields/field_register.h"
#include "proto/policy/policy.h"

namespace desirepath::policy {

struct Change {
  std::string words;  // one sentence without its full stop
  bool widens = false;
};

std::vector<Change> changes_between(const Policy& before, const Policy& after);

bool widens(const Policy& before, const Policy& after);

// "that a tool was used on one, 2-3 or 4-7 days": the question a kind of fact answers, as the field
// register words it.
std::string kind_words(std::uint32_t kind, fields::Language language = fields::Language::kEnglish);

}  // namespace desirepath::policy
