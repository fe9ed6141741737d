#pragma once

// `Server` answers HTTP/1.1 on one address: the page at `/` and the API under `/api/v1`.
//
// `collector.cc` starts it in `serve` and writes the address it reports to `run/endpoints.json`;
// browsers and scripts on the same machine are on the other side. It speaks plain HTTP and there is
// no sign-in for the published figures, so it listens on loopback only and `start` refuses any
// other address. A request whose Host is not a loopback name is answered 421: a page elsewhere
// cannot reach the API by pointing its own name at 127.0.0.1 (DNS rebinding).
//
// Source: RFC 9110, 9112 (HTTP), RFC 9457 (problem details), openapi.yaml beside this file.
// Limits: 256 connections (further ones are closed at once and counted), 8 KiB of header, 64 KiB of
// body, 10 s to send a whole request, 30 s idle between requests, 1000 requests a connection.
// Errors: start: kInvalidArgument for an address that is no loopback address; kUnavailable with the
// port's name if it cannot be bound.
// Threads: owns one thread, on which the provider is called. `stop` and the destructor join it.

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "absl/status/statusor.h"
#include "collector/api/provider.h"
#include "collector/web/assets.h"

namespace desirepath::api {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0 takes any free port; `Server::port` says which
  Provider provider;
  std::span<const web::Asset> assets = web::assets();
};

class Server {
 public:
  struct Counts {
    std::uint64_t requests = 0;
    std::uint64_t malformed = 0;            // not HTTP, or over a limit
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
