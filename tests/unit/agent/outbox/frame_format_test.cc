#include "agent/outbox/frame_format.h"

#include <gtest/gtest.h>

#include "tests/unit/agent/outbox/sample_outbox.h"

namespace desirepath::outbox {
namespace {

WindowFrames some_window(std::uint32_t facts) {
  SampleOutbox sample;
  Outbox outbox = sample.open();
  const absl::Time now = sample.close(outbox, tool_weeks(facts));
  sample.session(outbox, now, 8);
  WindowFrames window = outbox.ledger()->front();
  window.accounts = {1000};
  window.lab = true;
  return window;
}

TEST(FrameFormat, ReadsBackWhatItWrote) {
  const WindowFrames window = some_window(20);
  const WindowFrames back = *decode(encode(window));
  EXPECT_EQ(encode(back), encode(window));
  EXPECT_EQ(back.window, kWindow);
  EXPECT_EQ(back.sealing_key, window.sealing_key);
  EXPECT_EQ(back.frames.size(), 128U);
  EXPECT_EQ(back.sends(), 8U);
  for (std::size_t index = 0; index < 128; ++index)
    EXPECT_EQ(back.frames[index].fact, window.frames[index].fact);
}

TEST(FrameFormat, SizeTellsNothingOfUse) {
  EXPECT_EQ(encode(some_window(0)).size(), encode(some_window(120)).size());
}

TEST(FrameFormat, EveryProperPrefixIsRefused) {
  const std::string octets = encode(some_window(20));
  for (std::size_t length = 0; length < octets.size(); ++length) {
    const std::string prefix = octets.substr(0, length);
    ASSERT_TRUE(absl::IsDataLoss(decode(prefix).status())) << length;
  }
}

TEST(FrameFormat, NamesOfWindowsSortAsWindowsDo) {
  EXPECT_LT(value_name(999), value_name(29'814'321));
  EXPECT_EQ(value_name(2957), "outbox/0000002957");
}

}  // namespace
}  // namespace desirepath::outbox
