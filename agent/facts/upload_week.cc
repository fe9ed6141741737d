#include "agent/facts/upload_week.h"

#include "agent/facts/use.h"

namespace desirepath::facts {
namespace {

constexpr std::uint64_t kMegabyte = 1'000'000;

std::uint32_t upload_class(std::uint64_t bytes) {
  if (bytes < 10 * kMegabyte) return 1;
  if (bytes < 100 * kMegabyte) return 2;
  return bytes < 1'000 * kMegabyte ? 3 : 4;
}

}  // namespace

void upload_week(const Inputs& inputs, Facts& facts) {
  const diary::DayRange week = days_of(inputs, 0);
  for (const diary::ToolDays& tool : inputs.diary.tools) {
    if (use_of(tool, week).use != Use::kOwner) continue;
    std::uint64_t bytes = 0;
    for (const diary::UploadDay& upload : inputs.diary.uploads) {
      if (upload.tool == tool.tool && upload.day >= week.first && upload.day <= week.last)
        bytes += upload.bytes_up;
    }
    if (bytes == 0) continue;
    Fact fact = fact_of(inputs, v1::FACT_KIND_UPLOAD_WEEK, tool.tool, upload_class(bytes));
    fact.department = policy::kOrganisation;
    facts.push_back(fact);
  }
}

}  // namespace desirepath::facts
