#include "agent/console/client.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace desirepath::console {
namespace {

class Socket {
 public:
  Socket() : file_(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {}
  ~Socket() {
    if (file_ >= 0) close(file_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  [[nodiscard]] int file() const { return file_; }

 private:
  int file_;
};

absl::Status no_agent(const std::string& path, int error) {
  if (error == EACCES || error == EPERM) {
    return absl::UnavailableError(absl::StrCat(
        path, ": no right to reach the agent; ask as the person at this machine, or as root"));
  }
  return absl::UnavailableError(absl::StrCat(
      path,
      ": no agent is running; start it with `systemctl start desirepath-agent`, or name its "
      "state folder with --state"));
}

bool send_all(int file, std::string_view rest) {
  while (!rest.empty()) {
    const ssize_t sent = send(file, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::string receive_all(int file) {
  std::string text;
  char piece[16 * 1024];
  for (;;) {
    const ssize_t got = recv(file, piece, sizeof piece, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return text;
    text.append(piece, static_cast<std::size_t>(got));
  }
}

}  // namespace

absl::StatusOr<boost::json::object> ask(const std::string& socket_path,
                                        const boost::json::object& request) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (socket_path.size() >= sizeof address.sun_path) {
    return absl::InvalidArgumentError(
        absl::StrCat(socket_path, ": too long for a socket; choose a shorter state_dir"));
  }
  socket_path.copy(address.sun_path, sizeof address.sun_path - 1);
  const Socket socket;
  timeval patience{kAnswerPatience.count(), 0};
  setsockopt(socket.file(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (connect(socket.file(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    return no_agent(socket_path, errno);
  }
  const std::string line = boost::json::serialize(request) + "\n";
  if (!send_all(socket.file(), line)) return no_agent(socket_path, errno);
  boost::system::error_code wrong;
  boost::json::value answer = boost::json::parse(receive_all(socket.file()), wrong);
  if (wrong || !answer.is_object()) {
    return absl::InternalError(
        absl::StrCat(socket_path, ": the agent gave no answer; see its log"));
  }
  boost::json::object& object = answer.get_object();
  if (const boost::json::value* error = object.if_contains("error"); error && error->is_string()) {
    return absl::InvalidArgumentError(std::string(error->get_string()));
  }
  return object;
}

}  // namespace desirepath::console
