// What a damaged disk can give the agent: the outbox's and the diary's values, read and shown as
// the ledger shows them.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "agent/diary/diary_format.h"
#include "agent/outbox/frame_format.h"
#include "agent/outbox/ledger.h"

namespace {

using namespace desirepath;

void show(const outbox::WindowFrames& window) {
  static const window::Calendar calendar =
      *window::Calendar::make(policy::Profile::kWeekly, "Europe/Helsinki");
  const outbox::Timetable timetable(calendar, policy::Policy());
  const auto number = [](std::uint32_t value) { return absl::StrCat("number ", value); };
  const facts::Names names{number, number, number,
                           [](std::uint32_t each) { return calendar.name(each); }};
  static_cast<void>(
      outbox::ledger_entries(window, absl::FromUnixSeconds(1'788'739'200), timetable, names));
  static_cast<void>(outbox::verify_ledger({window}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view octets(reinterpret_cast<const char*>(data), size);
  if (const auto window = outbox::decode(octets); window.ok()) {
    const std::string again = outbox::encode(*window);
    if (outbox::encode(*outbox::decode(again)) != again) std::abort();
    show(*window);
  }
  if (const auto diary = diary::decode(octets); diary.ok()) {
    const std::string again = diary::encode(*diary);
    if (diary::encode(*diary::decode(again)) != again) std::abort();
  }
  return 0;
}
