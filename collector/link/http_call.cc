#include "collector/link/http_call.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>

#include "absl/strings/str_cat.h"
#include "collector/link/http_octets.h"
#include "collector/link/line.h"

namespace desirepath::link {
namespace {

namespace http = boost::beast::http;
using boost::system::error_code;

constexpr std::uint64_t kLargestAnswer = 1U << 20U;

std::string host_field(const WebAddress& address) {
  const bool six = address.host.find(':') != std::string::npos;
  const std::string host = six ? absl::StrCat("[", address.host, "]") : address.host;
  return address.port == 443 ? host : absl::StrCat(host, ":", address.port);
}

std::string octets_of(const HttpAsked& asked) {
  http::request<http::string_body> message;
  message.version(11);
  message.method_string(asked.method);
  message.target(asked.address.target);
  message.set(http::field::host, host_field(asked.address));
  message.set(http::field::user_agent, "desirepath-collector");
  message.keep_alive(false);
  for (const auto& [name, value] : asked.fields) message.set(name, value);
  message.body() = asked.body;
  message.prepare_payload();
  http::request_serializer<http::string_body> serializer(message);
  return http_octets(serializer);
}

std::string text(boost::beast::string_view view) { return {view.data(), view.size()}; }

}  // namespace

absl::StatusOr<HttpAnswer> http_call(const HttpAsked& asked, const std::string& authorities,
                                     absl::Duration most) {
  const WebAddress& to = asked.address;
  absl::StatusOr<std::unique_ptr<Line>> line = Line::open({to.host, to.port, authorities}, most);
  if (!line.ok()) return line.status();
  if (absl::Status s = (*line)->secure(); !s.ok()) return s;
  if (absl::Status s = (*line)->write(octets_of(asked)); !s.ok()) return s;
  http::response_parser<http::string_body> parser;
  parser.eager(true);
  parser.body_limit(kLargestAnswer);
  std::string came;
  while (!parser.is_done()) {
    const absl::StatusOr<std::string> more = (*line)->read_some();
    if (!more.ok()) return more.status();
    error_code error;
    if (more->empty()) {
      parser.put_eof(error);
    } else {
      came += *more;
      came.erase(0, parser.put(boost::asio::buffer(came), error));
      if (error == http::error::need_more) error = {};
    }
    if (error || (more->empty() && !parser.is_done())) {
      return absl::UnavailableError(
          absl::StrCat(to.host, ":", to.port, ": no whole HTTP answer (", error.message(), ")"));
    }
  }
  const auto& message = parser.get();
  return HttpAnswer{message.result_int(), message.body(), text(message[http::field::content_type]),
                    text(message[http::field::retry_after])};
}

}  // namespace desirepath::link
