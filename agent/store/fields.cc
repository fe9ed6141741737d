#include "agent/store/fields.h"

#include <algorithm>

namespace desirepath::store {

FieldWriter& FieldWriter::integer(std::uint64_t value, int width) {
  for (int octet = 0; octet < width; ++octet)
    out_.push_back(static_cast<char>(value >> (8 * octet) & 0xff));
  return *this;
}

FieldWriter& FieldWriter::octets(std::span<const std::uint8_t> value) {
  out_.append(value.begin(), value.end());
  return *this;
}

FieldWriter& FieldWriter::text(std::string_view value) {
  u32(static_cast<std::uint32_t>(value.size()));
  out_.append(value);
  return *this;
}

std::string FieldWriter::padded_to(std::size_t block) && {
  out_.resize((out_.size() + block - 1) / block * block, '\0');
  return std::move(out_);
}

std::string_view FieldReader::take(std::size_t count) {
  if (count > rest_.size()) {
    ok_ = false;
    rest_ = {};
    return {};
  }
  const std::string_view taken = rest_.substr(0, count);
  rest_.remove_prefix(count);
  return taken;
}

std::uint64_t FieldReader::integer(int width) {
  std::uint64_t value = 0;
  int shift = 0;
  for (const char octet : take(static_cast<std::size_t>(width))) {
    value |= static_cast<std::uint64_t>(static_cast<std::uint8_t>(octet)) << shift;
    shift += 8;
  }
  return value;
}

void FieldReader::octets(std::span<std::uint8_t> out) {
  const std::string_view taken = take(out.size());
  std::copy(taken.begin(), taken.end(), out.begin());
}

std::string FieldReader::text() { return std::string(take(u32())); }

std::uint32_t FieldReader::count(std::size_t item_bytes) {
  const std::uint32_t items = u32();
  if (ok_ && items <= rest_.size() / item_bytes) return items;
  ok_ = false;
  rest_ = {};
  return 0;
}

}  // namespace desirepath::store
