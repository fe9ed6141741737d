#pragma once

// `Server` shows the page on a gateway's network to whoever is on it, and takes their opt-outs.
//
// The program desirepath-network-page runs it on the gateway, under the agent's account or root: it
// asks the agent over its socket, for the address that a request came from. It says to the agent
// each minute that it is there; the agent counts nothing on its networks while it is not.
//
// Plain HTTP, for there is nothing secret on it and no certificate could name an address of every
// network. Source: RFC 9112. Limits: kMostOctets a request, kPatience to send it, kMostConnections
// at once. Errors: open(): kInvalidArgument an address that is none; kUnavailable one that cannot
// be listened on. Threads: the io_context's one.

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace desirepath::network_page {

constexpr std::size_t kMostOctets = 8 * 1024;
constexpr std::size_t kMostConnections = 32;
constexpr std::chrono::seconds kPatience{10};
constexpr std::chrono::seconds kAlive{60};

class Server {
 public:
  struct Options {
    std::string listen;              // "10.20.0.1:8080"
    std::vector<std::string> names;  // other hosts the page is asked for by
    std::string socket_path;         // the agent's
  };

  // `context` must outlive it.
  static absl::StatusOr<std::unique_ptr<Server>> open(boost::asio::io_context& context,
                                                      Options options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::string address() const;
  // What the agent said to the last sign of life; empty if it took it.
  [[nodiscard]] const std::string& trouble() const { return trouble_; }

 private:
  class Connection;

  Server(boost::asio::io_context& context, Options options);
  absl::Status listen();
  void accept();
  void say_alive();

  boost::asio::io_context& context_;
  Options options_;
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer timer_;
  std::size_t connections_ = 0;
  std::string trouble_;
};

}  // namespace desirepath::network_page
