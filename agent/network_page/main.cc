// desirepath-network-page: the page on a gateway's network. Started by `desirepath-agent
// network-page`; prints its address, ends on SIGTERM.

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>
#include <string>

#include "agent/network_page/server.h"

int main(int argc, char** argv) {
  CLI::App app(
      "The page on a gateway's network; `desirepath-agent network-page` starts it with its "
      "options");
  desirepath::network_page::Server::Options options;
  app.add_option("--socket", options.socket_path, "The agent's socket")->required();
  app.add_option("--listen", options.listen, "ADDRESS:PORT")->required();
  app.add_option("--name", options.names, "Another host the page is asked for by");
  CLI11_PARSE(app, argc, argv);

  boost::asio::io_context context(1);
  const auto server = desirepath::network_page::Server::open(context, std::move(options));
  if (!server.ok()) {
    std::fprintf(stderr, "desirepath-network-page: %s\n",
                 std::string(server.status().message()).c_str());
    return absl::IsInvalidArgument(server.status()) ? 2 : 1;
  }
  std::printf("%s\n", (*server)->address().c_str());
  std::fflush(stdout);
  boost::asio::signal_set ending(context, SIGINT, SIGTERM, SIGHUP);
  ending.async_wait([&context](const boost::system::error_code& error, int) {
    if (!error) context.stop();
  });
  context.run();
  return 0;
}
