#pragma once

// `FieldWriter` and `FieldReader` lay the agent's values out as octets, before they are encrypted.
//
// Integers are little endian and as wide as their type; a string has its length (u32) in front. A
// reader that runs past the end fails, gives zeros and empty strings from then on, and is asked
// `ok()` once, after the last field. Limits: none of its own: a count read from a value is believed
// only as far as octets follow.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace desirepath::store {

class FieldWriter {
 public:
  FieldWriter& u8(std::uint8_t value) { return integer(value, 1); }
  FieldWriter& u32(std::uint32_t value) { return integer(value, 4); }
  FieldWriter& u64(std::uint64_t value) { return integer(value, 8); }
  FieldWriter& i32(std::int32_t value) { return integer(static_cast<std::uint32_t>(value), 4); }
  FieldWriter& i64(std::int64_t value) { return integer(static_cast<std::uint64_t>(value), 8); }
  FieldWriter& octets(std::span<const std::uint8_t> value);  // no length: the reader knows it
  FieldWriter& text(std::string_view value);

  // The octets, with zeros to the next multiple of `block`: the length then tells less.
  [[nodiscard]] std::string padded_to(std::size_t block) &&;
  [[nodiscard]] std::string str() && { return std::move(out_); }

 private:
  FieldWriter& integer(std::uint64_t value, int width);

  std::string out_;
};

class FieldReader {
 public:
  explicit FieldReader(std::string_view in) : rest_(in) {}

  std::uint8_t u8() { return static_cast<std::uint8_t>(integer(1)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(integer(4)); }
  std::uint64_t u64() { return integer(8); }
  std::int32_t i32() { return static_cast<std::int32_t>(u32()); }
  std::int64_t i64() { return static_cast<std::int64_t>(integer(8)); }
  void octets(std::span<std::uint8_t> out);
  std::string text();

  // How many items follow, each of at least `item_bytes`; fails when so many cannot.
  std::uint32_t count(std::size_t item_bytes);

  [[nodiscard]] bool ok() const { return ok_; }

 private:
  std::uint64_t integer(int width);
  std::string_view take(std::size_t count);

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace desirepath::store
