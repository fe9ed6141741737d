#include "agent/sight/stream_parser.h"

#include <algorithm>

#include "agent/wire/certificate.h"
#include "agent/wire/dtls.h"
#include "agent/wire/http2_request.h"
#include "agent/wire/http_request.h"
#include "agent/wire/prelude.h"
#include "agent/wire/tls_record.h"

namespace desirepath::sight {
namespace {

constexpr std::uint64_t kMostPreludeBytes = 4096;  // of a side before nothing is waited for

bool is_dns(const Segment& segment) noexcept {
  return segment.source.port == DnsReader::kPort || segment.destination.port == DnsReader::kPort;
}

bool is_cut(const Segment& segment) noexcept {
  return segment.payload.size() < segment.payload_length;
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
  view.flow.wants_certificate = view.flow.name_source < NameSource::kCertificate;
  return view.flow.wants_certificate ? Found::kUnnamed : Found::kDone;
}

StreamParser::Found StreamParser::read_certificate(const FlowView& view, wire::Bytes bytes) {
  const auto handshake = wire::second_handshake(bytes, scratch_);
  if (!handshake.has_value()) {
    return handshake.error() == wire::ParseError::kTruncated ? Found::kMore : Found::kDone;
  }
  const auto name = wire::parse_certificate_name(*handshake);
  if (name.has_value()) namer_.certificate(view, *name);
  return Found::kDone;
}

StreamParser::Found StreamParser::read_http(const FlowView& view, const Segment& segment,
                                            wire::Bytes bytes, std::size_t& length) {
  auto request = wire::parse_http_request(bytes);
  if (!request.has_value() && is_cut(segment)) request = wire::parse_cut_http_request(bytes);
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

StreamParser::Found StreamParser::read_http2(const FlowView& view, const Segment& segment,
                                             wire::Bytes bytes) {
  const auto host = wire::parse_http2_request(bytes);
  if (host.has_value()) {
    namer_.http(view, wire::without_port(host->view()), segment.time);
    return Found::kDone;
  }
  if (host.error() == wire::ParseError::kTruncated) return Found::kMore;
  if (host.error() == wire::ParseError::kMalformed) ++counts_.bad_http;
  return Found::kDone;
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
  if (view.flow.wants_certificate && view.flow.client == client_at(1 - view.side)) {
    return read_certificate(view, bytes);
  }
  if (is_dns(segment)) return read_dns(segment, bytes, length);
  if (wire::may_begin_http2(bytes)) return read_http2(view, segment, bytes);
  if (wire::may_begin_http_request(bytes)) return read_http(view, segment, bytes, length);
  if (view.flow.is_http) return Found::kNothing;  // a body or an answer
  const auto prelude = wire::prelude_length(bytes);
  if (!prelude.has_value()) {
    const bool is_early = view.flow.bytes[static_cast<std::size_t>(view.side)] < kMostPreludeBytes;
    const bool waits = is_early && prelude.error() == wire::ParseError::kTruncated;
    return waits ? Found::kMore : Found::kNothing;
  }
  length = *prelude;
  return Found::kPrelude;
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
      case Found::kUnnamed:
        result.consumed = bytes.size();
        result.said_nothing = false;
        break;
      case Found::kPrelude:
        result.consumed += length;
        break;
      case Found::kMessage:
        result.consumed += length;
        result.said_nothing = false;
        break;
      case Found::kNothing:
        result.consumed += rest.size();
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
