#include "collector/link/line.h"

#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <array>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace desirepath::link {
namespace {

namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;
using boost::system::error_code;
using tcp = asio::ip::tcp;

constexpr std::size_t kLongestLine = 8192;
constexpr std::size_t kAtOnce = 16384;

bool is_end(const error_code& error) {
  return error == asio::error::eof || error == ssl::error::stream_truncated;
}

}  // namespace

struct Line::Inner {
  explicit Inner(Peer to) : peer(std::move(to)) {}

  // Runs what `begin` starts until it is done or the deadline has passed.
  template <typename Begin>
  error_code wait(Begin begin) {
    std::optional<error_code> done;
    begin([&done](const error_code& error, auto&&...) { done = error; });
    context.restart();
    context.run_until(deadline);
    if (done) return *done;
    error_code ignored;
    resolver.cancel();
    stream.lowest_layer().close(ignored);
    context.restart();
    context.run();  // what was begun ends now
    return asio::error::timed_out;
  }

  [[nodiscard]] std::string name() const { return absl::StrCat(peer.host, ":", peer.port); }
  [[nodiscard]] absl::Status away(std::string_view doing, const error_code& error) const {
    return absl::UnavailableError(
        absl::StrCat(name(), ": ", std::string(doing), ": ",
                     error == asio::error::timed_out ? "too slow" : error.message()));
  }

  Peer peer;
  std::chrono::steady_clock::time_point deadline;
  asio::io_context context{1};
  ssl::context tls{ssl::context::tls_client};
  tcp::resolver resolver{context};
  ssl::stream<tcp::socket> stream{context, tls};
  bool secured = false;
  std::string ahead;  // read, but not asked for yet
};

absl::StatusOr<Peer> parse_peer(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  std::uint32_t port = 0;
  std::string host(text.substr(0, colon == std::string_view::npos ? 0 : colon));
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  if (host.empty() || host.size() > 255 ||
      !absl::SimpleAtoi(absl::string_view(text.data(), text.size()).substr(colon + 1), &port) ||
      port == 0 || port > 65535) {
    return absl::InvalidArgumentError("not HOST:PORT");
  }
  return Peer{std::move(host), static_cast<std::uint16_t>(port), ""};
}

Line::Line(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
Line::~Line() = default;

absl::StatusOr<std::unique_ptr<Line>> Line::open(const Peer& peer, absl::Duration most) {
  auto inner = std::make_unique<Inner>(peer);
  inner->deadline = std::chrono::steady_clock::now() + absl::ToChronoMilliseconds(most);
  tcp::resolver::results_type found;
  error_code error = inner->wait([&](auto done) {
    inner->resolver.async_resolve(peer.host, absl::StrCat(peer.port),
                                  [&found, done](const error_code& failed, auto results) {
                                    found = std::move(results);
                                    done(failed);
                                  });
  });
  if (error) return inner->away("its address is not found", error);
  error = inner->wait([&](auto done) {
    asio::async_connect(inner->stream.lowest_layer(), found, std::move(done));
  });
  if (error) return inner->away("no connection", error);
  inner->stream.lowest_layer().set_option(tcp::no_delay(true), error);
  return std::unique_ptr<Line>(new Line(std::move(inner)));
}

absl::Status Line::secure() {
  SSL* const handle = inner_->stream.native_handle();
  // The process's defaults are those of the gate, which speaks to agents alone.
  SSL_clear_options(handle, SSL_OP_NO_TLSv1_2);
  SSL_set_min_proto_version(handle, TLS1_2_VERSION);
  error_code error;
  const std::string& file = inner_->peer.authorities;
  if (file.empty()) {
    inner_->tls.set_default_verify_paths(error);
  } else {
    inner_->tls.load_verify_file(file, error);
  }
  if (error) {
    return absl::FailedPreconditionError(
        absl::StrCat(file, ": no PEM file of authorities that can be read here"));
  }
  const char* const host = inner_->peer.host.c_str();
  // An address, else a name; without either any certificate of the authority would do.
  if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(handle), host) != 1 &&
      (SSL_set_tlsext_host_name(handle, host) != 1 || SSL_set1_host(handle, host) != 1)) {
    return absl::FailedPreconditionError(
        absl::StrCat(inner_->name(), ": is no name that a certificate can have; write the host's"));
  }
  inner_->stream.set_verify_mode(ssl::verify_peer, error);
  if (error) return inner_->away("no TLS", error);
  error = inner_->wait([&](auto done) {
    inner_->stream.async_handshake(ssl::stream_base::client, std::move(done));
  });
  const long verdict = SSL_get_verify_result(handle);
  if (error && verdict != X509_V_OK) {
    return absl::FailedPreconditionError(absl::StrCat(
        inner_->name(), ": its certificate is not believed (",
        X509_verify_cert_error_string(verdict),
        "); name the PEM file of the authority that signed it, and the host as it stands in the "
        "certificate"));
  }
  if (error) return inner_->away("no TLS", error);
  inner_->secured = true;
  inner_->ahead.clear();  // what came before TLS is nobody's word
  return absl::OkStatus();
}

absl::Status Line::write(std::string_view octets) {
  const asio::const_buffer buffer(octets.data(), octets.size());
  const error_code error = inner_->wait([&](auto done) {
    if (inner_->secured) {
      asio::async_write(inner_->stream, buffer, std::move(done));
    } else {
      asio::async_write(inner_->stream.next_layer(), buffer, std::move(done));
    }
  });
  return error ? inner_->away("broken off while sending", error) : absl::OkStatus();
}

absl::StatusOr<std::string> Line::read_some() {
  if (!inner_->ahead.empty()) return std::exchange(inner_->ahead, std::string());
  std::array<char, kAtOnce> octets{};
  std::size_t came = 0;
  const error_code error = inner_->wait([&](auto done) {
    const auto taken = [&came, done](const error_code& failed, std::size_t size) {
      came = size;
      done(failed);
    };
    if (inner_->secured) {
      inner_->stream.async_read_some(asio::buffer(octets), taken);
    } else {
      inner_->stream.next_layer().async_read_some(asio::buffer(octets), taken);
    }
  });
  if (is_end(error)) return std::string();
  if (error) return inner_->away("broken off while reading", error);
  return std::string(octets.data(), came);
}

absl::StatusOr<std::string> Line::read_line() {
  std::string text;
  for (;;) {
    const absl::StatusOr<std::string> more = read_some();
    if (!more.ok()) return more.status();
    text += *more;
    const std::size_t end = text.find('\n');
    if (end != std::string::npos) {
      inner_->ahead = text.substr(end + 1);
      text.resize(end > 0 && text[end - 1] == '\r' ? end - 1 : end);
      return text;
    }
    if (more->empty() || text.size() > kLongestLine) {
      return absl::UnavailableError(absl::StrCat(
          inner_->name(), more->empty() ? ": closed in the middle" : ": sends too long a line"));
    }
  }
}

absl::Status Line::finish() {
  error_code error;
  if (inner_->secured) {
    error = inner_->wait([&](auto done) { inner_->stream.async_shutdown(std::move(done)); });
    if (error && !is_end(error)) return inner_->away("it did not take the end in", error);
  }
  inner_->stream.lowest_layer().shutdown(tcp::socket::shutdown_send, error);
  for (;;) {
    const absl::StatusOr<std::string> rest = read_some();
    if (inner_->secured || !rest.ok() || rest->empty()) return absl::OkStatus();
  }
}

}  // namespace desirepath::link
