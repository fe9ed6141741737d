#pragma once

// The floors that are compiled in: no policy lowers them, whoever signs it.
//
// Agents refuse a policy below them before they look at anything else in it; the collector refuses
// to publish one. Only a lab policy, on an agent that was started for a lab, may lie below k and
// the department floor.
//
// Source: privacy.md, Decisions 6 and 12, 3c; issue "Anonymous by construction", 5.
// Errors: kInvalidArgument; the text says which sentence of the policy is refused and what would be
// accepted.

#include <cstdint>

#include "absl/status/statusor.h"
#include "desirepath/v1/policy.pb.h"
#include "proto/policy/policy.h"

namespace desirepath::policy {

constexpr std::uint32_t kKFloor = 5;
constexpr std::uint32_t kDepartmentFloor = 10;
constexpr std::uint32_t kFramesPerWindow = 128;  // exactly: another number would be a mark
constexpr std::uint32_t kHoldHoursFloor = 24;
constexpr std::int64_t kLongestSeconds = 366LL * 86400;  // twelve months
constexpr std::int64_t kNoticeSeconds = 7LL * 86400;     // before what widens takes effect
constexpr std::int64_t kDeadManSeconds = 30LL * 86400;   // without a valid policy: stop and erase
constexpr std::uint32_t kLeastNoise =
    100;  // epsilon in thousandths: more noise than that is none to read
constexpr std::uint32_t kMostNoise = 4000;  // less noise than that hides nothing
constexpr std::uint32_t kFewestKept = 13;   // windows: a quarter, what likely reasons look back on
constexpr std::uint32_t kMaximumDepartments = 4096;
constexpr std::uint32_t kMaximumStaffKeys = 3;
constexpr std::uint32_t kMaximumPairs = 32;
constexpr std::uint32_t kShortestLabWindow = 10;  // seconds
constexpr std::uint32_t kLongestLabWindow = 86400;

// True for the kinds of fact this program can be asked for.
bool is_compiled_kind(std::uint32_t kind);

// The policy as a value, if it keeps every floor.
absl::StatusOr<Policy> check_policy(const v1::Policy& message, bool allow_lab);

}  // namespace desirepath::policy
