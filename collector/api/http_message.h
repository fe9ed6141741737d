#pragma once

// Between the HTTP library's messages and the plain values of exchange.h; `server.cc` alone
// includes it, so that Beast is compiled once.
//
// Source: RFC 9110, 9112. Threads: pure functions.

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>
#include <string>
#include <utility>

#include "collector/api/exchange.h"
#include "collector/api/problem.h"
#include "collector/link/http_octets.h"

namespace desirepath::api {

namespace http = boost::beast::http;

inline std::string text(boost::beast::string_view view) { return {view.data(), view.size()}; }

inline Request plain(const http::request<http::string_body>& message) {
  Request request;
  request.method = text(message.method_string());
  request.target = text(message.target());
  // HTTP/1.1 asks for exactly one Host; two of them leave it open which one counts.
  if (message.count(http::field::host) == 1) request.host = text(message[http::field::host]);
  request.if_none_match = text(message[http::field::if_none_match]);
  request.if_match = text(message[http::field::if_match]);
  request.accepts_gzip = http::ext_list(message[http::field::accept_encoding]).exists("gzip");
  request.content_type = text(message[http::field::content_type]);
  request.cookie = text(message[http::field::cookie]);
  request.origin = text(message[http::field::origin]);
  request.csrf_token = text(message["X-CSRF-Token"]);
  request.by_itself = !message["X-By-Itself"].empty();
  request.authorization = text(message[http::field::authorization]);
  request.body = message.body();
  return request;
}

// What the nearest proxy said of how the request came to it.
inline bool forwarded_from_https(const http::request<http::string_body>& message) {
  const std::string said = text(message["X-Forwarded-Proto"]);
  return said.substr(said.find_last_of(", ") + 1) == "https";
}

// An answer as it is sent: the header's octets, then the body's.
struct Sent {
  std::string head;
  std::string body;
};

inline Sent wire(Response response, bool keep_alive) {
  http::response<http::empty_body> message;
  message.result(response.status);
  message.version(11);
  message.keep_alive(keep_alive);
  for (const auto& [name, value] : response.fields) message.set(name, value);
  if (!response.content_type.empty()) {
    message.set(http::field::content_type, response.content_type);
  }
  if (response.status != 304) message.content_length(response.body.size());
  http::response_serializer<http::empty_body> serializer(message);
  return {link::http_octets(serializer), std::move(response.body)};
}

// The answer to bytes that are not a request within the limits; nothing where the client is gone.
inline std::optional<Response> refusal(const boost::beast::error_code& error) {
  if (error == http::error::header_limit) {
    return problem(431, "header", "Header too large",
                   "send fewer or shorter header fields; openapi.yaml names the limits");
  }
  if (error == http::error::body_limit) {
    return problem(413, "body", "Body too large",
                   "send a smaller body; openapi.yaml names the limits");
  }
  if (error.category() == make_error_code(http::error::bad_method).category() &&
      error != http::error::end_of_stream && error != http::error::partial_message) {
    return problem(400, "http", "Not an HTTP request", "the request is not HTTP/1.1 (RFC 9112)");
  }
  return std::nullopt;
}

}  // namespace desirepath::api
