#include "agent/facts/words.h"

#include <array>

#include "absl/strings/str_cat.h"
#include "agent/facts/pair.h"

namespace desirepath::facts {
namespace {

std::string pick(std::uint32_t index, std::initializer_list<const char*> texts) {
  return index < texts.size() ? texts.begin()[index] : absl::StrCat("(value ", index, ")");
}

std::string tool_week_words(std::uint32_t value, const std::string& tool) {
  return absl::StrCat(
      "used ", tool, " ",
      pick(value, {"(value 0)", "on 1 day", "on 2-3 days", "on 4 days or more", "as a guest"}));
}

std::string retention_words(std::uint32_t value, const std::string& tool) {
  return absl::StrCat("used ", tool, ", ",
                      pick(value / 2, {"for the first time", "known to it for 2-4 windows",
                                       "known to it for 5-12 windows", "known to it for longer"}),
                      ", ",
                      value % 2 == 1 ? "also in the window before" : "not in the window before");
}

std::string displacement_words(std::uint32_t value, const std::string& need) {
  return absl::StrCat(
      "for ", need, " ",
      pick(value, {"used only what is offered", "used what is offered and something else",
                   "used only something else and never what is offered",
                   "went from what is offered to something else",
                   "came from something else to what is offered",
                   "stopped using what is offered, and uses nothing now",
                   "stopped using something else, and uses nothing now",
                   "used only something else, and of what is offered got no further than the login",
                   "used only something else; it is too early to say whether what is offered was "
                   "ever used"}));
}

std::string pair_flow_words(std::uint32_t value, const std::string& first,
                            const std::string& second) {
  if (value >= kPairFlowValues)
    return absl::StrCat("used ", first, " beside ", second, " (value ", value, ")");
  const PairFlow parts = pair_flow_parts(value);
  return absl::StrCat(
      "went back and forth between ", first, " and ", second, " ",
      pick(parts.bounces, {"1-2", "3-9", "10 or more"}), " times a day on ",
      pick(parts.joint_days, {"1 day", "2-3 days", "4 days or more"}),
      pick(parts.shape, {"", ", entering into both", ", carrying over from one to the other"}));
}

std::string said(const Fact& fact, const Names& names) {
  switch (fact.kind) {
    case v1::FACT_KIND_HEARTBEAT:
      return "took part";
    case v1::FACT_KIND_TOOL_WEEK:
      return tool_week_words(fact.value, names.tool(fact.a));
    case v1::FACT_KIND_TOOL_PERIOD:
      return absl::StrCat("used ", names.tool(fact.a), " in ",
                          pick(fact.value, {"(value 0)", "1", "2-3", "all"}),
                          " of the four windows that ended");
    case v1::FACT_KIND_RETENTION:
      return retention_words(fact.value, names.tool(fact.a));
    case v1::FACT_KIND_NEED_WEEK:
      return absl::StrCat("used ",
                          pick(fact.value, {"(value 0)", "1 tool", "2 tools", "3 or more tools"}),
                          " for ", names.need(fact.a));
    case v1::FACT_KIND_DISPLACEMENT:
      return displacement_words(fact.value, names.need(fact.a));
    case v1::FACT_KIND_PAIR:
      return absl::StrCat("used both ", names.tool(fact.a), " and ", names.tool(fact.b));
    case v1::FACT_KIND_PAIR_FLOW:
      return pair_flow_words(fact.value, names.tool(fact.a), names.tool(fact.b));
    case v1::FACT_KIND_UPLOAD_WEEK:
      return absl::StrCat("sent ",
                          pick(fact.value, {"(value 0)", "under 10 MB", "10-100 MB",
                                            "100 MB to 1 GB", "over 1 GB"}),
                          " to ", names.tool(fact.a));
    case v1::FACT_KIND_VISIBILITY_WEEK:
      return absl::StrCat("saw a name in ",
                          pick(fact.value, {"(value 0)", "under 20 %", "20-40 %", "40-60 %",
                                            "60-80 %", "80-100 %"}),
                          " of its connections");
    default:
      return absl::StrCat("answered question ", static_cast<int>(fact.kind), " with ", fact.value);
  }
}

}  // namespace

std::string words(const Fact& fact, const Names& names) {
  if (fact.kind == v1::FACT_KIND_DUMMY)
    return "nothing: filler, so that the number of frames says nothing";
  return absl::StrCat("a device of ", names.department(fact.department), " ", said(fact, names),
                      " in ", names.window(fact.window));
}

}  // namespace desirepath::facts
