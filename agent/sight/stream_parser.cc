#include "agent/sight/stream_parser.h"

#include <algorithm>
#include <cstring>

#include "agent/wire/dtls.h"
#include "agent/wire/http_request.h"
#include "agent/wire/tls_record.h"

namespace desirepath::sight {
namespace {

constexpr std::size_t kLeastCandidate = 3;  // octets of a hello at the end of a segment
constexpr std::size_t kSureCandidate = 11;  // up to the hello's own version

bool is_dns(const Segment& segment) noexcept {
  return segment.source.port == DnsReader::kPort || segment.destination.port == DnsReader::kPort;
}

// Where a hello may begin behind the first octet; the end when nowhere.
std::size_t find_hello(wire::Bytes bytes) noexcept {
  for (std::size_t at = 1; at < bytes.size(); ++at) {
    const void* next = std::memchr(bytes.data() + at, 0x16, bytes.size() - at);
    if (next == nullptr) return bytes.size();
    at = static_cast<std::size_t>(static_cast<const std::uint8_t*>(next) - bytes.data());
    const wire::Bytes rest = bytes.subspan(at);
    if (rest.size() < kLeastCandidate || !wire::may_begin_client_hello(rest)) continue;
    if (rest.size() < kSureCandidate || (rest[9] == 3 && rest[10] <= 4)) return at;
  }
  return bytes.size();
}

}  // namespace

StreamParser::Found StreamParser::read_hello(const FlowView& view, const Segment& segment,
                                             wire::Bytes bytes) {
  const auto handshake = wire::first_handshake(bytes, scratch_);
  if (!handshake.has_value()) {
    return handshake.error() == wire::ParseError::kTruncated ? Found::kMore : Found::kNothing;
  }
  const auto hello = wire::parse_client_hello(*handshake);
  if (!hello.has_value()) {
    if (hello.error() == wire::ParseError::kMalformed) ++counts_.bad_hello;
    return Found::kNothing;
  }
  namer_.hello(view, Source::kTls, *hello, segment.time);
  return Found::kDone;
}

StreamParser::Found StreamParser::read_http(const FlowView& view, const Segment& segment,
                                            wire::Bytes bytes, std::size_t& length) {
  const auto request = wire::parse_http_request(bytes);
  if (!request.has_value()) {
    if (request.error() == wire::ParseError::kTruncated) return Found::kMore;
    if (request.error() == wire::ParseError::kMalformed) ++counts_.bad_http;
    return Found::kNothing;
  }
  view.flow.is_http = true;
  namer_.http(view, wire::without_port(request->host), segment.time);
  namer_.http(view, wire::without_port(request->target), segment.time);
  const std::size_t rest = bytes.size() - request->head_bytes;
  length = request->head_bytes +
           static_cast<std::size_t>(std::min<std::uint64_t>(request->body_bytes, rest));
  return Found::kMessage;
}

// RFC 1035, 4.2.2: a length of two octets in front of each message.
StreamParser::Found StreamParser::read_dns(const Segment& segment, wire::Bytes bytes,
                                           std::size_t& length) {
  constexpr std::size_t kHeaderBytes = 12;
  if (bytes.size() < 2) return Found::kMore;
  const auto claimed = static_cast<std::size_t>(bytes[0] << 8 | bytes[1]);
  if (claimed < kHeaderBytes) return Found::kNothing;
  const bool fits = 2 + claimed <= kMostMessageBytes;
  if (bytes.size() < 2 + claimed && (fits || bytes.size() < kMostMessageBytes)) return Found::kMore;
  length = std::min(2 + claimed, bytes.size());
  return dns_.read(bytes.subspan(2, length - 2), segment) ? Found::kMessage : Found::kNothing;
}

StreamParser::Found StreamParser::read_message(const FlowView& view, const Segment& segment,
                                               wire::Bytes bytes, std::size_t& length) {
  if (wire::may_begin_client_hello(bytes)) {
    const Found found = read_hello(view, segment, bytes);
    if (found != Found::kNothing) return found;
  }
  if (is_dns(segment)) return read_dns(segment, bytes, length);
  if (wire::may_begin_http_request(bytes)) return read_http(view, segment, bytes, length);
  return Found::kNothing;
}

StreamParser::Result StreamParser::read(const FlowView& view, const Segment& segment,
                                        wire::Bytes bytes) {
  Result result;
  while (result.consumed < bytes.size()) {
    const wire::Bytes rest = bytes.subspan(result.consumed);
    std::size_t length = 0;
    switch (read_message(view, segment, rest, length)) {
      case Found::kDone:
        result.state = State::kDone;
        return result;
      case Found::kMore:
        result.state = State::kMore;
        return result;
      case Found::kMessage:
        result.consumed += length;
        result.said_nothing = false;
        break;
      case Found::kNothing:
        result.consumed += view.flow.is_http ? rest.size() : find_hello(rest);
        break;
    }
  }
  return result;
}

void StreamParser::read_dtls(const FlowView& view, const Segment& segment) {
  const auto handshake = wire::dtls_client_hello(segment.payload, scratch_);
  if (!handshake.has_value()) return;
  const auto hello = wire::parse_client_hello(*handshake);
  if (hello.has_value()) {
    namer_.hello(view, Source::kTls, *hello, segment.time);
  } else {
    ++counts_.bad_hello;
  }
}

}  // namespace desirepath::sight
