#include "agent/capture/capture_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace desirepath::capture {
namespace {

using ::testing::HasSubstr;

// Writes capture files octet by octet, in either byte order.
class FileBytes {
 public:
  explicit FileBytes(bool big_endian = false) : big_endian_(big_endian) {}

  FileBytes& u16(std::uint16_t value) { return number(value, 2); }
  FileBytes& u32(std::uint32_t value) { return number(value, 4); }
  FileBytes& text(const std::string& value) {
    octets_ += value;
    return *this;
  }
  FileBytes& pcap_header(std::uint32_t magic = 0xa1b2c3d4, std::uint32_t link_type = 1) {
    return u32(magic).u16(2).u16(4).u32(0).u32(0).u32(262144).u32(link_type);
  }
  FileBytes& section() {
    return u32(0x0a0d0d0a).u32(28).u32(0x1a2b3c4d).u16(1).u16(0).u32(~0U).u32(~0U).u32(28);
  }
  // An enhanced packet block of four octets.
  FileBytes& packet_block(std::uint32_t interface, std::uint64_t ticks, const std::string& four) {
    return u32(6)
        .u32(36)
        .u32(interface)
        .u32(static_cast<std::uint32_t>(ticks >> 32))
        .u32(static_cast<std::uint32_t>(ticks))
        .u32(4)
        .u32(60)
        .text(four)
        .u32(36);
  }

  [[nodiscard]] std::string path() const {
    std::string name = std::string(::testing::TempDir()) + "capture_XXXXXX";
    const int file = mkstemp(name.data());
    std::ofstream(name, std::ios::binary) << octets_;
    close(file);
    return name;
  }
  [[nodiscard]] const std::string& octets() const { return octets_; }

 private:
  FileBytes& number(std::uint32_t value, int width) {
    for (int i = 0; i < width; ++i) {
      const int shift = 8 * (big_endian_ ? width - 1 - i : i);
      octets_.push_back(static_cast<char>(value >> shift & 0xff));
    }
    return *this;
  }

