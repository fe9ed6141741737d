#pragma once

// `look_at_tls` connects to a port as a stranger would (`openssl s_client`) and says what the wire
// showed.

#include <string>

namespace desirepath::delivery {

struct TlsView {
  bool connected = false;  // a handshake was completed
  std::string protocol;    // "TLSv1.3"
  int tickets = 0;         // session tickets that arrived
  std::string text;        // all that s_client said
};

// `arguments`: further options of s_client, such as -tls1_2.
TlsView look_at_tls(int port, const std::string& arguments);

}  // namespace desirepath::delivery
