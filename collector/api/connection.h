#pragma once

// `Connection` is one client's connection, plain or in TLS: read, write, deadlines.
//
// `server.cc` speaks HTTP over it and does not see which of the two it is, so that its coroutines
// and Beast's parser are compiled once; connection.cc alone knows the streams.
//
// Limits: none of its own; whatever waits ends at the deadline that was set last. Errors: Asio's.
// Threads: on the executor of the socket.

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/system/error_code.hpp>
#include <chrono>
#include <memory>

namespace desirepath::api {

class Connection {
 public:
  using Parts = std::array<boost::asio::const_buffer, 2>;
  using Milliseconds = std::chrono::milliseconds;

  virtual ~Connection() = default;
  // TLS only; true: go on.
  virtual boost::asio::awaitable<bool> greet(Milliseconds most) = 0;
  virtual boost::asio::awaitable<std::size_t> read_some(boost::asio::mutable_buffer into,
                                                        boost::system::error_code& error) = 0;
  virtual boost::asio::awaitable<void> write(Parts parts, boost::system::error_code& error) = 0;
  virtual boost::asio::awaitable<void> finish(Milliseconds most) = 0;
  virtual void expire_after(Milliseconds most) = 0;
  virtual void expire_never() = 0;
};

// `context` null: plain.
std::unique_ptr<Connection> connection_over(boost::asio::ip::tcp::socket socket,
                                            std::shared_ptr<boost::asio::ssl::context> context);

}  // namespace desirepath::api
