#include "agent/page/server.h"

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/console/client.h"
#include "agent/page/assets.h"
#include "agent/page/page_request.h"
#include "proto/fields/field_register.h"
#include "proto/seal/encoding.h"
#include "proto/seal/random.h"

namespace desirepath::page {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

constexpr std::size_t kKeyOctets = 32;

std::string text(beast::string_view view) { return {view.data(), view.size()}; }

std::string fresh_key() {
  std::array<std::uint8_t, kKeyOctets> octets{};
  seal::random_bytes(octets);
  return seal::to_hex(octets);
}

Response answer(http::status status, std::string_view type, std::string body) {
  Response response(status, 11);
  response.set(http::field::content_type, beast::string_view(type.data(), type.size()));
  response.body() = std::move(body);
  return response;
}

Response problem(http::status status, const std::string& words) {
  return answer(status, "application/json",
                boost::json::serialize(boost::json::object{{"error", words}}));
}

boost::json::string_view view(std::string_view text) { return {text.data(), text.size()}; }

// All that can leave this device, field by field.
Response fields_answer(std::string_view language) {
  const fields::Language chosen =
      fields::parse_language(language).value_or(fields::Language::kEnglish);
  boost::json::array all;
  for (const fields::Field& field : fields::registered()) {
    all.push_back(
        boost::json::object{{"name", view(field.name)},
                            {"words", view(field.words[static_cast<std::size_t>(chosen)])},
                            {"purpose", view(field.purpose)},
                            {"sensitivity", view(field.sensitivity)},
                            {"expires", view(field.expires)}});
  }
  return answer(http::status::ok, "application/json",
                boost::json::serialize(boost::json::object{{"fields", all}}));
}

http::status status_of(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kNotFound:
      return http::status::not_found;
    case absl::StatusCode::kUnimplemented:
      return http::status::method_not_allowed;
    case absl::StatusCode::kUnavailable:
      return http::status::service_unavailable;
    default:
      return http::status::bad_request;
  }
}

Response welcome(const Request& request, const std::string& socket_path) {
  const std::string target = text(request.target());
  if (const Asset* const asset = find_asset(target.substr(0, target.find('?')))) {
    return answer(http::status::ok, asset->type, std::string(asset->octets));
  }
  if (target.substr(0, target.find('?')) == "/api/fields") {
    return fields_answer(language_of(target));
  }
  const absl::StatusOr<console::Request> asked =
      console_request(text(request.method_string()), target, request.body());
  if (!asked.ok()) {
    return problem(status_of(asked.status()), std::string(asked.status().message()));
  }
  const absl::StatusOr<boost::json::object> told =
      console::ask(socket_path, console::to_json(*asked));
  if (!told.ok()) return problem(status_of(told.status()), std::string(told.status().message()));
  return answer(http::status::ok, "application/json", boost::json::serialize(*told));
}

void add_security_headers(Response& response) {
  response.set("Content-Security-Policy",
               "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
               "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
               "require-trusted-types-for 'script'");
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "no-referrer");
  response.set("Cross-Origin-Opener-Policy", "same-origin");
  response.set("Cross-Origin-Resource-Policy", "same-origin");
  response.set(http::field::cache_control, "no-store");
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
    stream_.expires_after(kPatience);
    co_await http::async_write(stream_, response, asio::redirect_error(asio::use_awaitable, error));
    stream_.socket().shutdown(tcp::socket::shutdown_send, error);
  }

 private:
  Response respond(const Request& request) {
    const Visitor visitor{.method = text(request.method_string()),
                          .target = text(request.target()),
                          .host = request.count(http::field::host) == 1
                                      ? text(request[http::field::host])
                                      : std::string(),
                          .origin = text(request[http::field::origin]),
                          .cookie = text(request[http::field::cookie])};
    switch (server_.door_->admit(visitor)) {
      case Entry::kWelcome:
        server_.begin_idle();
        return welcome(request, server_.socket_path_);
      case Entry::kFirstVisit: {
        Response response(http::status::see_other, 11);
        response.set(http::field::location, "/");
        response.set(http::field::set_cookie, server_.door_->cookie());
        return response;
      }
      case Entry::kNotThisHost:
        return problem(http::status::misdirected_request, "open the address that was printed");
      case Entry::kForeignPage:
        return problem(http::status::forbidden, "this request came from another page");
      case Entry::kNoKey:
        return problem(http::status::forbidden,
                       "this address opens once; run `desirepath-agent ledger --open` again");
    }
    return problem(http::status::internal_server_error, "no answer");
  }

  Server& server_;
  beast::tcp_stream stream_;
};

absl::StatusOr<std::unique_ptr<Server>> Server::open(asio::io_context& context,
                                                     const std::string& socket_path) {
  std::unique_ptr<Server> server(new Server(context, socket_path));
  beast::error_code error;
  const tcp::endpoint any(asio::ip::address_v4::loopback(), 0);
  server->acceptor_.open(any.protocol(), error);
  if (!error) server->acceptor_.bind(any, error);
  if (!error) server->acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    return absl::UnavailableError(
        absl::StrCat("page: no port of 127.0.0.1 to listen on: ", error.message()));
  }
  server->door_ =
      std::make_unique<Door>(server->acceptor_.local_endpoint().port(), fresh_key(), fresh_key());
  server->begin_idle();
  server->accept();
  return server;
}

Server::Server(asio::io_context& context, std::string socket_path)
    : context_(context), socket_path_(std::move(socket_path)), acceptor_(context), idle_(context) {}

Server::~Server() = default;

std::string Server::address() const { return door_->address(); }

void Server::begin_idle() {
  idle_.expires_after(kIdle);
  idle_.async_wait([this](const beast::error_code& error) {
    if (!error) context_.stop();
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

}  // namespace desirepath::page
