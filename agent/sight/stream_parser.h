#pragma once

// `StreamParser` looks for names in the bytes one side of a TCP flow sends.
//
// `TcpReader` calls it with bytes that begin where a message may begin: at the start of a segment,
// or where the last message ended. It finds ClientHellos at the start and behind any plain-text
// prelude (STARTTLS of mail, XMPP and LDAP, PostgreSQL's SSLRequest, SOCKS, PROXY, CONNECT, RDP),
// HTTP requests one after the other, HTTP/2's first request, and DNS messages of port 53; and the
// certificate of a server whose client named none.
//
// A hello is told by its own form, which six fixed octets and a dozen lengths that must agree make
// unmistakable; so the server's part of a prelude need not be seen.
// Errors: counted as `bad_hello`, `bad_http` and `bad_dns`. Threads: one at a time.

#include <array>

#include "agent/sight/counts.h"
#include "agent/sight/dns_reader.h"
#include "agent/sight/namer.h"
#include "agent/sight/segment.h"

namespace desirepath::sight {

// Whether a payload begins like a ClientHello, up to the hello's own version; says no for most
// packets after one or two octets.
inline bool begins_like_hello(wire::Bytes payload) noexcept {
  return payload.size() > 10 && payload[0] == 0x16 && payload[1] == 0x03 && payload[5] == 0x01 &&
         payload[6] == 0x00 && payload[9] == 0x03;
}

class StreamParser {
 public:
  static constexpr std::size_t kMostMessageBytes = 20480;  // a hello with post-quantum keys: 2,000

  enum class State : std::uint8_t {
    kAll,   // every octet was read; the next message begins behind them
    kMore,  // a message begins at `consumed` and is not all there
    kDone,  // the flow has its name: nothing more is looked for
  };

  struct Result {
    State state = State::kAll;
    std::size_t consumed = 0;
    bool said_nothing = true;  // no message of a protocol known here
  };

  StreamParser(Namer& namer, DnsReader& dns, Counts& counts)
      : namer_(namer), dns_(dns), counts_(counts) {}

  Result read(const FlowView& view, const Segment& segment, wire::Bytes bytes);
  void read_dtls(const FlowView& view, const Segment& segment);  // one whole datagram

 private:
  enum class Found : std::uint8_t { kMessage, kPrelude, kUnnamed, kMore, kNothing, kDone };

  Found read_hello(const FlowView& view, const Segment& segment, wire::Bytes bytes);
  Found read_certificate(const FlowView& view, wire::Bytes bytes);
  Found read_http(const FlowView& view, const Segment& segment, wire::Bytes bytes,
                  std::size_t& length);
  Found read_http2(const FlowView& view, const Segment& segment, wire::Bytes bytes);
  Found read_dns(const Segment& segment, wire::Bytes bytes, std::size_t& length);
  Found read_message(const FlowView& view, const Segment& segment, wire::Bytes bytes,
                     std::size_t& length);

  Namer& namer_;
  DnsReader& dns_;
  Counts& counts_;
  std::array<std::uint8_t, kMostMessageBytes> scratch_;
};

}  // namespace desirepath::sight
