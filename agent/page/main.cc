// desirepath-page: the page for the person at the machine, under that person's own account. Started
// by `desirepath-agent ledger --open`; prints its address, ends on Ctrl-C or when nobody looks.

#include <spawn.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>
#include <string>

#include "agent/page/server.h"

namespace {

// Has the desktop open it in the person's own browser; whether that worked, the person sees.
void open_browser(std::string address) {
  std::string program("xdg-open");
  char* arguments[] = {program.data(), address.data(), nullptr};
  pid_t process = 0;
  posix_spawnp(&process, program.c_str(), nullptr, nullptr, arguments, environ);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app(
      "The page for the person at the machine; `desirepath-agent ledger --open` starts it");
  std::string socket;
  bool browser = false;
  app.add_option("--socket", socket, "The agent's socket")->required();
  app.add_flag("--browser", browser, "Have the desktop open the address");
  CLI11_PARSE(app, argc, argv);

  boost::asio::io_context context(1);
  const auto server = desirepath::page::Server::open(context, socket);
  if (!server.ok()) {
    std::fprintf(stderr, "desirepath-page: %s\n", std::string(server.status().message()).c_str());
    return 1;
  }
  const std::string address = (*server)->address();
  std::printf(
      "Your page, for you alone; open it in a browser on this machine. It opens once; Ctrl-C ends "
      "it.\n%s\n",
      address.c_str());
  std::fflush(stdout);
  boost::asio::signal_set ending(context, SIGINT, SIGTERM, SIGHUP);
  ending.async_wait([&context](const boost::system::error_code& error, int) {
    if (!error) context.stop();
  });
  std::signal(SIGCHLD, SIG_IGN);  // the browser's starter is nobody's to wait for
  if (browser) open_browser(address);
  context.run();
  return 0;
}
