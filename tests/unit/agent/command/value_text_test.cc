#include "agent/command/value_text.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace desirepath::command {
namespace {

std::string json(std::string_view value) {
  std::string line;
  append_json_string(line, value);
  return line;
}

std::string time_text(std::chrono::microseconds since_epoch) {
  std::string line;
  TimeText().append(line, capture::Time(since_epoch));
  return line;
}

TEST(ValueText, OddOctetsBecomeValidJson) {
  EXPECT_EQ(json("docs.example"), "\"docs.example\"");
  EXPECT_EQ(json("a\"b\\c"), R"("a\"b\\c")");
  EXPECT_EQ(json(std::string_view("\x00\x1f\x7f\x80\xff", 5)),
            R"("\u0000\u001f\u007f\u0080\u00ff")");
}

TEST(ValueText, TimesAreUtcWithMicroseconds) {
  using std::chrono::microseconds;
  EXPECT_EQ(time_text(microseconds(0)), "1970-01-01T00:00:00.000000Z");
  EXPECT_EQ(time_text(microseconds(1'777'887'067'123'456)), "2026-05-04T09:31:07.123456Z");
  EXPECT_EQ(time_text(microseconds(951'782'399'999'999)), "2000-02-28T23:59:59.999999Z");
  EXPECT_EQ(time_text(microseconds(951'782'400'000'000)), "2000-02-29T00:00:00.000000Z");
}

TEST(ValueText, TimesOutsideTheCalendarStayValid) {
  EXPECT_EQ(time_text(std::chrono::microseconds::min()), "1970-01-01T00:00:00.000000Z");
  EXPECT_EQ(time_text(std::chrono::microseconds::max()).substr(0, 10), "9999-12-31");
}

TEST(ValueText, TheRememberedDayChanges) {
  TimeText times;
  std::string line;
  times.append(line, capture::Time(std::chrono::hours(23)));
  times.append(line, capture::Time(std::chrono::hours(25)));
  EXPECT_EQ(line, "1970-01-01T23:00:00.000000Z1970-01-02T01:00:00.000000Z");
}

TEST(ValueText, EndpointsOfBothFamilies) {
  sight::Endpoint v4{{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 0, 0, 255}}, 65535};
  sight::Endpoint v6{{{0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}}, 443};
  std::string line;
  append_endpoint(line, v4);
  line += ' ';
  append_endpoint(line, v6);
  EXPECT_EQ(line, "10.0.0.255:65535 [2001:db8::1]:443");
}

}  // namespace
}  // namespace desirepath::command
