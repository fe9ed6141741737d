#pragma once

// `TlsFiles` names what the page proves itself with. A plain value.

#include <string>

namespace desirepath::api {

struct TlsFiles {
  std::string certificate;  // PEM, the server's own first, then the chain
  std::string key;          // PEM, without a passphrase
};

}  // namespace desirepath::api
