#include "collector/api/open_port.h"

#include "absl/strings/str_cat.h"

namespace desirepath::api {

namespace asio = boost::asio;

absl::Status open_port(asio::ip::tcp::acceptor& acceptor, const std::string& setting,
                       const std::string& address, std::uint16_t port, int inherited) {
  boost::system::error_code error;
  const asio::ip::tcp::endpoint endpoint(asio::ip::make_address(address), port);
  if (inherited >= 0) {
    acceptor.assign(endpoint.protocol(), inherited, error);
  } else {
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  }
  if (!error) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat(setting, ": cannot listen on ", address, " port ",
                                             port, " (", error.message(),
                                             "); free the port or set another, 0 takes any"));
}

}  // namespace desirepath::api
