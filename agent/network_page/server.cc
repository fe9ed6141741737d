#include "agent/network_page/server.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <cstdio>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "agent/console/client.h"
#include "agent/console/request.h"
#include "agent/network_page/door.h"
#include "agent/network_page/page_text.h"

namespace desirepath::network_page {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using console::Ask;
using tcp = asio::ip::tcp;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

constexpr char kLanguage[] = "?language=";

std::string text(beast::string_view view) { return {view.data(), view.size()}; }

fields::Language language_of(const Request& request) {
  const std::string target = text(request.target());
  const std::size_t at = target.find(kLanguage);
  if (at != std::string::npos) {
    const std::string code = target.substr(at + sizeof kLanguage - 1, 2);
    if (const auto language = fields::parse_language(code)) return *language;
  }
  return accepted_language(text(request[http::field::accept_language]));
}

// An IPv4 address that came to a socket of both families, as itself.
asio::ip::address plain(const asio::ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  }
  return address;
}

std::string host_text(const asio::ip::address& address) {
  return address.is_v6() ? absl::StrCat("[", address.to_string(), "]") : address.to_string();
}

Response answer(http::status status, std::string_view type, std::string body) {
  Response response(status, 11);
  response.set(http::field::content_type, beast::string_view(type.data(), type.size()));
  response.body() = std::move(body);
  return response;
}

Response refusal(http::status status, const char* words) {
  return answer(status, "text/plain; charset=utf-8", std::string(words) + "\n");
}

void add_security_headers(Response& response) {
  response.set("Content-Security-Policy",
               "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; "
               "frame-ancestors 'none'");
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "same-origin");
  response.set("Cross-Origin-Resource-Policy", "same-origin");
  response.set(http::field::cache_control, "no-store");
}

console::Request request_of(Ask what, const std::string& address = "",
                            const std::string& language = "") {
  console::Request request;
  request.ask = what;
  request.address = address;
  request.language = language;
  return request;
}

boost::json::object ask(const std::string& socket, const console::Request& request) {
  absl::StatusOr<boost::json::object> told = console::ask(socket, console::to_json(request));
  return told.ok() ? *std::move(told) : boost::json::object();
}

Response explain(const Request& request, const std::string& socket, const std::string& address) {
  const fields::Language language = language_of(request);
  const std::string code(words_of(language).code);
  Told told;
  told.policy = ask(socket, request_of(Ask::kPolicy, "", code));
  told.networks = ask(socket, request_of(Ask::kNetworkPage));
  told.device = ask(socket, request_of(Ask::kObserved, address));
  return answer(http::status::ok, "text/html; charset=utf-8", write_page(told, language));
}

Response opt(Ask what, const Request& request, const std::string& socket,
             const std::string& address) {
  const absl::StatusOr<boost::json::object> done =
      console::ask(socket, console::to_json(request_of(what, address)));
  if (absl::IsUnavailable(done.status())) {
    return refusal(http::status::service_unavailable, "the gateway does not answer: try again");
  }
  Response response(http::status::see_other, 11);
  response.set(http::field::location,
               absl::StrCat("/", kLanguage, std::string(words_of(language_of(request)).code)));
  return response;
}

}  // namespace

class Server::Connection {
 public:
  Connection(Server& server, tcp::socket socket) : server_(server), stream_(std::move(socket)) {}

