#include "collector/api/server.h"

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "collector/api/address_blocks.h"
#include "collector/api/http_message.h"
#include "collector/api/listen_check.h"
#include "collector/api/router.h"
#include "collector/api/routes.h"
#include "collector/api/security_headers.h"
#include "collector/api/tls.h"

namespace desirepath::api {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace ssl = boost::asio::ssl;
using tcp = asio::ip::tcp;
using Parser = http::request_parser<http::string_body>;

// Out of descriptors, say: some come back meanwhile.
constexpr std::chrono::milliseconds kAcceptPause{100};
// For the peer to say that it has the end of the answer too.
constexpr std::chrono::seconds kGoodbye{2};

using Context = std::shared_ptr<ssl::context>;
using Encrypted = beast::ssl_stream<beast::tcp_stream>;

}  // namespace

class Server::Listener {
 public:
  explicit Listener(ServerOptions options)
      : router_(std::move(options.provider), options.assets),
        limits_(options.limits),
        address_(std::move(options.address)),
        files_(std::move(options.tls)),
        names_(std::move(options.names)) {
    router_.set_names(names_);
    if (options.slow) slow_router_.emplace(*std::move(options.slow), options.assets);
  }
  ~Listener() { stop(); }

  void trust(AddressBlocks proxies) { proxies_ = std::move(proxies); }
  absl::Status open(std::uint16_t port);
  // Reads certificate and key; the connections that come from now on get them.
  absl::Status load();
  void run() {
    asio::co_spawn(context_, accept_all(), asio::detached);
    thread_ = std::thread([this] { context_.run(); });
  }
  void stop() {
    context_.stop();
    slow_.stop();
    slow_.join();
    if (thread_.joinable()) thread_.join();
  }
  std::string url() const;
  std::uint16_t port() const { return port_; }
  Counts counts() const { return {requests_.load(), malformed_.load(), refused_.load()}; }

 private:
  asio::awaitable<void> accept_all();
  asio::awaitable<Response> answer(const Request& request);
  asio::awaitable<void> serve(tcp::socket socket);
  asio::awaitable<void> serve_encrypted(tcp::socket socket, Context context, bool trusted);
  template <typename Stream>
  asio::awaitable<void> serve_all(Stream& stream, bool trusted);
  // False when the connection is to be closed.
  template <typename Stream>
  asio::awaitable<bool> serve_one(Stream& stream, beast::flat_buffer& buffer, bool trusted);
  template <typename Stream>
  asio::awaitable<bool> write(Stream& stream, Response response, bool head, bool keep_alive);

  asio::thread_pool slow_{1};
  std::optional<Router> slow_router_;  // on that thread alone
  asio::io_context context_{1};
  tcp::acceptor acceptor_{context_};
  Router router_;
  ServerLimits limits_;
  std::string address_;
  std::optional<TlsFiles> files_;
  std::vector<std::string> names_;
  AddressBlocks proxies_;
  Context tls_;             // of new connections; null: plain HTTP
  std::string first_name_;  // of the certificate of the start
  std::uint16_t port_ = 0;
  std::size_t connections_ = 0;
  std::atomic<std::uint64_t> requests_ = 0;
  std::atomic<std::uint64_t> malformed_ = 0;
  std::atomic<std::uint64_t> refused_ = 0;
  std::thread thread_;
};

absl::Status Server::Listener::load() {
  if (!files_) return absl::OkStatus();
  absl::StatusOr<Context> made = tls_context(*files_);
  if (!made.ok()) return made.status();
  std::vector<std::string> names = names_of_certificate(**made);
  if (first_name_.empty() && !names.empty()) first_name_ = names.front();
  names.insert(names.end(), names_.begin(), names_.end());
  if (slow_router_) asio::post(slow_, [this, names] { slow_router_->set_names(names); });
  asio::post(context_, [this, context = *std::move(made), names = std::move(names)]() mutable {
    tls_ = std::move(context);
    router_.set_names(std::move(names));
  });
  return absl::OkStatus();
}

absl::Status Server::Listener::open(std::uint16_t port) {
  beast::error_code error;
  const tcp::endpoint endpoint(asio::ip::make_address(address_), port);
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    return absl::UnavailableError(absl::StrCat("[web] listen: cannot listen on ", address_,
                                               " port ", port, " (", error.message(),
                                               "); free the port or set another, 0 takes any"));
  }
  port_ = acceptor_.local_endpoint().port();
  return absl::OkStatus();
}

std::string Server::Listener::url() const {
  const bool everywhere = address_ == "0.0.0.0" || address_ == "::";
  std::string host = address_.find(':') == std::string::npos ? address_ : "[" + address_ + "]";
  if (everywhere) host = first_name_.empty() ? "127.0.0.1" : first_name_;
  return absl::StrCat(files_ ? "https://" : "http://", host, ":", port_);
}

asio::awaitable<void> Server::Listener::accept_all() {
  for (;;) {
    beast::error_code error;
    tcp::socket socket =
        co_await acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, error));
    if (error == asio::error::operation_aborted) co_return;
    if (error) {
      asio::steady_timer pause(context_, kAcceptPause);
      co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
      continue;
    }
    if (connections_ >= limits_.connections) {
      ++refused_;
      continue;  // the socket closes here
    }
    ++connections_;
    asio::co_spawn(context_, serve(std::move(socket)),
                   [this](const std::exception_ptr&) { --connections_; });
  }
}

