#pragma once

// `tls_context` makes what the page answers HTTPS with: a certificate, its key, TLS 1.2 and later.
//
// `server.cc` makes one at the start and a new one whenever it is told to read the files again; a
// connection keeps the one it began with. Under TLS 1.2 only ciphers with forward secrecy and an
// authenticated mode are offered. `names_of_certificate` are those a Host may have.
//
// Source: RFC 8446, RFC 5246; RFC 9325 (recommendations). Errors: kInvalidArgument names the file
// and the mend: not there, not PEM, the key is of another certificate.
// The one door of this room to OpenSSL.

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/api/tls_files.h"

namespace desirepath::api {

absl::StatusOr<std::shared_ptr<boost::asio::ssl::context>> tls_context(const TlsFiles& files);

// DNS names (a leading "*." stands for one label) and addresses.
std::vector<std::string> names_of_certificate(boost::asio::ssl::context& context);

}  // namespace desirepath::api
