#include "tests/unit/collector/api/raw_http.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <utility>

namespace desirepath::api {

RawHttp::RawHttp(std::uint16_t port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const timeval patience{5, 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    close(socket_);
    socket_ = -1;
  }
}

RawHttp::~RawHttp() {
  if (socket_ >= 0) close(socket_);
}

void RawHttp::send(std::string_view octets) {
  while (!octets.empty()) {
    const ssize_t sent = ::send(socket_, octets.data(), octets.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;  // the peer closed: what it answered is still to be read
    octets.remove_prefix(static_cast<std::size_t>(sent));
  }
}

bool RawHttp::read_some() {
  char chunk[16384];
  const ssize_t got = recv(socket_, chunk, sizeof chunk, 0);
  if (got <= 0) return false;
  buffer_.append(chunk, static_cast<std::size_t>(got));
  return true;
}

std::string RawHttp::receive(bool head) {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!read_some()) return std::exchange(buffer_, {});
  }
  end += 4;
  const std::string length = field_of(buffer_.substr(0, end), "Content-Length");
  if (!head && !length.empty()) end += std::strtoul(length.c_str(), nullptr, 10);
  while (buffer_.size() < end) {
    if (!read_some()) return std::exchange(buffer_, {});
  }
  std::string answer = buffer_.substr(0, end);
  buffer_.erase(0, end);
  return answer;
}

bool RawHttp::closed() {
  char octet = 0;
  for (;;) {
    const ssize_t got = recv(socket_, &octet, 1, 0);
    if (got == 0) return true;
    if (got < 0) return errno == ECONNRESET;
  }
}

std::string get(std::uint16_t port, std::string_view target, std::string_view more_fields) {
  RawHttp client(port);
  client.send("GET " + std::string(target) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" +
              std::string(more_fields) + "Connection: close\r\n\r\n");
  return client.receive();
}

std::string body_of(const std::string& answer) {
  const std::size_t end = answer.find("\r\n\r\n");
  return end == std::string::npos ? std::string() : answer.substr(end + 4);
}

std::string field_of(const std::string& answer, const std::string& name) {
  const std::size_t found = answer.find("\r\n" + name + ": ");
  if (found == std::string::npos) return {};
  const std::size_t begin = found + name.size() + 4;
  return answer.substr(begin, answer.find("\r\n", begin) - begin);
}

}  // namespace desirepath::api