asio::awaitable<void> Server::Listener::serve(tcp::socket socket) {
  beast::error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  const tcp::endpoint peer = socket.remote_endpoint(ignored);
  const bool trusted = !ignored && proxies_.contain(peer.address().to_string());
  if (files_) {
    co_await serve_encrypted(std::move(socket), tls_, trusted);
    co_return;
  }
  beast::tcp_stream stream(std::move(socket));
  co_await serve_all(stream, trusted);
  stream.socket().shutdown(tcp::socket::shutdown_both, ignored);
}

asio::awaitable<void> Server::Listener::serve_encrypted(tcp::socket socket, Context context,
                                                        bool trusted) {
  if (context == nullptr) co_return;
  Encrypted stream(beast::tcp_stream(std::move(socket)), *context);
  beast::error_code error;
  beast::get_lowest_layer(stream).expires_after(limits_.request);
  co_await stream.async_handshake(ssl::stream_base::server,
                                  asio::redirect_error(asio::use_awaitable, error));
  if (error) {
    ++malformed_;
    co_return;
  }
  co_await serve_all(stream, trusted);
  beast::get_lowest_layer(stream).expires_after(kGoodbye);
  co_await stream.async_shutdown(asio::redirect_error(asio::use_awaitable, error));
}

template <typename Stream>
asio::awaitable<void> Server::Listener::serve_all(Stream& stream, bool trusted) {
  beast::flat_buffer buffer(limits_.header_octets + limits_.body_octets);
  for (int served = 1; served <= limits_.requests_per_connection; ++served) {
    if (!co_await serve_one(stream, buffer, trusted)) break;
  }
}

template <typename Stream>
asio::awaitable<bool> Server::Listener::serve_one(Stream& stream, beast::flat_buffer& buffer,
                                                  bool trusted) {
  auto& transport = beast::get_lowest_layer(stream);
  beast::error_code error;
  if (buffer.size() == 0) {  // nothing pipelined: the idle time runs until the first octet
    transport.expires_after(limits_.idle);
    const auto space = buffer.prepare(4096);
    const std::size_t octets =
        co_await stream.async_read_some(space, asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return false;
    buffer.commit(octets);
  }
  Parser parser;
  parser.header_limit(limits_.header_octets);
  parser.body_limit(limits_.body_octets);
  transport.expires_after(
      limits_.request);  // one deadline for the whole request, however it trickles
  co_await http::async_read(stream, buffer, parser,
                            asio::redirect_error(asio::use_awaitable, error));
  ++requests_;
  if (error) {
    if (error != http::error::end_of_stream) ++malformed_;
    std::optional<Response> refused = refusal(error);
    if (!refused) co_return false;  // too slow, or gone: the stream is closed already
    add_security_headers(*refused, files_.has_value());
    co_await write(stream, *std::move(refused), false, false);
    co_return false;
  }
  const auto& message = parser.get();
  const bool head = message.method() == http::verb::head;
  Request request = plain(message);
  request.secure = files_.has_value() || (trusted && forwarded_from_https(message));
  transport.expires_never();  // the answer takes as long as it takes us
  Response response = co_await answer(request);
  co_return co_await write(stream, std::move(response), head, message.keep_alive());
}

asio::awaitable<Response> Server::Listener::answer(const Request& request) {
  if (!slow_router_ || !takes_long(request.method, request.target)) {
    co_return router_.handle(request);
  }
  co_return co_await asio::co_spawn(
      slow_,
      [this, &request]() -> asio::awaitable<Response> { co_return slow_router_->handle(request); },
      asio::use_awaitable);
}

template <typename Stream>
asio::awaitable<bool> Server::Listener::write(Stream& stream, Response response, bool head,
                                              bool keep_alive) {
  beast::error_code error;
  beast::get_lowest_layer(stream).expires_after(limits_.answer);
  http::response<http::string_body> message = wire(std::move(response), keep_alive);
  http::response_serializer<http::string_body> serializer(message);
  if (head) {
    co_await http::async_write_header(stream, serializer,
                                      asio::redirect_error(asio::use_awaitable, error));
  } else {
    co_await http::async_write(stream, serializer,
                               asio::redirect_error(asio::use_awaitable, error));
  }
  co_return !error && keep_alive;
}

Server::Server(std::unique_ptr<Listener> listener) : listener_(std::move(listener)) {}
Server::~Server() = default;

absl::StatusOr<std::unique_ptr<Server>> Server::start(ServerOptions options) {
  absl::StatusOr<AddressBlocks> proxies = check_listening(options);
  if (!proxies.ok()) return proxies.status();
  const std::uint16_t port = options.port;
  auto listener = std::make_unique<Listener>(std::move(options));
  listener->trust(*std::move(proxies));
  if (absl::Status s = listener->load(); !s.ok()) return s;
  if (absl::Status s = listener->open(port); !s.ok()) return s;
  listener->run();
  return std::unique_ptr<Server>(new Server(std::move(listener)));
}

std::uint16_t Server::port() const { return listener_->port(); }
std::string Server::url() const { return listener_->url(); }
absl::Status Server::reload() { return listener_->load(); }
Server::Counts Server::counts() const { return listener_->counts(); }
void Server::stop() { listener_->stop(); }

}  // namespace desirepath::api
