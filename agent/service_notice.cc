#include "agent/service_notice.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>

namespace desirepath::agent {

void notify_service(const std::string& socket_name, const std::string& message) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (!socket_name.starts_with('/') && !socket_name.starts_with('@')) return;
  if (socket_name.size() >= sizeof address.sun_path) return;
  socket_name.copy(address.sun_path, sizeof address.sun_path - 1);
  if (socket_name[0] == '@') address.sun_path[0] = '\0';  // the abstract namespace
  const int file = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (file < 0) return;
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_name.size());
  sendto(file, message.data(), message.size(), MSG_NOSIGNAL,
         reinterpret_cast<const sockaddr*>(&address), size);
  close(file);
}

}  // namespace desirepath::agent
