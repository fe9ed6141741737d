#include "agent/outbox/uplink_pipe.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <vector>

namespace desirepath::outbox {
namespace {

FrameMessage frame() {
  FrameMessage frame{2900, {}};
  frame.sealed.fill(0xab);
  return frame;
}

std::vector<PipeMessage> every_message() {
  return {frame(),
          FetchPolicyMessage{""},
          FetchPolicyMessage{std::string(32, 'h')},
          EndMessage{},
          AcceptedMessage{128, 497'000},
          BundleMessage{"bundle"},
          FailedMessage{"gate: cannot be reached"},
          DoneMessage{}};
}

TEST(UplinkPipe, ReadsBackEveryMessageWhateverTheCuts) {
  std::string octets;
  for (const PipeMessage& message : every_message()) octets += encode(message);
  for (const std::size_t step : {1U, 3U, 100U, 10'000U}) {
    PipeReader reader;
    std::string again;
    for (std::size_t at = 0; at < octets.size(); at += step) {
      reader.append(std::string_view(octets).substr(at, step));
      while (true) {
        auto message = reader.next();
        ASSERT_TRUE(message.ok()) << message.status();
        if (!*message) break;
        again += encode(**message);
      }
    }
    EXPECT_EQ(again, octets) << step;
    EXPECT_EQ(reader.pending(), 0U);
  }
}

TEST(UplinkPipe, TheWireIsAsTheHeaderSays) {
  EXPECT_EQ(
      encode(AcceptedMessage{258, -1}),
      std::string("\x11\x0c\x00\x00\x00\x02\x01\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff", 17));
  const std::string octets = encode(frame());
  EXPECT_EQ(octets.substr(0, 9), std::string("\x01\x74\x01\x00\x00\x54\x0b\x00\x00", 9));
  EXPECT_EQ(octets.size(), 5U + 4U + 368U);
}

TEST(UplinkPipe, RefusesUnknownTypesAndWrongLengthsAtOnce) {
  const std::string wrong[] = {
      std::string("\x00\x00\x00\x00\x00", 5), std::string("\x01\x05\x00\x00\x00", 5),
      std::string("\x02\x10\x00\x00\x00", 5), std::string("\x12\x01\x00\x00\x01", 5),
      std::string("\x14\x01\x00\x00\x00", 5), std::string("\xff\x00\x00\x00\x00", 5)};
  for (const std::string& octets : wrong) {
    PipeReader reader;
    reader.append(octets);
    EXPECT_FALSE(reader.next().ok());
  }
}

TEST(UplinkPipe, AnEndBetweenMessagesIsAnEndAndOneWithinIsAnError) {
  for (const bool within : {false, true}) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()), 0);
    ASSERT_TRUE(write_message(ends[0], EndMessage{}).ok());
    if (within) {
      ASSERT_EQ(::write(ends[0], "\x01", 1), 1);
    }
    ::close(ends[0]);
    PipeReader reader;
    EXPECT_TRUE((*read_message(ends[1], reader)).has_value());
    const auto end = read_message(ends[1], reader);
    EXPECT_EQ(end.ok(), !within);
    ::close(ends[1]);
  }
}

}  // namespace
}  // namespace desirepath::outbox
