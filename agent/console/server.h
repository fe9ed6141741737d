#pragma once

// `Server` answers the person at the machine on a unix socket: one request a connection, both a
// line of JSON.
//
// The commands `status`, `ledger`, `pause` and their kin are its clients (client.h). The agent
// gives it a handler; it runs on the agent's io_context, so that requests see the stages at rest.
//
// Limits: kMostConnections at once, kMostRequestOctets a request, kPatience until the request is
// there; beyond, the connection is closed. A line that is not a JSON object is answered {"error":
// …}. Errors: open() kInvalidArgument path too long; kUnavailable the socket cannot be made.
// Threads: the io_context's one thread.

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/json/object.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "agent/console/peer.h"

namespace desirepath::console {

constexpr std::size_t kMostConnections = 16;
constexpr std::size_t kMostRequestOctets = 16 * 1024;
constexpr std::chrono::seconds kPatience{10};

using Handler = std::function<boost::json::object(const boost::json::object&, const Peer&)>;

class Server {
 public:
  // Makes the socket at `path`, in place of one left behind. `context` must outlive the server.
  static absl::StatusOr<std::unique_ptr<Server>> open(boost::asio::io_context& context,
                                                      const std::string& path, Handler handler);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

 private:
  class Connection;

  Server(boost::asio::io_context& context, std::string path, Handler handler);
  void accept();

  std::string path_;
  boost::asio::local::stream_protocol::acceptor acceptor_;
  std::shared_ptr<Handler> handler_;  // connections may outlive the server by one turn of the loop
  std::shared_ptr<std::size_t> connections_;
};

}  // namespace desirepath::console
