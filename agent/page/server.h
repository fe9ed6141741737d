#pragma once

// `Server` shows the person at the machine what the agent holds and tells, on a loopback port that
// only they can use.
//
// The program desirepath-page runs it under the person's own account: it has no right to capture
// and none over the agent's files, asks the agent over its socket as the command line does, and so
// sees what that account may see. The agent itself never has a network.
//
// Source: RFC 9112; privacy.md, 3e and Decisions 11. Limits: kMostOctets a request, kPatience to
// send it, kMostConnections at once; it ends after kIdle without a request. Errors: open():
// kUnavailable no port; answers: JSON {"error":…} with the mend. Threads: the io_context's one.

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "agent/page/door.h"

namespace desirepath::page {

constexpr std::size_t kMostOctets = 16 * 1024;
constexpr std::size_t kMostConnections = 32;
constexpr std::chrono::seconds kPatience{10};
constexpr std::chrono::minutes kIdle{15};

class Server {
 public:
  // On any free port of 127.0.0.1; `socket_path` is the agent's. `context` must outlive it.
  static absl::StatusOr<std::unique_ptr<Server>> open(boost::asio::io_context& context,
                                                      const std::string& socket_path);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // What to open in the browser; works once.
  [[nodiscard]] std::string address() const;

 private:
  class Connection;

  Server(boost::asio::io_context& context, std::string socket_path);
  void accept();
  void begin_idle();

  boost::asio::io_context& context_;
  std::string socket_path_;
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer idle_;
  std::unique_ptr<Door> door_;
  std::size_t connections_ = 0;
};

}  // namespace desirepath::page
