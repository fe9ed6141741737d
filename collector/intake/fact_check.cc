#include "collector/intake/fact_check.h"

#include <algorithm>

#include "desirepath/v1/fact.pb.h"

namespace desirepath::intake {
namespace {

// Which numbers a kind's fields may hold.
enum class Subject : std::uint8_t { kNone, kTool, kNeed, kNeedOrNone, kPair, kRule };

struct Shape {
  Subject subject;
  std::uint32_t first_value;
  std::uint32_t last_value;
  bool organisation_only = false;
};

std::optional<Shape> shape_of(v1::FactKind kind) {
  switch (kind) {
    case v1::FACT_KIND_HEARTBEAT:
      return Shape{Subject::kNone, 0, 1};  // 1: by a gateway
    case v1::FACT_KIND_TOOL_WEEK:
      return Shape{Subject::kTool, 1, 4};
    case v1::FACT_KIND_TOOL_PERIOD:
      return Shape{Subject::kTool, 1, 3};
    case v1::FACT_KIND_TOOL_DAY:
      return Shape{Subject::kTool, 0, 0};
    case v1::FACT_KIND_RETENTION:
      return Shape{Subject::kTool, 0, 7};
    case v1::FACT_KIND_NEED_WEEK:
      return Shape{Subject::kNeed, 1, 3};
    case v1::FACT_KIND_DISPLACEMENT:
      return Shape{Subject::kNeed, 0, 8};
    case v1::FACT_KIND_PAIR:
      return Shape{Subject::kPair, 0, 0};
    case v1::FACT_KIND_PAIR_FLOW:
      return Shape{Subject::kPair, 0, 26};
    case v1::FACT_KIND_VISIBILITY_WEEK:
      return Shape{Subject::kNone, 1, 5};
    case v1::FACT_KIND_UPLOAD_WEEK:
      return Shape{Subject::kTool, 1, 4, true};
    case v1::FACT_KIND_RULE_WEEK:
      return Shape{Subject::kRule, 0, 0, true};
    case v1::FACT_KIND_FIRST_LIGHT:
      return Shape{Subject::kNeedOrNone, 0, 3, true};
    default:
      return std::nullopt;  // reserved, or from a later version
  }
}

bool is_known(Subject subject, const v1::Fact& fact, const Rules& rules) {
  switch (subject) {
    case Subject::kNone:
      return fact.a() == 0 && fact.b() == 0;
    case Subject::kTool:
      return fact.b() == 0 && rules.tools.contains(fact.a());
    case Subject::kNeed:
      return fact.b() == 0 && rules.needs.contains(fact.a());
    case Subject::kNeedOrNone:
      // That the device takes part has no answer, a need has one.
      return fact.b() == 0 && (fact.a() == 0 ? fact.value() == 0
                                             : fact.value() != 0 && rules.needs.contains(fact.a()));
    case Subject::kPair:
      return rules.pairs.contains({fact.a(), fact.b()});
    case Subject::kRule:
      return fact.b() == 0 && rules.rules.contains(fact.a());
  }
  return false;
}

std::optional<Rejection> reason_against(const v1::Fact& fact, std::uint32_t window,
                                        const Rules& rules) {
  const std::optional<Shape> shape = shape_of(fact.kind());
  if (!shape || !rules.kinds.contains(static_cast<std::uint32_t>(fact.kind()))) {
    return Rejection::kUnaskedKind;
  }
  const bool light = fact.kind() == v1::FACT_KIND_FIRST_LIGHT;
  if (light != (rules.first_light == window)) return Rejection::kUnaskedKind;
  if (fact.window() != window) return Rejection::kOtherWindow;
  if (!rules.policies.contains(fact.policy_number())) return Rejection::kUnknownPolicy;
  if (fact.department() != 0 &&
      (shape->organisation_only || !rules.departments.contains(fact.department()))) {
    return Rejection::kUnknownDepartment;
  }
  if (!is_known(shape->subject, fact, rules)) return Rejection::kUnknownSubject;
  if (fact.value() < shape->first_value || fact.value() > shape->last_value ||
      !fact.body().empty()) {
    return Rejection::kWrongValue;
  }
  if (fact.kind() == v1::FACT_KIND_HEARTBEAT && fact.value() != 0 && !rules.gateways) {
    return Rejection::kWrongValue;
  }
  if (fact.nonce().size() != std::tuple_size_v<Nonce>) return Rejection::kWrongNonce;
  return std::nullopt;
}

}  // namespace

std::string_view name(Rejection reason) {
  constexpr std::array<std::string_view, static_cast<std::size_t>(Rejection::kCount)> kNames = {
      "unknown window",     "not opened",      "malformed",      "other window",
      "future window",      "frozen window",   "unknown policy", "unasked kind",
      "unknown department", "unknown subject", "wrong value",    "wrong nonce"};
  return kNames.at(static_cast<std::size_t>(reason));
}

Opened check(const std::string& message, std::uint32_t window, const Rules& rules) {
  Opened opened;
  v1::Fact fact;
  if (!fact.ParseFromString(message)) return opened;
  if (fact.kind() == v1::FACT_KIND_DUMMY) {
    opened.kind = Opened::Kind::kDummy;
    opened.fact.window = window;
    return opened;
  }
  if (const std::optional<Rejection> reason = reason_against(fact, window, rules)) {
    opened.reason = *reason;
    return opened;
  }
  opened.kind = Opened::Kind::kFact;
  opened.fact = {window,
                 static_cast<std::uint32_t>(fact.kind()),
                 fact.department(),
                 fact.a(),
                 fact.b(),
                 fact.value(),
                 {}};
  std::copy(fact.nonce().begin(), fact.nonce().end(), opened.fact.nonce.begin());
  return opened;
}

}  // namespace desirepath::intake
