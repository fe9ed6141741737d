#pragma once

// `parse_http_request` reads the head of an HTTP/1 request: which host it is for, and its body.
//
// `sight` calls it at the start of a client's bytes and again behind each request.
//
// Source: RFC 9112, 3 (request line, 3.2 forms of the target) and 5 (fields); RFC 9110, 7.2 (Host).
// Limits: `kMostHeadBytes`, then kMalformed; allocates nothing.
// Errors: kForeign    the bytes are no request line of HTTP/1;
//         kTruncated  well-formed so far, but the head is not all there;
//         kMalformed  the head is longer than the limit.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "agent/wire/cursor.h"
#include "agent/wire/parsed.h"

namespace desirepath::wire {

constexpr std::size_t kMostHeadBytes = 16384;

struct HttpRequest {
  std::string_view method;
  std::string_view host;    // the Host field, without blanks around it
  std::string_view target;  // the authority of a CONNECT or of an absolute-form target
  std::size_t head_bytes = 0;
  std::uint64_t body_bytes = 0;  // by Content-Length
  bool is_connect = false;
  bool is_chunked = false;
};

// Whether the bytes begin with a method of HTTP and a blank, as far as they go.
bool may_begin_http_request(Bytes bytes) noexcept;

Parsed<HttpRequest> parse_http_request(Bytes bytes) noexcept;

// The same for a head that will never be whole, because the capture cut it: its whole lines count.
Parsed<HttpRequest> parse_cut_http_request(Bytes bytes) noexcept;

// The host without its port; of an IPv6 literal, what the brackets hold.
std::string_view without_port(std::string_view authority) noexcept;

}  // namespace desirepath::wire
