#include "proto/catalog/host_name.h"

#include <array>
#include <cstdint>

namespace desirepath::catalog {
namespace {

// The lower-case form of each octet that may stand in a label; 0 for all others, the dot included.
constexpr std::array<char, 256> kLabelOctets = [] {
  std::array<char, 256> table{};
  for (int c = 'a'; c <= 'z'; ++c) {
    table[static_cast<std::size_t>(c)] = static_cast<char>(c);
    table[static_cast<std::size_t>(c - 'a' + 'A')] = static_cast<char>(c);
  }
  for (int c = '0'; c <= '9'; ++c) table[static_cast<std::size_t>(c)] = static_cast<char>(c);
  table['-'] = '-';
  table['_'] = '_';
  return table;
}();

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string_view normalise(std::string_view name, char* out) noexcept {
  if (!name.empty() && name.back() == '.') name.remove_suffix(1);
  if (name.empty() || name.size() > kMaximumName) return {};
  std::size_t label_begin = 0;
  std::size_t labels = 1;
  bool digits_only = true;
  const auto label_is_good = [&](std::size_t end) {
    const std::size_t length = end - label_begin;
    return length != 0 && length <= kMaximumLabel && out[label_begin] != '-' && out[end - 1] != '-';
  };
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const char lower = kLabelOctets[static_cast<std::uint8_t>(c)];
    if (lower != 0) {
      out[i] = lower;
      digits_only = digits_only && is_digit(lower);
      continue;
    }
    if (c != '.' || !label_is_good(i)) return {};
    out[i] = '.';
    label_begin = i + 1;
    ++labels;
    digits_only = true;
  }
  if (labels < 2 || digits_only || !label_is_good(name.size())) return {};
  return {out, name.size()};
}

bool is_normal(std::string_view name) noexcept {
  std::array<char, kMaximumName> buffer;
  return !name.empty() && normalise(name, buffer.data()) == name;
}

}  // namespace desirepath::catalog
