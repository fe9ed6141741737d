#include "agent/ingest/log_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace desirepath::ingest {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'796'025'600);  // 2026-11-30 08:00 UTC
constexpr std::uint64_t kEighthOfNovember = 1'788'000'000;

struct Read {
  std::vector<LogLine> lines;
  int other = 0;
  int malformed = 0;
};

Read read(Format format, const std::vector<std::string>& lines) {
  LogParser parser(format, absl::FixedTimeZone(2 * 3600));
  Read read;
  for (const std::string& line : lines) {
    LogLine out;
    switch (parser.take(line, kNow, out)) {
      case Verdict::kLine:
        read.lines.push_back(out);
        break;
      case Verdict::kOther:
        ++read.other;
        break;
      case Verdict::kMalformed:
        ++read.malformed;
        break;
    }
  }
  return read;
}

std::int64_t seconds(const LogLine& line) {
  return std::chrono::duration_cast<std::chrono::seconds>(line.time.time_since_epoch()).count();
}

policy::AddressOctets address(const std::string& text) { return *policy::parse_address(text); }

TEST(LogParser, SquidTellsHostAndOctetsOfTunnelsAndRequests) {
  const Read told =
      read(Format::kSquid,
           {"1788000000.123   5023 10.0.0.5 TCP_TUNNEL/200 5123 CONNECT Docs.Google.com:443 900",
            "1788000001.000     23 10.0.0.6 TCP_MISS/200 512 GET http://miro.com/a?b=c 77",
            "1788000002.000      1 10.0.0.7 TCP_TUNNEL/200 9 CONNECT docs.google.com:443 - "
            "HIER_DIRECT/1.1.1.1 -",
            "1788000003.000      0 10.0.0.7 TCP_DENIED/403 9 CONNECT docs.google.com:443 1",
            "1788000004.000      0 10.0.0.7 TCP_TUNNEL/200 9 CONNECT 192.0.2.1:443 1"});
  ASSERT_EQ(told.lines.size(), 3U);
  EXPECT_EQ(told.lines[0].name, "docs.google.com");
  EXPECT_EQ(told.lines[0].client, address("10.0.0.5"));
  EXPECT_EQ(told.lines[0].bytes_up, 900U);
  EXPECT_EQ(told.lines[0].bytes_down, 5123U);
  EXPECT_EQ(told.lines[0].lasted, std::chrono::milliseconds(5023));
  EXPECT_EQ(told.lines[1].name, "miro.com");
  EXPECT_EQ(told.lines[2].bytes_up, 0U);  // Squid's own format does not tell them
  EXPECT_EQ(told.other, 2);
  EXPECT_EQ(told.malformed, 0);
}

