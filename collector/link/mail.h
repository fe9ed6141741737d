#pragma once

// `send_mail` hands one message to a mail server.
//
// The monthly report goes this way. TLS comes first in either form: a server that does not offer
// STARTTLS gets neither password nor report.
//
// Source: RFC 5321, RFC 3207 (STARTTLS), RFC 8314 (TLS from the start), RFC 4954 and RFC 4616 (AUTH
// PLAIN). Limits: `most` for everything; 100 recipients. Errors: kUnavailable: not reached, or the
// server says later (4yz); kFailedPrecondition: it refuses (5yz, with its words), offers no
// STARTTLS or no AUTH PLAIN, or its certificate is not believed. kInvalidArgument:
// `is_mail_address` is false. Threads: as Line.

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "collector/link/line.h"

namespace desirepath::link {

struct MailServer {
  Peer peer;
  bool tls_first = false;  // else STARTTLS
  std::string user;        // empty: no account
  std::string password;
};

// One that needs no quotes: letters that end no command, an @ in the middle.
bool is_mail_address(std::string_view text);

// `message` is a whole one with its header, lines ended by CR LF.
absl::Status send_mail(const MailServer& server, const std::string& from,
                       const std::vector<std::string>& to, const std::string& message,
                       absl::Duration most = absl::Seconds(60));

}  // namespace desirepath::link
