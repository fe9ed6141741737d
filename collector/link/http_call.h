#pragma once

// `http_call` asks an https server once: one connection, one request, one answer.
//
// The sign-in service's documents and tokens and the webhooks go through here. No redirection is
// followed: what the settings name is where a secret goes.
//
// Source: RFC 9110, 9112. Limits: an answer of 1 MiB; `most` for everything together. Errors: those
// of line.h; kUnavailable also for an answer that is no HTTP or too large. A status that is no
// success is an answer like another.

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/link/web_address.h"

namespace desirepath::link {

struct HttpAsked {
  std::string method = "GET";
  WebAddress address;
  std::map<std::string, std::string> fields = {};
  std::string body = {};
};

struct HttpAnswer {
  unsigned status = 0;
  std::string body;
  std::string content_type;
  std::string retry_after;
};

// `authorities`: as Peer's.
absl::StatusOr<HttpAnswer> http_call(const HttpAsked& asked, const std::string& authorities,
                                     absl::Duration most = absl::Seconds(10));

}  // namespace desirepath::link