  // One request; a browser opens as many connections as it likes.
  asio::awaitable<void> serve() {
    beast::error_code error;
    beast::flat_buffer buffer(kMostOctets * 2);
    http::request_parser<http::string_body> parser;
    parser.header_limit(kMostOctets);
    parser.body_limit(kMostOctets);
    stream_.expires_after(kPatience);
    co_await http::async_read(stream_, buffer, parser,
                              asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return;  // too slow, too much, or not HTTP
    Response response = respond(parser.get());
    add_security_headers(response);
    response.keep_alive(false);
    response.prepare_payload();
    if (parser.get().method() == http::verb::head) response.body().clear();
    stream_.expires_after(kPatience);
    co_await http::async_write(stream_, response, asio::redirect_error(asio::use_awaitable, error));
    stream_.socket().shutdown(tcp::socket::shutdown_send, error);
  }

 private:
  Response respond(const Request& request) {
    beast::error_code error;
    const tcp::endpoint here = stream_.socket().local_endpoint(error);
    const tcp::endpoint there = stream_.socket().remote_endpoint(error);
    const std::string& socket = server_.options_.socket_path;
    const std::string address = plain(there.address()).to_string();
    const Visit visit{text(request.method_string()), text(request.target()),
                      request.count(http::field::host) == 1 ? text(request[http::field::host]) : "",
                      text(request[http::field::origin])};
    switch (admit(
        visit, hosts_of(host_text(plain(here.address())), here.port(), server_.options_.names))) {
      case Page::kExplain:
        return explain(request, socket, address);
      case Page::kStylesheet:
        return answer(http::status::ok, "text/css", std::string(stylesheet()));
      case Page::kOptOut:
        return opt(Ask::kObservedOptOut, request, socket, address);
      case Page::kOptIn:
        return opt(Ask::kObservedOptIn, request, socket, address);
      case Page::kNotFound:
        return refusal(http::status::not_found, "there is one page here: /");
      case Page::kNotThisHost:
        return refusal(http::status::misdirected_request,
                       "ask by this machine's address, or have it started with --name");
      case Page::kForeignPage:
        return refusal(http::status::forbidden, "this request came from another page");
    }
    return refusal(http::status::internal_server_error, "no answer");
  }

  Server& server_;
  beast::tcp_stream stream_;
};

absl::StatusOr<std::unique_ptr<Server>> Server::open(asio::io_context& context, Options options) {
  std::unique_ptr<Server> server(new Server(context, std::move(options)));
  if (absl::Status status = server->listen(); !status.ok()) return status;
  server->accept();
  server->say_alive();
  return server;
}

Server::Server(asio::io_context& context, Options options)
    : context_(context), options_(std::move(options)), acceptor_(context), timer_(context) {}

Server::~Server() = default;

absl::Status Server::listen() {
  const std::string& where = options_.listen;
  const std::size_t colon = where.rfind(':');
  std::uint32_t port = 0;
  std::string host = where.substr(0, colon);
  if (host.size() > 1 && host.front() == '[') host = host.substr(1, host.size() - 2);
  beast::error_code error;
  const asio::ip::address address = asio::ip::make_address(host, error);
  if (error || colon == std::string::npos || !absl::SimpleAtoi(where.substr(colon + 1), &port) ||
      port > 0xffff) {
    return absl::InvalidArgumentError(
        absl::StrCat("--listen ", where, ": is no address and port, write 10.20.0.1:80"));
  }
  const tcp::endpoint end(address, static_cast<std::uint16_t>(port));
  acceptor_.open(end.protocol(), error);
  if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_.bind(end, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (!error) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("--listen ", where, ": ", error.message(),
                                             ": name an address of this machine and a free port"));
}

std::string Server::address() const {
  const tcp::endpoint end = acceptor_.local_endpoint();
  return absl::StrCat("http://", host_text(end.address()), ":", end.port(), "/");
}

void Server::say_alive() {
  const absl::StatusOr<boost::json::object> told =
      console::ask(options_.socket_path, console::to_json(request_of(Ask::kNetworkPage)));
  const std::string trouble = told.ok() ? std::string() : std::string(told.status().message());
  if (trouble != trouble_ && !trouble.empty()) {
    std::fprintf(stderr, "desirepath-network-page: %s\n", trouble.c_str());
  }
  trouble_ = trouble;
  timer_.expires_after(kAlive);
  timer_.async_wait([this](const beast::error_code& error) {
    if (!error) say_alive();
  });
}

void Server::accept() {
  acceptor_.async_accept([this](const beast::error_code& error, tcp::socket socket) {
    if (error == asio::error::operation_aborted) return;
    if (!error && connections_ < kMostConnections) {
      ++connections_;
      auto connection = std::make_shared<Connection>(*this, std::move(socket));
      asio::co_spawn(context_, connection->serve(),
                     [this, connection](const std::exception_ptr& /*thrown*/) { --connections_; });
    }
    accept();
  });
}

}  // namespace desirepath::network_page
