#include "agent/facts/words.h"

#include "absl/strings/str_cat.h"
#include "agent/facts/pair.h"

namespace desirepath::facts {
namespace {

using fields::filled;
using fields::Language;

// The register's text for one value of a kind's part; a value nobody defined is shown as it is.
std::string part(Language language, std::string_view kind, std::string_view name,
                 std::uint32_t value) {
  std::string key(kind);
  key.append(".").append(name).append(".").append(std::to_string(value));
  const std::string_view text = fields::text(language, key);
  // The first shape of a pair's flow is "neither": registered, and without words.
  if (!text.empty() || key == "PAIR_FLOW.shape.0") return std::string(text);
  return absl::StrCat("(", std::string(name), " ", value, ")");
}

std::string pair_flow_words(const Fact& fact, std::string_view told, const Names& names) {
  const bool known = fact.value < kPairFlowValues;
  const PairFlow parts = pair_flow_parts(known ? fact.value : 0);
  const std::string_view kind = "PAIR_FLOW";
  const std::string words =
      filled(told, {{"a", names.tool(fact.a)},
                    {"b", names.tool(fact.b)},
                    {"bounces", part(names.language, kind, "bounces", parts.bounces)},
                    {"days", part(names.language, kind, "days", parts.joint_days)},
                    {"shape", part(names.language, kind, "shape", parts.shape)}});
  return known ? words : absl::StrCat(words, " (value ", fact.value, ")");
}

bool is_about_a_need(Kind kind) {
  return kind == v1::FACT_KIND_NEED_WEEK || kind == v1::FACT_KIND_DISPLACEMENT ||
         kind == v1::FACT_KIND_FIRST_LIGHT;
}

std::string said(const Fact& fact, const Names& names) {
  const std::string kind(fields::kind_name(static_cast<std::uint32_t>(fact.kind)));
  const std::string_view told = fields::text(names.language, kind + ".told");
  if (told.empty()) {
    return absl::StrCat("answered question ", static_cast<int>(fact.kind), " with ", fact.value);
  }
  if (fact.kind == v1::FACT_KIND_PAIR_FLOW) return pair_flow_words(fact, told, names);
  if (fact.kind == v1::FACT_KIND_FIRST_LIGHT && fact.a == 0) {
    return std::string(fields::text(names.language, kind + ".part"));
  }
  const std::string a = is_about_a_need(fact.kind) ? names.need(fact.a) : names.tool(fact.a);
  return filled(told, {{"a", a},
                       {"b", names.tool(fact.b)},
                       {"value", part(names.language, kind, "value", fact.value)},
                       {"age", part(names.language, kind, "age", fact.value / 2)},
                       {"before", part(names.language, kind, "before", fact.value % 2)}});
}

}  // namespace

std::string words(const Fact& fact, const Names& names) {
  if (fact.kind == v1::FACT_KIND_DUMMY) {
    return std::string(fields::text(names.language, "DUMMY.told"));
  }
  return filled(fields::text(names.language, "sentence"),
                {{"department", names.department(fact.department)},
                 {"said", said(fact, names)},
                 {"window", names.window(fact.window)}});
}

}  // namespace desirepath::facts