TEST(LogParser, DnsmasqAndPiholeTellQuestions) {
  const std::vector<std::string> lines = {
      "Nov 30 08:15:00 dnsmasq[412]: query[A] docs.google.com from 10.0.0.5",
      "Nov 30 08:15:00 dnsmasq[412]: 7 10.0.0.6/51234 query[AAAA] miro.com from 10.0.0.6",
      "Nov 30 08:15:00 dnsmasq[412]: reply docs.google.com is 142.250.1.1",
      "Nov 30 08:15:00 dnsmasq[412]: query[PTR] 5.0.0.10.in-addr.arpa from 10.0.0.5",
      "Nov 30 08:15:00 dnsmasq[412]: query[A] docs.google.com to 10.0.0.5"};
  for (const Format format : {Format::kDnsmasq, Format::kPihole}) {
    const Read told = read(format, lines);
    ASSERT_EQ(told.lines.size(), 2U);
    EXPECT_TRUE(told.lines[0].question);
    EXPECT_EQ(told.lines[0].name, "docs.google.com");
    EXPECT_EQ(told.lines[1].client, address("10.0.0.6"));
    EXPECT_EQ(seconds(told.lines[0]), 1'796'019'300);  // 06:15 UTC: local time is two hours on
    EXPECT_EQ(told.other, 2);
    EXPECT_EQ(told.malformed, 1);
  }
}

TEST(LogParser, ALineOfLastDecemberIsNotOfThisYearsEnd) {
  const Read told =
      read(Format::kDnsmasq, {"Dec 31 23:00:00 dnsmasq[1]: query[A] miro.com from 10.0.0.5"});
  ASSERT_EQ(told.lines.size(), 1U);
  EXPECT_LT(seconds(told.lines[0]), absl::ToUnixSeconds(kNow));
}

TEST(LogParser, UnboundTellsQuestionsAndNoReplies) {
  const Read told =
      read(Format::kUnbound,
           {"[1788000000] unbound[412:0] info: 10.0.0.5 docs.google.com. A IN",
            "[1788000000] unbound[412:0] info: 10.0.0.5 docs.google.com. A IN NOERROR 0.02 0 52",
            "[1788000000] unbound[412:0] notice: init module 0: iterator", "unbound: something"});
  ASSERT_EQ(told.lines.size(), 1U);
  EXPECT_EQ(told.lines[0].name, "docs.google.com");
  EXPECT_EQ(seconds(told.lines[0]), static_cast<std::int64_t>(kEighthOfNovember));
  EXPECT_EQ(told.other, 2);
  EXPECT_EQ(told.malformed, 1);
}

TEST(LogParser, BindTellsQuestionsWithOrWithoutCategory) {
  const Read told =
      read(Format::kBind, {"30-Nov-2026 08:15:00.123 queries: info: client @0x7f8c 10.0.0.5#51234 "
                           "(docs.google.com): query: docs.google.com IN A +E(0)K (10.0.0.1)",
                           "30-Nov-2026 08:15:00.123 client @0x7f8c 2001:db8::5#51234 (miro.com): "
                           "query: miro.com IN AAAA + (10.0.0.1)",
                           "30-Nov-2026 08:15:00.123 general: info: running",
                           "client 10.0.0.5#1 (miro.com): query: miro.com IN A + (10.0.0.1)"});
  ASSERT_EQ(told.lines.size(), 2U);
  EXPECT_EQ(told.lines[0].client, address("10.0.0.5"));
  EXPECT_EQ(told.lines[1].client, address("2001:db8::5"));
  EXPECT_EQ(told.lines[1].name, "miro.com");
  EXPECT_EQ(told.other, 1);
  EXPECT_EQ(told.malformed, 1);
}

TEST(LogParser, CsvIsReadByItsHeading) {
  const Read told = read(Format::kCsv, {"client,time,name,bytes_down,bytes_up,seconds,note",
                                        "10.0.0.5,1788000000,docs.google.com,2,1,60,x",
                                        "10.0.0.5,2026-11-30T08:15:00+02:00,miro.com,2,1,60,x",
                                        "10.0.0.5,1788000000,docs.google.com,2,1",
                                        "10.0.0.5,yesterday,docs.google.com,2,1,60,x"});
  ASSERT_EQ(told.lines.size(), 2U);
  EXPECT_EQ(told.lines[0].bytes_up, 1U);
  EXPECT_EQ(told.lines[0].lasted, std::chrono::seconds(60));
  EXPECT_EQ(seconds(told.lines[1]), 1'796'019'300);
  EXPECT_EQ(told.malformed, 2);
  EXPECT_EQ(read(Format::kCsv, {"time,client", "1,10.0.0.5"}).malformed, 2);
}

TEST(LogParser, ZeeksHandshakesAndConnectionsFindEachOther) {
  const Read told =
      read(Format::kZeek,
           {"#separator \\x09", "#path\tssl", "#fields\tts\tuid\tid.orig_h\tserver_name",
            "1788000000.5\tC1\t10.0.0.5\tdocs.google.com", "1788000000.6\tC2\t10.0.0.6\t-",
            "#fields\tts\tuid\tid.orig_h\tduration\torig_bytes\tresp_bytes",
            "1788000000.4\tC1\t10.0.0.5\t60.5\t9000\t1000",
            "1788000000.4\tC2\t10.0.0.6\t60.5\t9000\t1000",
            "1788000000.4\tC1\t10.0.0.5\t60.5\t9000\t1000", "#fields\tts\tuid\tid.orig_h\tquery",
            "1788000000.7\tC3\t10.0.0.5\tmiro.com", "1788000000.7\tC3"});
  ASSERT_EQ(told.lines.size(), 2U);  // the name is the connection's once
  EXPECT_EQ(told.lines[0].name, "docs.google.com");
  EXPECT_EQ(told.lines[0].bytes_up, 9000U);
  EXPECT_EQ(seconds(told.lines[0]), static_cast<std::int64_t>(kEighthOfNovember) + 60);
  EXPECT_TRUE(told.lines[1].question);
  EXPECT_EQ(told.malformed, 1);
}

TEST(LogParser, ZeeksJsonAndSuricatasEventsToo) {
  const Read zeek = read(
      Format::kZeek,
      {R"({"ts":1788000000.5,"uid":"C1","id.orig_h":"10.0.0.5","server_name":"miro.com"})",
       R"({"ts":1788000000.4,"uid":"C1","id.orig_h":"10.0.0.5","duration":2.5,"orig_bytes":7,"resp_bytes":8})",
       R"({"ts":1788000000.4,"uid":)"});
  ASSERT_EQ(zeek.lines.size(), 1U);
  EXPECT_EQ(zeek.lines[0].bytes_down, 8U);
  EXPECT_EQ(zeek.malformed, 1);
  const Read suricata = read(
      Format::kSuricata,
      {R"({"timestamp":"2026-11-30T08:15:00.123456+0200","flow_id":12,"event_type":"tls","src_ip":"10.0.0.5","tls":{"sni":"miro.com"}})",
       R"({"timestamp":"2026-11-30T08:17:00.0+0200","flow_id":12,"event_type":"flow","src_ip":"10.0.0.5","flow":{"bytes_toserver":7,"bytes_toclient":8,"start":"2026-11-30T08:15:00.000000+0200","end":"2026-11-30T08:16:00.000000+0200"}})",
       R"({"timestamp":"2026-11-30T08:17:00.0+0200","event_type":"dns","src_ip":"10.0.0.5","dns":{"type":"query","rrname":"docs.google.com"}})",
       R"({"timestamp":"2026-11-30T08:17:00.0+0200","event_type":"dns","src_ip":"10.0.0.1","dns":{"type":"answer","rrname":"docs.google.com"}})",
       R"({"timestamp":"2026-11-30T08:17:00.0+0200","event_type":"alert","src_ip":"10.0.0.1"})"});
  ASSERT_EQ(suricata.lines.size(), 2U);
  EXPECT_EQ(suricata.lines[0].name, "miro.com");
  EXPECT_EQ(suricata.lines[0].bytes_up, 7U);
  EXPECT_EQ(suricata.lines[0].lasted, std::chrono::seconds(60));
  EXPECT_TRUE(suricata.lines[1].question);
  EXPECT_EQ(suricata.other, 3);
}

TEST(LogParser, NoPrefixOfALineIsTakenForMoreThanItSays) {
  const std::string line =
      "1788000000.123   5023 10.0.0.5 TCP_TUNNEL/200 5123 CONNECT docs.google.com:443 900";
  for (std::size_t length = 0; length < line.size(); ++length) {
    const Read told = read(Format::kSquid, {line.substr(0, length)});
    for (const LogLine& one : told.lines) EXPECT_LE(one.bytes_up, 90U);
  }
}

TEST(LogParser, ForeignBytesAreMalformed) {
  for (const Format format : {Format::kZeek, Format::kSuricata, Format::kSquid, Format::kDnsmasq,
                              Format::kUnbound, Format::kBind, Format::kCsv}) {
    EXPECT_EQ(read(format, {"\x16\x03\x01\x02 hello"}).lines.size(), 0U);
    EXPECT_EQ(read(format, {std::string("a\0b", 3)}).malformed, 1);
    EXPECT_EQ(read(format, {std::string(70'000, 'a')}).malformed, 1);
  }
}

TEST(NamesByFlow, ForgetsTheOlderHalf) {
  NamesByFlow names;
  for (std::size_t i = 0; i < NamesByFlow::kMost + 1; ++i)
    names.put(std::to_string(i), "a.example");
  EXPECT_EQ(names.take("0"), "");
  EXPECT_EQ(names.take(std::to_string(NamesByFlow::kMost)), "a.example");
  EXPECT_EQ(names.take(std::to_string(NamesByFlow::kMost)), "");
}

}  // namespace
}  // namespace desirepath::ingest
