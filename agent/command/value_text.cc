#include "agent/command/value_text.h"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace desirepath::command {
namespace {

constexpr char kHex[] = "0123456789abcdef";

// Writes `value` right-aligned with zeros into the `width` characters at `at`.
void put_digits(char* at, int width, std::uint64_t value) {
  for (int i = width - 1; i >= 0; --i) {
    at[i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
}

}  // namespace

void append_json_string(std::string& line, std::string_view value) {
  line.push_back('"');
  for (const char letter : value) {
    const auto octet = static_cast<unsigned char>(letter);
    if (octet == '"' || octet == '\\') {
      line.push_back('\\');
      line.push_back(letter);
    } else if (octet < 0x20 || octet > 0x7e) {
      line.append("\\u00");
      line.push_back(kHex[octet >> 4]);
      line.push_back(kHex[octet & 15]);
    } else {
      line.push_back(letter);
    }
  }
  line.push_back('"');
}

void append_number(std::string& line, std::uint64_t value) {
  char digits[20];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, value);
  static_cast<void>(error);  // 20 digits hold every 64-bit number
  line.append(digits, end);
}

void append_endpoint(std::string& line, const sight::Endpoint& endpoint) {
  if (!endpoint.address.is_ipv4()) {
    line.append(sight::to_text(endpoint));
    return;
  }
  for (std::size_t i = 12; i < 16; ++i) {
    if (i > 12) line.push_back('.');
    append_number(line, endpoint.address.octets[i]);
  }
  line.push_back(':');
  append_number(line, endpoint.port);
}

void TimeText::append(std::string& line, capture::Time time) {
  using std::chrono::days;
  using std::chrono::floor;
  using std::chrono::sys_days;
  constexpr sys_days kFirst{std::chrono::year(1970) / 1 / 1};
  constexpr sys_days kLast{std::chrono::year(9999) / 12 / 31};
  const capture::Time bounded = std::clamp<capture::Time>(time, kFirst, kLast);
  const sys_days day = floor<days>(bounded);
  if (day.time_since_epoch().count() != day_) {
    day_ = day.time_since_epoch().count();
    const std::chrono::year_month_day date(day);
    put_digits(date_, 4, static_cast<std::uint64_t>(static_cast<int>(date.year())));
    put_digits(date_ + 5, 2, static_cast<unsigned>(date.month()));
    put_digits(date_ + 8, 2, static_cast<unsigned>(date.day()));
  }
  const auto rest = static_cast<std::uint64_t>((bounded - day).count());
  const std::uint64_t seconds = rest / 1'000'000;
  char text[] = "T00:00:00.000000Z";
  put_digits(text + 1, 2, seconds / 3600);
  put_digits(text + 4, 2, seconds / 60 % 60);
  put_digits(text + 7, 2, seconds % 60);
  put_digits(text + 10, 6, rest % 1'000'000);
  line.append(date_, 10);
  line.append(text, sizeof text - 1);
}

}  // namespace desirepath::command
