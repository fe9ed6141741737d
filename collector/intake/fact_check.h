#pragma once

// `check` decides whether an opened fact may be counted. Pure.
//
// The intake calls it for each frame. Whatever is refused ends in one total counter by reason
// (`rejected` in window.db): no frame is ever logged, and the counters name no window, department
// or tool.
//
// Source: fact.proto; privacy.md 3a. Threads: immutable values.

#include <absl/container/flat_hash_set.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace desirepath::intake {

enum class Rejection : std::uint8_t {
  kUnknownWindow,  // no sealing key of that number: never made, or destroyed
  kNotOpened,      // sealed to another key, or damaged
  kMalformed,      // not a padded Fact
  kOtherWindow,    // the fact names another window than its envelope
  kFutureWindow,
  kFrozenWindow,
  kUnknownPolicy,
  kUnaskedKind,
  kUnknownDepartment,
  kUnknownSubject,  // tool, need, pair or rule
  kWrongValue,
  kWrongNonce,
  kCount,
};

std::string_view name(Rejection reason);

using Nonce = std::array<std::uint8_t, 16>;

struct CountedFact {
  std::uint32_t window = 0;
  std::uint32_t kind = 0;
  std::uint32_t department = 0;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t value = 0;
  Nonce nonce{};
};

// What the policy, the catalog and the instructions let devices say. The caller makes one from them
// and replaces it when they change.
struct Rules {
  absl::flat_hash_set<std::uint32_t> policies;  // numbers in force for a window that is still open
  absl::flat_hash_set<std::uint32_t> kinds;     // FactKind numbers asked for
  absl::flat_hash_set<std::uint32_t> departments;  // 0, the organisation, is always one
  absl::flat_hash_set<std::uint32_t> tools;
  absl::flat_hash_set<std::uint32_t> needs;
  absl::flat_hash_set<std::uint32_t> rules;
  std::optional<std::uint32_t> first_light;  // a window of which FIRST_LIGHT alone is told
  bool gateways = false;                     // whether any of the policies lets gateways count
  absl::flat_hash_set<std::pair<std::uint32_t, std::uint32_t>> pairs;
};

struct Opened {
  enum class Kind : std::uint8_t { kFact, kDummy, kRejected };
  Kind kind = Kind::kRejected;
  Rejection reason = Rejection::kMalformed;
  CountedFact fact;
};

// `message`: a serialized Fact out of an envelope for `window`.
Opened check(const std::string& message, std::uint32_t window, const Rules& rules);

}  // namespace desirepath::intake
