#include "collector/api/connection.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <utility>

namespace desirepath::api {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
using tcp = asio::ip::tcp;

auto into(error_code& error) { return asio::redirect_error(asio::use_awaitable, error); }

class Plain final : public Connection {
 public:
  explicit Plain(tcp::socket socket) : stream_(std::move(socket)) {}

  asio::awaitable<bool> greet(Milliseconds /*most*/) override { co_return true; }
  asio::awaitable<std::size_t> read_some(asio::mutable_buffer space, error_code& error) override {
    co_return co_await stream_.async_read_some(space, into(error));
  }
  asio::awaitable<void> write(Parts parts, error_code& error) override {
    co_await asio::async_write(stream_, parts, into(error));
  }
  asio::awaitable<void> finish(Milliseconds /*most*/) override {
    error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
    co_return;
  }
  void expire_after(Milliseconds most) override { stream_.expires_after(most); }
  void expire_never() override { stream_.expires_never(); }

 private:
  beast::tcp_stream stream_;
};

class Encrypted final : public Connection {
 public:
  Encrypted(tcp::socket socket, std::shared_ptr<asio::ssl::context> context)
      : context_(std::move(context)), stream_(beast::tcp_stream(std::move(socket)), *context_) {}

  asio::awaitable<bool> greet(Milliseconds most) override {
    error_code error;
    expire_after(most);
    co_await stream_.async_handshake(asio::ssl::stream_base::server, into(error));
    co_return !error;
  }
  asio::awaitable<std::size_t> read_some(asio::mutable_buffer space, error_code& error) override {
    co_return co_await stream_.async_read_some(space, into(error));
  }
  asio::awaitable<void> write(Parts parts, error_code& error) override {
    co_await asio::async_write(stream_, parts, into(error));
  }
  asio::awaitable<void> finish(Milliseconds most) override {
    error_code error;
    expire_after(most);
    co_await stream_.async_shutdown(into(error));
  }
  void expire_after(Milliseconds most) override {
    beast::get_lowest_layer(stream_).expires_after(most);
  }
  void expire_never() override { beast::get_lowest_layer(stream_).expires_never(); }

 private:
  std::shared_ptr<asio::ssl::context> context_;
  beast::ssl_stream<beast::tcp_stream> stream_;
};

}  // namespace

std::unique_ptr<Connection> connection_over(tcp::socket socket,
                                            std::shared_ptr<asio::ssl::context> context) {
  if (context == nullptr) return std::make_unique<Plain>(std::move(socket));
  return std::make_unique<Encrypted>(std::move(socket), std::move(context));
}

}  // namespace desirepath::api
