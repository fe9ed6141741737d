#include "agent/wire/http_request.h"

#include <gtest/gtest.h>

#include "agent/wire/http2_request.h"
#include "tests/unit/agent/wire/octets.h"

namespace desirepath::wire {
namespace {

TEST(HttpRequest, GivesTheHost) {
  const Octets bytes = text(
      "POST /a HTTP/1.1\r\nhost:  www.example:8080 \r\n"
      "Content-Length: 12\r\nHost: second.example\r\n\r\nbody");
  const auto request = parse_http_request(bytes);
  ASSERT_TRUE(request.has_value());
  EXPECT_EQ(request->method, "POST");
  EXPECT_EQ(request->host, "www.example:8080");
  EXPECT_EQ(request->target, "");
  EXPECT_EQ(request->body_bytes, 12U);
  EXPECT_EQ(request->head_bytes, bytes.size() - 4);
}

TEST(HttpRequest, GivesTheTargetOfConnectAndOfTheAbsoluteForm) {
  const Octets connect = text("CONNECT a.example:443 HTTP/1.1\r\n\r\n");
  EXPECT_EQ(parse_http_request(connect)->target, "a.example:443");
  EXPECT_TRUE(parse_http_request(connect)->is_connect);
  const Octets absolute = text("GET http://me:pw@b.example:80/x?y=//z HTTP/1.0\n\n");
  EXPECT_EQ(parse_http_request(absolute)->target, "b.example:80");
  const Octets origin = text("GET /go?to=http://c.example/ HTTP/1.1\r\n\r\n");
  EXPECT_EQ(parse_http_request(origin)->target, "");
}

TEST(HttpRequest, EveryProperPrefixIsTruncated) {
  for_each_prefix(text("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"), [](Bytes prefix) {
    EXPECT_EQ(parse_http_request(prefix).error(), ParseError::kTruncated) << prefix.size();
  });
}

TEST(HttpRequest, OtherTextIsForeign) {
  for (const char* line : {"HTTP/1.1 200 OK\r\n\r\n", "GETS / HTTP/1.1\r\n\r\n", "EHLO a\r\n",
                           "GET /\r\n\r\n", "GET / RTSP/1.0\r\n\r\n", "\x16\x03\x01"}) {
    EXPECT_EQ(parse_http_request(text(line)).error(), ParseError::kForeign) << line;
  }
}

TEST(HttpRequest, EndlessHeadIsMalformed) {
  const Octets endless = text("GET / HTTP/1.1\r\n") + Octets(kMostHeadBytes, 'x');
  EXPECT_EQ(parse_http_request(endless).error(), ParseError::kMalformed);
}

TEST(HttpRequest, CutHeadCountsByItsWholeLines) {
  const Octets bytes = text("GET / HTTP/1.1\r\nHost: a.example\r\nCookie: secr");
  const auto request = parse_cut_http_request(bytes);
  ASSERT_TRUE(request.has_value());
  EXPECT_EQ(request->host, "a.example");
  EXPECT_EQ(request->head_bytes, bytes.size());
  EXPECT_EQ(parse_cut_http_request(text("GET / HT")).error(), ParseError::kTruncated);
  EXPECT_EQ(parse_cut_http_request(text("EHLO a\r\n")).error(), ParseError::kForeign);
}

TEST(HttpRequest, TakesThePortOff) {
  EXPECT_EQ(without_port("a.example:443"), "a.example");
  EXPECT_EQ(without_port("a.example"), "a.example");
  EXPECT_EQ(without_port("[2001:db8::1]:443"), "2001:db8::1");
  EXPECT_EQ(without_port("[2001:db8::1"), "2001:db8::1");
  EXPECT_EQ(without_port("2001:db8::1"), "2001:db8::1");
}

const Octets kPreface = text("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

Octets frame(std::uint8_t type, std::uint8_t flags, const Octets& payload) {
  return u24(payload.size()) + Octets{type, flags} + u32(1) + payload;
}

// RFC 7541, C.3.1 and C.4.1: the same request, plain and with Huffman codes.
const Octets kPlainBlock = Octets{0x82, 0x86, 0x84, 0x41, 0x0f} + text("www.example.com");
const Octets kHuffmanBlock = {0x82, 0x86, 0x84, 0x41, 0x8c, 0xf1, 0xe3, 0xc2, 0xe5,
                              0xf2, 0x3a, 0x6b, 0xa0, 0xab, 0x90, 0xf4, 0xff};

TEST(Http2Request, GivesTheAuthority) {
  for (const Octets& block : {kPlainBlock, kHuffmanBlock}) {
    const auto host = parse_http2_request(kPreface + frame(4, 0, Octets(6)) + frame(1, 5, block));
    ASSERT_TRUE(host.has_value());
    EXPECT_EQ(host->view(), "www.example.com");
  }
}

TEST(Http2Request, SkipsPaddingAndPriority) {
  const Octets padded = Octets{3} + Octets(5) + kPlainBlock + Octets(3);
  EXPECT_EQ(parse_http2_request(kPreface + frame(1, 0x2d, padded))->view(), "www.example.com");
}

TEST(Http2Request, ReadsAnAuthorityWithItsNameWrittenOut) {
  const Octets block =
      Octets{0x3f, 0xe1, 0x1f, 0x00, 10} + text(":authority") + Octets{1} + text("a");
  EXPECT_EQ(find_authority(block)->view(), "a");
}

TEST(Http2Request, EveryProperPrefixIsTruncated) {
  for_each_prefix(kPreface + frame(4, 0, {}) + frame(1, 5, kHuffmanBlock), [](Bytes prefix) {
    EXPECT_EQ(parse_http2_request(prefix).error(), ParseError::kTruncated) << prefix.size();
  });
}

TEST(Http2Request, BlockThatEndsInsideAFieldIsMalformed) {
  for_each_prefix(kPlainBlock, [](Bytes prefix) {
    const Octets block(prefix.begin(), prefix.end());
    const auto host = parse_http2_request(kPreface + frame(1, 5, block));
    ASSERT_FALSE(host.has_value());
    EXPECT_EQ(host.error(), block.size() < 4 ? ParseError::kForeign : ParseError::kMalformed);
  });
  EXPECT_EQ(parse_http2_request(kPreface + frame(1, 0x0d, {9, 1})).error(), ParseError::kMalformed);
}

TEST(Http2Request, EndlessIntegersAndOverlongTextAreRefused) {
  EXPECT_EQ(find_authority(Octets{0x41, 0x7f} + Octets(12, 0xff)).error(), ParseError::kTruncated);
  EXPECT_EQ(find_authority(Octets{0x41, 0x7f, 0xc8, 0x01} + Octets(400, 'x')).error(),
            ParseError::kMalformed);
}

TEST(Http2Request, OtherBytesAreForeign) {
  EXPECT_EQ(parse_http2_request(text("PRI * HTTP/1.1\r\n")).error(), ParseError::kForeign);
}

}  // namespace
}  // namespace desirepath::wire
