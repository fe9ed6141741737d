#pragma once

// `RawHttp` is a bare TCP client: tests write the very octets of a request and read what comes.
//
// The server's tests use it for what an HTTP library would not send: halves, floods, nonsense.

#include <cstdint>
#include <string>
#include <string_view>

namespace desirepath::api {

class RawHttp {
 public:
  explicit RawHttp(std::uint16_t port);  // to 127.0.0.1
  ~RawHttp();
  RawHttp(const RawHttp&) = delete;
  RawHttp& operator=(const RawHttp&) = delete;

  void send(std::string_view octets);
  // One whole answer (header and Content-Length body); what came so far when the peer closes.
  std::string receive(bool head = false);
  bool closed();  // waits until the peer closes; false after 5 s

 private:
  bool read_some();

  int socket_ = -1;
  std::string buffer_;
};

// GET of `target` on a fresh connection; the whole answer.
std::string get(std::uint16_t port, std::string_view target, std::string_view more_fields = "");

std::string body_of(const std::string& answer);
// The field's value, empty if absent; the name is compared as written.
std::string field_of(const std::string& answer, const std::string& name);

}  // namespace desirepath::api
