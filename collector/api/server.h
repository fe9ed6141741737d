#pragma once

// `Server` answers HTTP/1.1 on one address: the page at `/` and the API under `/api/v1`.
//
// `collector.cc` starts it in `serve` and writes the address it reports to `run/endpoints.json`;
// browsers and scripts on the same machine are on the other side. It speaks plain HTTP, so it
// listens on loopback only and `start` refuses any other address. A request whose Host is not a
// loopback name is answered 421: a page elsewhere cannot reach the API by pointing its own name at
// 127.0.0.1 (DNS rebinding).
//
// Source: RFC 9110, 9112 (HTTP), RFC 9457 (problem details), openapi.yaml beside this file.
// Limits: `ServerLimits`; further connections are closed at once and counted, as is whatever is
// over a limit. Errors: start: kInvalidArgument for an address that is no loopback address;
// kUnavailable with the port's name if it cannot be bound. Threads: owns one thread, on which the
// provider is called. `stop` and the destructor join it.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "absl/status/statusor.h"
#include "collector/api/provider.h"
#include "collector/web/assets.h"

namespace desirepath::api {

struct ServerLimits {
  std::size_t connections = 256;
  std::uint32_t header_octets = 8 * 1024;
  std::uint64_t body_octets = 64 * 1024;
  int requests_per_connection = 1000;
  std::chrono::milliseconds request = std::chrono::seconds(10);  // to send a whole one
  std::chrono::milliseconds idle = std::chrono::seconds(30);     // between two
  std::chrono::milliseconds answer = std::chrono::seconds(30);   // to take an answer in
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0 takes any free port; `Server::port` says which
  Provider provider;
  std::span<const web::Asset> assets = web::assets();
  ServerLimits limits = {};
};

class Server {
 public:
  struct Counts {
    std::uint64_t requests = 0;
    std::uint64_t malformed = 0;            // not HTTP, over a limit, too slow, or broken off
    std::uint64_t refused_connections = 0;  // over the limit of connections
  };

  static absl::StatusOr<std::unique_ptr<Server>> start(ServerOptions options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;
  std::string url() const;  // "http://127.0.0.1:8080"
  Counts counts() const;    // any thread
  void stop();

 private:
  class Listener;
  explicit Server(std::unique_ptr<Listener> listener);
  std::unique_ptr<Listener> listener_;
};

}  // namespace desirepath::api
