#include "agent/store/fields.h"

#include <gtest/gtest.h>

#include <array>

namespace desirepath::store {
namespace {

TEST(Fields, ReadBackInTheOrderTheyWereWritten) {
  const std::array<std::uint8_t, 3> raw = {7, 8, 9};
  const std::string octets = std::move(FieldWriter()
                                           .u8(255)
                                           .u32(0xfedcba98)
                                           .u64(0x0123456789abcdefULL)
                                           .i32(-2)
                                           .i64(-3)
                                           .octets(raw)
                                           .text("hi"))
                                 .str();
  FieldReader in(octets);
  EXPECT_EQ(in.u8(), 255);
  EXPECT_EQ(in.u32(), 0xfedcba98U);
  EXPECT_EQ(in.u64(), 0x0123456789abcdefULL);
  EXPECT_EQ(in.i32(), -2);
  EXPECT_EQ(in.i64(), -3);
  std::array<std::uint8_t, 3> back{};
  in.octets(back);
  EXPECT_EQ(back, raw);
  EXPECT_EQ(in.text(), "hi");
  EXPECT_TRUE(in.ok());
  in.u8();
  EXPECT_FALSE(in.ok());
}

TEST(Fields, CountThatCannotFollowFailsTheReader) {
  const std::string octets = std::move(FieldWriter().u32(3).u64(1).u64(2)).str();
  FieldReader fits(octets);
  EXPECT_EQ(fits.count(5), 3U);
  FieldReader overruns(octets);
  EXPECT_EQ(overruns.count(8), 0U);
  EXPECT_FALSE(overruns.ok());
  EXPECT_EQ(overruns.u64(), 0U);
}

TEST(Fields, PaddingHidesTheLength) {
  EXPECT_EQ(std::move(FieldWriter().u8(1)).padded_to(64).size(), 64U);
  EXPECT_EQ(std::move(FieldWriter().text(std::string(60, 'x'))).padded_to(64).size(), 64U);
  EXPECT_EQ(std::move(FieldWriter().text(std::string(61, 'x'))).padded_to(64).size(), 128U);
}

}  // namespace
}  // namespace desirepath::store
