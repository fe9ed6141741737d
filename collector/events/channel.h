#pragma once

// `Channel` brings one event to one receiver: a webhook, a syslog server, or a file.
//
// courier.cc calls it with what the queue says is due. A webhook is signed as Standard Webhooks
// says (webhook-id, webhook-timestamp, webhook-signature: v1,BASE64 of HMAC-SHA-256 over
// "id.timestamp.body"), so that receivers have a library for it. A syslog message counts as taken
// when the server has closed the connection in order, after everything was sent: RFC 5425 itself
// acknowledges nothing. A line of a file is synced to the disk; a line that a kill tore is ended
// before the next.
//
// Source: Standard Webhooks 1.0.0 · RFC 5424, RFC 5425 · RFC 9110, 10.2.3 (Retry-After).
// Errors: kUnavailable (later, `retry_after` if the receiver said when), those of link/line.h. An
// answer that says the event itself is refused (4xx) is tried five times, 410 (it wants no more)
// once: what stands behind it waits meanwhile. Threads: one at a time.

#include <functional>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "collector/curation/event_queue.h"
#include "collector/events/formats.h"
#include "collector/link/line.h"
#include "collector/link/web_address.h"

namespace desirepath::events {

struct Webhook {
  link::WebAddress address;
  std::string key;  // octets
  std::string authorities;
};

struct Channel {
  std::string name;         // "webhook", "syslog", "file"
  std::string target = {};  // for the admin's page
  Format format = Format::kOcsf;
  std::optional<Webhook> webhook = {};
  std::optional<link::Peer> syslog = {};
  std::string file = {};
};

struct Sending {
  absl::Status status;
  std::optional<absl::Duration> retry_after = {};
  std::optional<int> most_tries = {};
};

// The octets of a webhook's secret: "whsec_BASE64", or the text as it is.
std::string webhook_key(const std::string& secret);
std::string webhook_signature(const std::string& key, const std::string& id, std::int64_t at,
                              const std::string& body);

Sending send(const Channel& channel, const curation::Event& event, const std::string& organisation,
             absl::Time now);

}  // namespace desirepath::events
