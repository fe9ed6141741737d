// An opened frame: whatever a device sealed.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "collector/intake/fact_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace intake = desirepath::intake;
  static const intake::Rules rules = [] {
    intake::Rules made;
    made.policies = {1, 2};
    for (std::uint32_t kind = 0; kind < 16; ++kind) made.kinds.insert(kind);
    made.departments = {1, 2};
    made.tools = {1, 2, 3};
    made.needs = {1, 2};
    return made;
  }();
  const std::string message(reinterpret_cast<const char*>(data), size);
  const intake::Opened opened = intake::check(message, 7, rules);
  if (opened.kind == intake::Opened::Kind::kFact &&
      (opened.fact.window != 7 || opened.fact.department > 2 || opened.fact.kind == 0)) {
    std::abort();
  }
  return 0;
}
