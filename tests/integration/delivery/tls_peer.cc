#include "tests/integration/delivery/tls_peer.h"

#include <absl/strings/match.h>
#include <absl/strings/str_cat.h>

#include <array>
#include <cstdio>

namespace desirepath::delivery {

TlsView look_at_tls(int port, const std::string& arguments) {
  // s_client reads one line and leaves: by then tickets, which follow the handshake, have arrived.
  const std::string command =
      absl::StrCat("(sleep 0.3; echo) | timeout 10 openssl s_client -connect 127.0.0.1:", port,
                   " -alpn h2 -state -msg ", arguments, " 2>&1");
  TlsView view;
  FILE* pipe = ::popen(command.c_str(), "r");
  std::array<char, 4096> line;
  while (pipe != nullptr &&
         std::fgets(line.data(), static_cast<int>(line.size()), pipe) != nullptr) {
    view.text += line.data();
    if (absl::StrContains(line.data(), "<<<") &&
        absl::StrContains(line.data(), "NewSessionTicket")) {
      ++view.tickets;
    }
  }
  if (pipe != nullptr) ::pclose(pipe);
  for (const char* protocol : {"TLSv1.2", "TLSv1.3"}) {
    if (absl::StrContains(view.text, absl::StrCat("New, ", protocol, ", Cipher is"))) {
      view.connected = true;
      view.protocol = protocol;
    }
  }
  return view;
}

}  // namespace desirepath::delivery
