#include "agent/console/server.h"

#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <istream>
#include <utility>

#include "absl/strings/str_cat.h"

namespace desirepath::console {
namespace {

using boost::asio::local::stream_protocol;
using boost::system::error_code;

// Everyone may connect: what a peer may ask is decided by who it is, not by the file's mode.
constexpr mode_t kSocketMode = 0666;

}  // namespace

class Server::Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(stream_protocol::socket socket, std::shared_ptr<Handler> handler,
             std::shared_ptr<std::size_t> connections)
      : socket_(std::move(socket)),
        timer_(socket_.get_executor()),
        request_(kMostRequestOctets),
        handler_(std::move(handler)),
        connections_(std::move(connections)) {
    ++*connections_;
  }
  ~Connection() { --*connections_; }

  void start() {
    timer_.expires_after(kPatience);
    timer_.async_wait([self = shared_from_this()](error_code error) {
      error_code ignored;
      if (!error) self->socket_.close(ignored);
    });
    boost::asio::async_read_until(
        socket_, request_, '\n',
        [self = shared_from_this()](error_code error, std::size_t /*octets*/) {
          if (error) {
            self->timer_.cancel();
          } else {
            self->answer();
          }
        });
  }

 private:
  void answer() {
    std::istream stream(&request_);
    std::string line;
    std::getline(stream, line);
    const std::optional<Peer> peer = peer_of(socket_.native_handle());
    boost::system::error_code wrong;
    const boost::json::value request = boost::json::parse(line, wrong);
    boost::json::object response;
    if (wrong || !request.is_object() || !peer.has_value()) {
      response["error"] = "the request is not one JSON object on a line";
    } else {
      response = (*handler_)(request.get_object(), *peer);
    }
    text_ = boost::json::serialize(response);
    text_ += '\n';
    boost::asio::async_write(
        socket_, boost::asio::buffer(text_),
        [self = shared_from_this()](error_code, std::size_t) { self->timer_.cancel(); });
  }

  stream_protocol::socket socket_;
  boost::asio::steady_timer timer_;
  boost::asio::streambuf request_;
  std::string text_;
  std::shared_ptr<Handler> handler_;
  std::shared_ptr<std::size_t> connections_;
};

Server::Server(boost::asio::io_context& context, std::string path, Handler handler)
    : path_(std::move(path)),
      acceptor_(context),
      handler_(std::make_shared<Handler>(std::move(handler))),
      connections_(std::make_shared<std::size_t>(0)) {}

absl::StatusOr<std::unique_ptr<Server>> Server::open(boost::asio::io_context& context,
                                                     const std::string& path, Handler handler) {
  if (path.size() >= sizeof(sockaddr_un::sun_path)) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": too long for a socket; choose a shorter state_dir"));
  }
  std::unique_ptr<Server> server(new Server(context, path, std::move(handler)));
  unlink(path.c_str());
  error_code error;
  server->acceptor_.open(stream_protocol(), error);
  if (!error) server->acceptor_.bind(stream_protocol::endpoint(path), error);
  if (!error) server->acceptor_.listen(kMostConnections, error);
  if (error) {
    return absl::UnavailableError(absl::StrCat(path, ": cannot open the console: ", error.message(),
                                               "; check state_dir's owner"));
  }
  chmod(path.c_str(), kSocketMode);
  server->accept();
  return server;
}

Server::~Server() {
  error_code ignored;
  acceptor_.close(ignored);
  unlink(path_.c_str());
}

void Server::accept() {
  acceptor_.async_accept([this](error_code error, stream_protocol::socket socket) {
    if (error == boost::asio::error::operation_aborted) return;  // the server is gone
    if (!error && *connections_ < kMostConnections) {
      std::make_shared<Connection>(std::move(socket), handler_, connections_)->start();
    }
    accept();
  });
}

}  // namespace desirepath::console
