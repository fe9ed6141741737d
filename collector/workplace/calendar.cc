#include "collector/workplace/calendar.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace desirepath::workplace {
namespace {

constexpr std::size_t kLine = 75;  // octets, without CR LF

std::string escaped(const std::string& text) {
  return absl::StrReplaceAll(
      text, {{"\\", "\\\\"}, {";", "\\;"}, {",", "\\,"}, {"\n", "\\n"}, {"\r", ""}});
}

// Long lines are folded between letters.
void line(std::string& out, const std::string& text) {
  std::size_t room = kLine;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.size(), at + room);
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
    absl::StrAppend(&out, at == 0 ? "" : " ", text.substr(at, end - at), "\r\n");
    at = end;
    room = kLine - 1;
  }
}

std::string date(absl::CivilDay day) {
  return absl::FormatTime("%Y%m%d", absl::FromCivil(day, absl::UTCTimeZone()), absl::UTCTimeZone());
}

}  // namespace

std::string calendar_text(const std::string& name, const std::vector<CalendarDay>& days,
                          absl::Time now) {
  std::string out;
  line(out, "BEGIN:VCALENDAR");
  line(out, "VERSION:2.0");
  line(out,
       absl::StrCat("PRODID:-//Desirepath//Desirepath collector ", DESIREPATH_VERSION, "//EN"));
  line(out, absl::StrCat("NAME:", escaped(name)));
  line(out, absl::StrCat("X-WR-CALNAME:", escaped(name)));
  line(out, "REFRESH-INTERVAL;VALUE=DURATION:PT6H");
  for (const CalendarDay& one : days) {
    line(out, "BEGIN:VEVENT");
    line(out, absl::StrCat("UID:", escaped(one.uid)));
    line(out, absl::FormatTime("DTSTAMP:%Y%m%dT%H%M%SZ", now, absl::UTCTimeZone()));
    line(out, absl::StrCat("DTSTART;VALUE=DATE:", date(one.day)));
    line(out, absl::StrCat("DTEND;VALUE=DATE:", date(one.day + 1)));
    line(out, absl::StrCat("SUMMARY:", escaped(one.summary)));
    if (!one.description.empty()) {
      line(out, absl::StrCat("DESCRIPTION:", escaped(one.description)));
    }
    line(out, "TRANSP:TRANSPARENT");
    line(out, "END:VEVENT");
  }
  line(out, "END:VCALENDAR");
  return out;
}

}  // namespace desirepath::workplace
