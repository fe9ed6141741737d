#include "agent/console/peer.h"

#include <pwd.h>
#include <sys/socket.h>
#include <utmpx.h>

#include <algorithm>
#include <cstring>

namespace desirepath::console {
namespace {

constexpr uid_t kRoot = 0;
constexpr std::size_t kNameOctets = sizeof(utmpx::ut_user);

std::optional<uid_t> account_of(const std::string& name) {
  passwd entry{};
  passwd* found = nullptr;
  char buffer[4096];
  if (getpwnam_r(name.c_str(), &entry, buffer, sizeof buffer, &found) != 0 || found == nullptr) {
    return std::nullopt;
  }
  return entry.pw_uid;
}

}  // namespace

std::optional<Peer> peer_of(int socket) {
  ucred credentials{};
  socklen_t size = sizeof credentials;
  if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return std::nullopt;
  return Peer{credentials.uid};
}

std::vector<std::uint32_t> accounts_with_a_session() {
  std::vector<std::uint32_t> accounts;
  setutxent();
  while (const utmpx* entry = getutxent()) {
    if (entry->ut_type != USER_PROCESS) continue;
    const std::string name(entry->ut_user, strnlen(entry->ut_user, kNameOctets));
    if (const std::optional<uid_t> account = account_of(name)) accounts.push_back(*account);
  }
  endutxent();
  std::sort(accounts.begin(), accounts.end());
  accounts.erase(std::unique(accounts.begin(), accounts.end()), accounts.end());
  return accounts;
}

Access::Access(const std::vector<std::string>& users, uid_t own_account)
    : accounts_{kRoot, own_account} {
  for (const std::string& user : users) {
    if (const std::optional<uid_t> account = account_of(user)) accounts_.push_back(*account);
  }
}

bool Access::may_steer(const Peer& peer) const {
  if (std::find(accounts_.begin(), accounts_.end(), peer.account) != accounts_.end()) return true;
  const std::vector<std::uint32_t> present = accounts_with_a_session();
  return std::binary_search(present.begin(), present.end(), peer.account);
}

}  // namespace desirepath::console
