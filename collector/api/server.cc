#include "collector/api/server.h"

#include <algorithm>
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
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "collector/api/address_blocks.h"
#include "collector/api/connection.h"
#include "collector/api/http_message.h"
#include "collector/api/listen_check.h"
#include "collector/api/open_port.h"
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

constexpr std::size_t kAtOnce = 4096;  // octets a read takes in at most

using Context = std::shared_ptr<ssl::context>;

}  // namespace

class Server::Listener {
 public:
  explicit Listener(ServerOptions options)
      : router_(std::move(options.provider), options.assets),
        limits_(options.limits),
        setting_(std::move(options.setting)),
        address_(std::move(options.address)),
        inherited_(options.inherited),
        files_(std::move(options.tls)),
        names_(std::move(options.names)) {
    router_.set_names(names_);
    router_.set_rates(limits_.rates);
    if (!options.slow) return;
    slow_router_.emplace(*std::move(options.slow), options.assets);
    slow_router_->set_rates(limits_.rates);
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
  // `peer` is the client's address; empty for a trusted proxy's.
  asio::awaitable<void> serve(tcp::socket socket, std::string peer);
  // False: it is to be closed.
  asio::awaitable<bool> serve_one(Connection& connection, beast::flat_buffer& buffer,
                                  const std::string& peer);
  asio::awaitable<void> read(Connection& connection, beast::flat_buffer& buffer, Parser& parser,
                             beast::error_code& error);
  asio::awaitable<bool> write(Connection& connection, Response response, bool head,
                              bool keep_alive);

  asio::thread_pool slow_{1};
  std::optional<Router> slow_router_;  // on that thread alone
  asio::io_context context_{1};
  tcp::acceptor acceptor_{context_};
  Router router_;
  ServerLimits limits_;
  std::string setting_;
  std::string address_;
  int inherited_;
  std::optional<TlsFiles> files_;
  std::vector<std::string> names_;
  AddressBlocks proxies_;
  Context tls_;             // of new connections; null: plain HTTP
  std::string first_name_;  // of the certificate of the start
  std::uint16_t port_ = 0;
  std::size_t connections_ = 0;
  std::map<std::string, std::size_t> by_peer_;
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
  if (absl::Status s = open_port(acceptor_, setting_, address_, port, inherited_); !s.ok())
    return s;
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
    beast::error_code ignored;
    std::string peer = socket.remote_endpoint(ignored).address().to_string();
    if (ignored) continue;  // gone already
    if (proxies_.contain(peer)) peer.clear();
    std::size_t& of_peer = by_peer_[peer];
    if (connections_ >= limits_.connections ||
        (!peer.empty() && of_peer >= limits_.connections_per_address)) {
      ++refused_;
      if (of_peer == 0) by_peer_.erase(peer);
      continue;  // the socket closes here
    }
    ++connections_;
    ++of_peer;
    asio::co_spawn(context_, serve(std::move(socket), peer),
                   [this, peer](const std::exception_ptr&) {
                     --connections_;
                     if (--by_peer_[peer] == 0) by_peer_.erase(peer);
                   });
  }
}

asio::awaitable<void> Server::Listener::serve(tcp::socket socket, std::string peer) {
  beast::error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  if (files_ && tls_ == nullptr) co_return;
  const std::unique_ptr<Connection> connection = connection_over(std::move(socket), tls_);
  if (!co_await connection->greet(limits_.request)) {
    ++malformed_;
    co_return;
  }
  beast::flat_buffer buffer(limits_.header_octets + limits_.body_octets);
  for (int served = 1; served <= limits_.requests_per_connection; ++served) {
    if (!co_await serve_one(*connection, buffer, peer)) break;
  }
  co_await connection->finish(kGoodbye);
}

// One deadline for the whole request, however it trickles.
asio::awaitable<void> Server::Listener::read(Connection& connection, beast::flat_buffer& buffer,
                                             Parser& parser, beast::error_code& error) {
  for (;;) {
    buffer.consume(parser.put(buffer.data(), error));
    if (parser.is_done() || (error && error != http::error::need_more)) co_return;
    error = {};
    const std::size_t room = std::min(kAtOnce, buffer.max_size() - buffer.size());
    buffer.commit(co_await connection.read_some(buffer.prepare(room), error));
    if (error == asio::error::eof) {
      error = {};
      parser.put_eof(error);
      co_return;
    }
    if (error) co_return;
  }
}

asio::awaitable<bool> Server::Listener::serve_one(Connection& connection,
                                                  beast::flat_buffer& buffer,
                                                  const std::string& peer) {
  beast::error_code error;
  if (buffer.size() == 0) {  // nothing pipelined: the idle time runs until the first octet
    connection.expire_after(limits_.idle);
    buffer.commit(co_await connection.read_some(buffer.prepare(kAtOnce), error));
    if (error) co_return false;
  }
  Parser parser;
  parser.eager(true);
  parser.header_limit(limits_.header_octets);
  parser.body_limit(limits_.body_octets);
  connection.expire_after(limits_.request);
  co_await read(connection, buffer, parser, error);
  ++requests_;
  if (error) {
    if (error != http::error::end_of_stream) ++malformed_;
    std::optional<Response> refused = refusal(error);
    if (!refused) co_return false;  // too slow, or gone: the stream is closed already
    add_security_headers(*refused, files_.has_value());
    co_await write(connection, *std::move(refused), false, false);
    co_return false;
  }
  const auto& message = parser.get();
  const bool head = message.method() == http::verb::head;
  Request request = plain(message);
  request.peer = peer;
  request.at = std::chrono::steady_clock::now();
  request.secure = files_.has_value() || (peer.empty() && forwarded_from_https(message));
  connection.expire_never();  // the answer takes as long as it takes us
  Response response = co_await answer(request);
  co_return co_await write(connection, std::move(response), head, message.keep_alive());
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

asio::awaitable<bool> Server::Listener::write(Connection& connection, Response response, bool head,
                                              bool keep_alive) {
  beast::error_code error;
  connection.expire_after(limits_.answer);
  const Sent sent = wire(std::move(response), keep_alive);
  co_await connection.write(
      {asio::buffer(sent.head), asio::buffer(head ? std::string_view() : sent.body)}, error);
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
