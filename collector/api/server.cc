#include "collector/api/server.h"

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <optional>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "collector/api/host_name.h"
#include "collector/api/problem.h"
#include "collector/api/router.h"
#include "collector/api/security_headers.h"

namespace desirepath::api {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using Parser = http::request_parser<http::string_body>;

// Out of descriptors, say: some come back meanwhile.
constexpr std::chrono::milliseconds kAcceptPause{100};

std::string text(beast::string_view view) { return {view.data(), view.size()}; }

Request plain(const http::request<http::string_body>& message) {
  Request request;
  request.method = text(message.method_string());
  request.target = text(message.target());
  // HTTP/1.1 asks for exactly one Host; two of them leave it open which one counts.
  if (message.count(http::field::host) == 1) request.host = text(message[http::field::host]);
  request.if_none_match = text(message[http::field::if_none_match]);
  request.if_match = text(message[http::field::if_match]);
  request.accepts_gzip = http::ext_list(message[http::field::accept_encoding]).exists("gzip");
  request.content_type = text(message[http::field::content_type]);
  request.cookie = text(message[http::field::cookie]);
  request.origin = text(message[http::field::origin]);
  request.csrf_token = text(message["X-CSRF-Token"]);
  request.by_itself = !message["X-By-Itself"].empty();
  request.authorization = text(message[http::field::authorization]);
  request.body = message.body();
  return request;
}

http::response<http::string_body> wire(Response response, bool keep_alive) {
  http::response<http::string_body> message;
  message.result(response.status);
  message.version(11);
  message.keep_alive(keep_alive);
  for (const auto& [name, value] : response.fields) message.set(name, value);
  if (!response.content_type.empty()) {
    message.set(http::field::content_type, response.content_type);
  }
  message.body() = std::move(response.body);
  if (response.status != 304) message.prepare_payload();
  return message;
}

// The answer to bytes that are not a request within the limits; nothing where the client is gone.
std::optional<Response> refusal(const beast::error_code& error) {
  if (error == http::error::header_limit) {
    return problem(431, "header", "Header too large",
                   "send fewer or shorter header fields; openapi.yaml names the limits");
  }
  if (error == http::error::body_limit) {
    return problem(413, "body", "Body too large",
                   "send a smaller body; openapi.yaml names the limits");
  }
  if (error.category() == make_error_code(http::error::bad_method).category() &&
      error != http::error::end_of_stream && error != http::error::partial_message) {
    return problem(400, "http", "Not an HTTP request", "the request is not HTTP/1.1 (RFC 9112)");
  }
  return std::nullopt;
}

}  // namespace

class Server::Listener {
 public:
  explicit Listener(ServerOptions options)
      : router_(std::move(options.provider), options.assets),
        limits_(options.limits),
        address_(std::move(options.address)) {}
  ~Listener() { stop(); }

  absl::Status open(std::uint16_t port);
  void run() {
    asio::co_spawn(context_, accept_all(), asio::detached);
    thread_ = std::thread([this] { context_.run(); });
  }
  void stop() {
    context_.stop();
    if (thread_.joinable()) thread_.join();
  }
  std::uint16_t port() const { return port_; }
  const std::string& address() const { return address_; }
  Counts counts() const { return {requests_.load(), malformed_.load(), refused_.load()}; }

 private:
  asio::awaitable<void> accept_all();
  asio::awaitable<void> serve(tcp::socket socket);
  // False when the connection is to be closed.
  asio::awaitable<bool> serve_one(beast::tcp_stream& stream, beast::flat_buffer& buffer);
  asio::awaitable<bool> write(beast::tcp_stream& stream, Response response, bool head,
                              bool keep_alive);

  asio::io_context context_{1};
  tcp::acceptor acceptor_{context_};
  Router router_;
  ServerLimits limits_;
  std::string address_;
  std::uint16_t port_ = 0;
  std::size_t connections_ = 0;
  std::atomic<std::uint64_t> requests_ = 0;
  std::atomic<std::uint64_t> malformed_ = 0;
  std::atomic<std::uint64_t> refused_ = 0;
  std::thread thread_;
};

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
  beast::tcp_stream stream(std::move(socket));
  beast::error_code ignored;
  stream.socket().set_option(tcp::no_delay(true), ignored);
  beast::flat_buffer buffer(limits_.header_octets + limits_.body_octets);
  for (int served = 1; served <= limits_.requests_per_connection; ++served) {
    if (!co_await serve_one(stream, buffer)) break;
  }
  stream.socket().shutdown(tcp::socket::shutdown_both, ignored);
}

asio::awaitable<bool> Server::Listener::serve_one(beast::tcp_stream& stream,
                                                  beast::flat_buffer& buffer) {
  beast::error_code error;
  if (buffer.size() == 0) {  // nothing pipelined: the idle time runs until the first octet
    stream.expires_after(limits_.idle);
    const auto space = buffer.prepare(4096);
    const std::size_t octets =
        co_await stream.async_read_some(space, asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return false;
    buffer.commit(octets);
  }
  Parser parser;
  parser.header_limit(limits_.header_octets);
  parser.body_limit(limits_.body_octets);
  stream.expires_after(limits_.request);  // one deadline for the whole request, however it trickles
  co_await http::async_read(stream, buffer, parser,
                            asio::redirect_error(asio::use_awaitable, error));
  ++requests_;
  if (error) {
    if (error != http::error::end_of_stream) ++malformed_;
    std::optional<Response> refused = refusal(error);
    if (!refused) co_return false;  // too slow, or gone: the stream is closed already
    add_security_headers(*refused);
    co_await write(stream, *std::move(refused), false, false);
    co_return false;
  }
  const auto& message = parser.get();
  const bool head = message.method() == http::verb::head;
  co_return co_await write(stream, router_.handle(plain(message)), head, message.keep_alive());
}

asio::awaitable<bool> Server::Listener::write(beast::tcp_stream& stream, Response response,
                                              bool head, bool keep_alive) {
  beast::error_code error;
  stream.expires_after(limits_.answer);
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
  if (!is_loopback_address(options.address)) {
    return absl::InvalidArgumentError(
        absl::StrCat("[web] listen: ", options.address,
                     " is no loopback address; without TLS the page listens on 127.0.0.1 or ::1 "
                     "only, reach it from elsewhere by an SSH tunnel"));
  }
  const std::uint16_t port = options.port;
  auto listener = std::make_unique<Listener>(std::move(options));
  if (absl::Status s = listener->open(port); !s.ok()) return s;
  listener->run();
  return std::unique_ptr<Server>(new Server(std::move(listener)));
}

std::uint16_t Server::port() const { return listener_->port(); }

std::string Server::url() const {
  const bool six = listener_->address().find(':') != std::string::npos;
  return absl::StrCat("http://", six ? "[" : "", listener_->address(), six ? "]" : "", ":", port());
}

Server::Counts Server::counts() const { return listener_->counts(); }

void Server::stop() { listener_->stop(); }

}  // namespace desirepath::api