  bool big_endian_;
  std::string octets_;
};

struct Seen {
  std::int64_t microseconds;
  std::uint16_t link_type;
  std::string bytes;
  std::uint32_t wire_length;
  friend bool operator==(const Seen&, const Seen&) = default;
};

// All packets of a file, and how it ended.
std::vector<Seen> read_all(const std::string& path, ReadOutcome& outcome) {
  absl::StatusOr<CaptureFile> file = CaptureFile::open(path);
  EXPECT_TRUE(file.ok()) << file.status();
  std::vector<Seen> seen;
  if (!file.ok()) return seen;
  Packet packet;
  while ((outcome = file->next(packet)) == ReadOutcome::kPacket) {
    seen.push_back({packet.time.time_since_epoch().count(), packet.link_type,
                    std::string(packet.bytes.begin(), packet.bytes.end()), packet.wire_length});
  }
  return seen;
}

TEST(CaptureFile, ReadsMicrosecondAndNanosecondFilesOfBothByteOrders) {
  for (const bool big_endian : {false, true}) {
    for (const std::uint32_t magic : {0xa1b2c3d4U, 0xa1b23c4dU}) {
      const std::uint32_t fraction = magic == 0xa1b23c4d ? 250'000'999 : 250'000;
      FileBytes bytes(big_endian);
      bytes.pcap_header(magic, 113).u32(7).u32(fraction).u32(4).u32(60).text("abcd");
      ReadOutcome outcome{};
      EXPECT_EQ(read_all(bytes.path(), outcome), (std::vector<Seen>{{7'250'000, 113, "abcd", 60}}));
      EXPECT_EQ(outcome, ReadOutcome::kEnd);
    }
  }
}

TEST(CaptureFile, FrameCheckBitsAreNotPartOfTheLinkType) {
  FileBytes bytes;
  bytes.pcap_header(0xa1b2c3d4, 0x14000001).u32(7).u32(0).u32(1).u32(1).text("a");
  ReadOutcome outcome{};
  EXPECT_EQ(read_all(bytes.path(), outcome), (std::vector<Seen>{{7'000'000, 1, "a", 1}}));
}

TEST(CaptureFile, EveryCutPointAfterTheFirstPacketKeepsIt) {
  FileBytes bytes;
  bytes.pcap_header().u32(1).u32(0).u32(4).u32(4).text("abcd");
  const std::size_t whole = bytes.octets().size();
  bytes.u32(2).u32(0).u32(4).u32(4).text("efgh");
  for (std::size_t size = whole + 1; size < bytes.octets().size(); ++size) {
    FileBytes cut;
    cut.text(bytes.octets().substr(0, size));
    ReadOutcome outcome{};
    EXPECT_EQ(read_all(cut.path(), outcome).size(), 1U);
    EXPECT_EQ(outcome, ReadOutcome::kCut) << size;
  }
}

TEST(CaptureFile, AnAbsurdLengthIsDamage) {
  FileBytes bytes;
  bytes.pcap_header().u32(1).u32(0).u32(0x7fffffff).u32(4).text("abcd");
  ReadOutcome outcome{};
  EXPECT_TRUE(read_all(bytes.path(), outcome).empty());
  EXPECT_EQ(outcome, ReadOutcome::kDamaged);
}

TEST(CaptureFile, InterfacesOfOnePcapngKeepTheirLinkTypeAndClock) {
  FileBytes bytes;
  bytes.section();
  bytes.u32(1).u32(20).u16(1).u16(0).u32(0).u32(20);  // Ethernet, microseconds
  bytes.u32(1).u32(32).u16(101).u16(0).u32(0);        // raw IP, nanoseconds
  bytes.u16(9).u16(1).text(std::string("\x09\0\0\0", 4)).u16(0).u16(0).u32(32);
  bytes.u32(5).u32(16).u32(0).u32(16);  // a statistics block, skipped
  bytes.packet_block(0, 5'000'001, "abcd").packet_block(1, 6'000'002'999, "efgh");
  ReadOutcome outcome{};
  EXPECT_EQ(read_all(bytes.path(), outcome),
            (std::vector<Seen>{{5'000'001, 1, "abcd", 60}, {6'000'002, 101, "efgh", 60}}));
  EXPECT_EQ(outcome, ReadOutcome::kEnd);
}

TEST(CaptureFile, BinaryClockResolutionIsUnderstood) {
  FileBytes bytes;
  bytes.section();
  bytes.u32(1).u32(32).u16(1).u16(0).u32(0);
  bytes.u16(9).u16(1).text(std::string("\x81\0\0\0", 4)).u16(0).u16(0).u32(32);  // halves of a
                                                                                 // second
  bytes.packet_block(0, 3, "abcd");
  ReadOutcome outcome{};
  EXPECT_EQ(read_all(bytes.path(), outcome), (std::vector<Seen>{{1'500'000, 1, "abcd", 60}}));
}

TEST(CaptureFile, ASecondSectionMayHaveTheOtherByteOrder) {
  FileBytes little;
  little.section().u32(1).u32(20).u16(1).u16(0).u32(0).u32(20).packet_block(0, 1, "abcd");
  FileBytes big(true);
  big.section().u32(1).u32(20).u16(101).u16(0).u32(0).u32(20).packet_block(0, 2, "efgh");
  FileBytes both;
  both.text(little.octets()).text(big.octets());
  ReadOutcome outcome{};
  EXPECT_EQ(read_all(both.path(), outcome),
            (std::vector<Seen>{{1, 1, "abcd", 60}, {2, 101, "efgh", 60}}));
}

TEST(CaptureFile, APacketOfAnUndescribedInterfaceIsDamage) {
  FileBytes bytes;
  bytes.section().packet_block(0, 1, "abcd");
  ReadOutcome outcome{};
  EXPECT_TRUE(read_all(bytes.path(), outcome).empty());
  EXPECT_EQ(outcome, ReadOutcome::kDamaged);
}

TEST(CaptureFile, RecordsLargerThanAReadBlockComeWhole) {
  FileBytes bytes;
  bytes.pcap_header();
  const std::string large(kBlockBytes + 17, 'x');
  const auto size = static_cast<std::uint32_t>(large.size());
  for (std::uint32_t i = 0; i < 3; ++i) bytes.u32(i).u32(0).u32(size).u32(size).text(large);
  ReadOutcome outcome{};
  const std::vector<Seen> seen = read_all(bytes.path(), outcome);
  ASSERT_EQ(seen.size(), 3U);
  EXPECT_EQ(seen[2].bytes, large);
  EXPECT_EQ(outcome, ReadOutcome::kEnd);
}

TEST(CaptureFile, SaysWhatIsWrongAndHowToMendIt) {
  FileBytes text;
  text.text("GET / HTTP/1.1, which is no capture at all");
  FileBytes zipped;
  zipped.text("\x1f\x8b\x08 and the rest of a gzip file, long enough");
  EXPECT_THAT(CaptureFile::open(text.path()).status().message(), HasSubstr("editcap"));
  EXPECT_THAT(CaptureFile::open(zipped.path()).status().message(), HasSubstr("gunzip"));
  EXPECT_THAT(CaptureFile::open(FileBytes().path()).status().message(), HasSubstr("is empty"));
  EXPECT_THAT(CaptureFile::open("/nowhere.pcap").status().message(), HasSubstr("no such file"));
  EXPECT_THAT(CaptureFile::open("/").status().message(), HasSubstr("folder"));
}

}  // namespace
}  // namespace desirepath::capture
