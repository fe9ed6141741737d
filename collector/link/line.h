#pragma once

// `Line` is a connection that the collector opens to somebody else's server: TCP, in TLS from the
// start or later (STARTTLS), with a deadline.
//
// http_call.h, mail.h and syslog.h speak over it; the server is the organisation's own sign-in
// service, mail server or log collector. The other side proves its name with a certificate of the
// authorities in a PEM file, or of the system's where none is named; there is no way around that.
//
// Source: RFC 8446, RFC 5246; RFC 9525 (names in certificates). Limits: everything ends at the
// deadline; a line of text has 8 KiB. Errors: kUnavailable: not reached, broken off, too slow (try
// again later); kFailedPrecondition: the certificate does not prove the name, or the authorities'
// file cannot be read. Both say what to look at. Threads: one at a time; calls block.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace desirepath::link {

struct Peer {
  std::string host;  // a name or an address, without brackets
  std::uint16_t port = 0;
  std::string authorities;  // PEM file; empty: the system's
};

// "HOST:PORT", "[::1]:25"; kInvalidArgument. `authorities` stay empty.
absl::StatusOr<Peer> parse_peer(std::string_view text);

class Line {
 public:
  static absl::StatusOr<std::unique_ptr<Line>> open(const Peer& peer, absl::Duration most);
  ~Line();

  // From now on in TLS, after the peer has proved its name.
  absl::Status secure();
  absl::Status write(std::string_view octets);
  // At least one octet; empty: the peer has closed.
  absl::StatusOr<std::string> read_some();
  // Without its CR LF.
  absl::StatusOr<std::string> read_line();
  // Says that this was all and waits for the peer to close as well: it has then read everything.
  absl::Status finish();

 private:
  struct Inner;
  explicit Line(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

}  // namespace desirepath::link
