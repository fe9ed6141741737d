#pragma once

// What the router sees of an HTTP exchange: plain values, without the HTTP library.
//
// `server.cc` makes a `Request` of what it read and writes a `Response` out; every endpoint is a
// function from the one to the other, so tests call endpoints without a socket.
//
// Limits: those of `server.h`; an endpoint never sees a target that `request_target.h` refuses.

#include <chrono>
#include <map>
#include <string>
#include <string_view>

namespace desirepath::api {

struct Request {
  std::string method = "GET";
  std::string target = "/";  // as sent, origin form
  std::string host;          // Host header, with its port
  bool secure = false;       // it came by HTTPS
  std::string peer;          // address it came from, for the limits alone; empty: not limited by it
  std::chrono::steady_clock::time_point at;  // when it had arrived
  std::string if_none_match;
  std::string if_match;
  bool accepts_gzip = false;
  std::string content_type;
  std::string cookie;
  std::string origin;
  std::string csrf_token;  // X-CSRF-Token
  bool by_itself = false;  // X-By-Itself: the page refreshes, nobody asked
  std::string authorization;
  std::string body;
};

struct Response {
  unsigned status = 200;
  std::string content_type;
  std::string body;
  // Header fields beyond those every answer has (`security_headers.h`).
  std::map<std::string, std::string, std::less<>> fields;
};

}  // namespace desirepath::api
