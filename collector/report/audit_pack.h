#pragma once

// `AuditPack` is what an auditor takes along about a time: upper bounds, controls, decisions with
// the two people and the end of each, what prove-privacy and verify found, and twelve usual
// questions, each marked as answered, as a group, or not here and who can.
//
// `report audit` and the audit page fill it (command/audit_pack.h) and sign what comes out
// (policy/detached_signature.h); audit_pdf and audit_json set it. It can show nothing that the
// published tables and the audit chain do not.
//
// A tool without a figure did not reach k there, or, where nobody offers it, nearly every device
// had it: both are said, since the tables do not tell them apart (publish/fold.h, R7).
//
// Source: product.md, section 6 (Audit). Threads: plain values, pure functions.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/needs/need_card.h"
#include "collector/publish/history.h"
#include "proto/catalog/catalog.h"
#include "proto/fields/field_register.h"

namespace desirepath::report {

struct ToolBound {
  std::string tool;  // its id
  std::string name;
  std::uint32_t shown = 0;      // windows with a figure
  std::uint32_t not_shown = 0;  // windows without
  needs::Devices devices;       // the least and the most of the figures shown
};

// A decision on a tool, or a rule with its steps.
struct AuditedDecision {
  std::string about;   // tools by name
  std::string what;    // "blocked", "rule 3"
  std::string by;      // who decided or drafted
  std::string second;  // who approved; empty: the kind of decision takes one person
  std::string from;    // a window's name or a day
  std::string until;   // a day, or the window from which another counts; empty: none does
  std::string why;
};

struct AuditedPolicy {
  std::uint32_t number = 0;
  std::string hash;
  std::string from, until;  // days
};

struct AuditPack {
  std::string organisation;
  bool lab = false;
  std::string from, to;              // windows by name
  std::vector<std::string> windows;  // published ones between, both included
  std::uint32_t k = 0;               // the largest floor of these windows
  std::uint32_t complement = 0;
  std::uint32_t department_floor = 0;
  std::uint32_t frames = 0;
  std::uint32_t hold_hours = 0;
  std::uint32_t keep_windows = 0;  // 0: all
  double noise = 0;
  bool staff_body = true;
  bool uploads_asked = false;
  std::uint32_t alarms = 0;       // departments with more reports than devices, over the windows
  std::vector<ToolBound> tools;   // with a figure in some window, or named by a decision
  std::uint32_t other_tools = 0;  // of the catalog, without a figure in any window
  std::vector<AuditedPolicy> policies;
  std::vector<AuditedDecision> decisions;
  std::vector<AuditedDecision> rules;
  std::vector<std::string> proof;  // lines of prove-privacy, or why it could not be tried
  bool proof_kept = false;
  std::string chain_head;     // empty: broken
  std::string chain_trouble;  // empty: whole
};

constexpr int kQuestions = 12;

// Takes windows, floors, alarms and bounds from the published tables between both ends.
// kInvalidArgument: no window is published between them.
absl::Status add_bounds(const publish::History& history, std::uint32_t first, std::uint32_t last,
                        const catalog::Catalog& catalog, const std::vector<std::uint32_t>& named,
                        AuditPack& pack);

std::string audit_json(const AuditPack& pack, fields::Language language);
absl::StatusOr<std::string> audit_pdf(const AuditPack& pack, fields::Language language);

// What a bound means, and what it does not: fewer than k and nearly everybody look the same.
std::string bounds_mean(const AuditPack& pack, fields::Language language);

// "fewer than 10 devices in each of 13 windows": a tool's bound in a sentence.
std::string bound_words(const ToolBound& bound, const AuditPack& pack, fields::Language language);

}  // namespace desirepath::report
