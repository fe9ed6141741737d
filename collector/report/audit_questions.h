#pragma once

// The twelve questions auditors ask, and what this system says to each: answered, as a group of k
// devices or more, or not here and who can.
//
// Source: product.md, section 6 (audit pack). Threads: pure functions.

#include <array>
#include <cstdint>
#include <string>

#include "collector/report/audit_pack.h"
#include "proto/fields/field_register.h"

namespace desirepath::report {

enum class Said : std::uint8_t { kAnswered, kGroup, kElsewhere };

struct AuditQuestion {
  Said said = Said::kAnswered;
  std::string question;
  std::string answer;
};

std::array<AuditQuestion, kQuestions> audit_questions(const AuditPack& pack,
                                                      fields::Language language);

}  // namespace desirepath::report
