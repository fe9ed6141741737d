#include "agent/wire/frame_sender.h"

#include <gtest/gtest.h>

#include "tests/unit/agent/wire/octets.h"

namespace desirepath::wire {
namespace {

const HardwareAddress kSender = {0x00, 0x1b, 0x21, 0xaa, 0xbb, 0xcc};
const Octets kHardware(kSender.begin(), kSender.end());
const Octets kIp = Octets{0x45, 0, 0, 20, 0, 1, 0, 0, 64, 6, 0, 0, 10, 20, 0, 5, 93, 184, 216, 34};
const IpAddress kAddress = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 20, 0, 5};

struct Frame {
  std::uint16_t link_type;
  Octets header;
};

const Frame kFrames[] = {
    {1, Octets(6, 0xee) + kHardware + u16(0x0800)},
    {1, Octets(6, 0xee) + kHardware + u16(0x8100) + u16(7) + u16(0x0800)},
    {113, u16(0) + u16(1) + u16(6) + kHardware + u16(0) + u16(0x0800)},
    {276, u16(0x0800) + u16(0) + u32(2) + u16(1) + Octets{0, 6} + kHardware + u16(0)},
};

TEST(FrameSender, IsReadFromEveryLinkThatShowsIt) {
  for (const Frame& frame : kFrames) {
    const auto sender = sender_of(frame.link_type, frame.header + kIp);
    ASSERT_TRUE(sender.has_value()) << frame.link_type;
    EXPECT_EQ(sender->hardware, kSender) << frame.link_type;
    EXPECT_EQ(sender->address, kAddress) << frame.link_type;
  }
}

TEST(FrameSender, EveryProperPrefixHasNone) {
  for (const Frame& frame : kFrames) {
    for_each_prefix(frame.header + kIp, [&](Bytes prefix) {
      EXPECT_FALSE(sender_of(frame.link_type, prefix).has_value());
    });
  }
}

TEST(FrameSender, OtherLinksAreForeign) {
  const auto error = [](std::uint16_t link_type, const Octets& frame) {
    return sender_of(link_type, frame).error();
  };
  EXPECT_EQ(error(101, kIp), ParseError::kForeign);
  EXPECT_EQ(error(113, u16(0) + u16(772) + u16(6) + kHardware + u16(0) + u16(0x0800) + kIp),
            ParseError::kForeign);  // the loopback's
  EXPECT_EQ(error(113, u16(0) + u16(1) + u16(8) + Octets(8) + u16(0x0800) + kIp),
            ParseError::kForeign);
  EXPECT_EQ(error(1, Octets(6, 0xee) + kHardware + u16(0x0806) + Octets(28)), ParseError::kForeign);
}

}  // namespace
}  // namespace desirepath::wire
