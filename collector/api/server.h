#pragma once

// `Server` answers HTTP/1.1 on one address: the page at `/` and the API under `/api/v1`.
//
// `collector.cc` starts it in `serve` and writes the address it reports to `run/endpoints.json`;
// browsers and scripts are on the other side. Without certificate files it speaks plain HTTP, so it
// listens on loopback only and `start` refuses any other address; with them it speaks HTTPS, and
// only that, on whatever address it is given. A request whose Host is neither a loopback name nor
// one of the certificate's is answered 421: a page elsewhere cannot reach the API by pointing its
// own name at this machine (DNS rebinding).
//
// Source: RFC 9110, 9112 (HTTP), RFC 9457 (problem details), openapi.yaml beside this file.
// Limits: `ServerLimits`; further connections are closed at once and counted, as is whatever is
// over a limit. Errors: start: kInvalidArgument for a plain address that is no loopback address,
// and those of tls.h and address_blocks.h; kUnavailable with the port's name if it cannot be bound.
// Threads: owns one thread, on which the provider is called. `stop` and the destructor join it.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/api/provider.h"
#include "collector/api/rate_limit.h"
#include "collector/api/tls_files.h"
#include "collector/web/assets.h"

namespace desirepath::api {

struct ServerLimits {
  std::size_t connections = 256;
  std::size_t connections_per_address = 128;  // one client leaves room for others
  Rates rates = {};
  std::uint32_t header_octets = 8 * 1024;
  std::uint64_t body_octets = 64 * 1024;
  int requests_per_connection = 1000;
  std::chrono::milliseconds request = std::chrono::seconds(10);  // to send a whole one
  std::chrono::milliseconds idle = std::chrono::seconds(30);     // between two
  std::chrono::milliseconds answer = std::chrono::seconds(30);   // to take an answer in
};

struct ServerOptions {
  std::string setting = "[web] listen";  // what errors call the address
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0 takes any free port; `Server::port` says which
  // A listening socket that a service manager opened, at that address and port; -1: none.
  int inherited = -1;
  Provider provider;
  // Answers the requests that hash a password, on a thread of its own; it shares nothing with the
  // first but the database. None: the first does.
  std::optional<Provider> slow = {};
  std::span<const web::Asset> assets = web::assets();
  ServerLimits limits = {};
  std::optional<TlsFiles> tls = {};  // none: plain HTTP
  // Behind a proxy: the names it is known by, and which peers are one. Of those alone
  // X-Forwarded-Proto is believed; X-Forwarded-For is not read; an address is known for as long as
  // its connection, for the limits.
  std::vector<std::string> names = {};
  std::string trusted_proxies = {};
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
  // Reads the certificate files again; if they are not good, those of before stay in use. One
  // thread at a time.
  absl::Status reload();
  Counts counts() const;  // any thread
  void stop();

 private:
  class Listener;
  explicit Server(std::unique_ptr<Listener> listener);
  std::unique_ptr<Listener> listener_;
};

}  // namespace desirepath::api
