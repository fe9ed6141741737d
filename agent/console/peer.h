#pragma once

// `Peer` is the account at the other end of the console's socket, as the kernel tells it, and what
// it may do.
//
// The console server asks for each connection. Root and the agent's own account may do what a
// program of theirs could do to the files anyway; the person at the machine (an account with a
// session, by utmp) may read and steer; accounts named under `[ledger] users` may too. Everybody
// may ask for the status and the policy: neither tells what was used.
//
// Source: unix(7), SO_PEERCRED; utmp(5). Threads: pure but for the files they read.

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace desirepath::console {

struct Peer {
  uid_t account = static_cast<uid_t>(-1);

  friend bool operator==(const Peer&, const Peer&) = default;
};

// None if `socket` is no connected unix socket.
std::optional<Peer> peer_of(int socket);

// The accounts with a session at this machine, ascending, each once.
std::vector<std::uint32_t> accounts_with_a_session();

class Access {
 public:
  // `users` are account names; unknown ones are nobody.
  Access(const std::vector<std::string>& users, uid_t own_account);

  // Whether the peer may read the ledger and pause, resume or opt out.
  [[nodiscard]] bool may_steer(const Peer& peer) const;

 private:
  std::vector<uid_t> accounts_;
};

}  // namespace desirepath::console
