#include "collector/page.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "collector/api/address_blocks.h"
#include "collector/fleet_account.h"
#include "collector/own_tools_page.h"
#include "collector/page_reports.h"

namespace desirepath::collector {
namespace {

// Every commit to published.db changes the file or its log.
std::string revision_of(const std::filesystem::path& database) {
  std::string revision;
  for (const char* suffix : {"", "-wal"}) {
    const std::filesystem::path path = database.string() + suffix;
    std::error_code failure;
    const auto time = std::filesystem::last_write_time(path, failure).time_since_epoch().count();
    const std::uintmax_t size = std::filesystem::file_size(path, failure);
    absl::StrAppend(&revision, failure ? 0 : time, ".", failure ? 0 : size, "/");
  }
  return revision;
}

// Whose address it is decides what may be spoken there, so it is asked of the socket itself.
void take_socket(int socket, api::ServerOptions& options) {
  sockaddr_storage bound = {};
  socklen_t size = sizeof bound;
  char text[INET6_ADDRSTRLEN] = "";
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&bound), &size) != 0) return;
  if (bound.ss_family == AF_INET6) {
    const auto& six = reinterpret_cast<const sockaddr_in6&>(bound);
    ::inet_ntop(AF_INET6, &six.sin6_addr, text, sizeof text);
    options.port = ntohs(six.sin6_port);
  } else {
    const auto& four = reinterpret_cast<const sockaddr_in&>(bound);
    ::inet_ntop(AF_INET, &four.sin_addr, text, sizeof text);
    options.port = ntohs(four.sin_port);
  }
  options.address = text;
  options.inherited = socket;
}

}  // namespace

void take_listen(const std::string& listen, api::ServerOptions& options) {
  const std::size_t colon = listen.rfind(':');
  options.address = listen.substr(0, colon);
  if (options.address.starts_with('[') && options.address.ends_with(']')) {
    options.address = options.address.substr(1, options.address.size() - 2);
  }
  std::uint32_t port = 0;
  if (!absl::SimpleAtoi(listen.substr(colon + 1), &port)) port = 0;
  options.port = static_cast<std::uint16_t>(port);
}

api::Provider page_provider(const Settings& settings, const ConditionBoard& health) {
  api::Provider provider;
  provider.own_tools = own_tools_page(settings);
  add_fleet_operation(settings, provider.operations);
  provider.revision = [settings] {
    std::string revision = absl::StrCat(revision_of(settings.paths.published_db()),
                                        revision_of(settings.paths.bundle()));
    std::error_code failure;
    if (!std::filesystem::exists(settings.paths.published_db(), failure)) {
      absl::StrAppend(&revision, revision_of(settings.paths.gate_db()));  // devices enrol meanwhile
    }
    return revision;
  };
  add_reports(settings, provider);
  provider.health = [&health] { return health.get().health; };
  return provider;
}

api::ServerOptions page_options(const Settings& settings, const ConditionBoard& health,
                                int inherited) {
  api::ServerOptions options;
  if (inherited >= 0) {
    take_socket(inherited, options);
  } else {
    take_listen(settings.web_listen, options);
  }
  options.names = api::entries_of(settings.web_names);
  options.trusted_proxies = settings.web_trusted_proxies;
  if (!settings.web_certificate.empty()) {
    const std::filesystem::path folder = settings.file.parent_path();
    options.tls = api::TlsFiles{folder / settings.web_certificate, folder / settings.web_key};
  }
  options.provider = page_provider(settings, health);
  return options;
}

}  // namespace desirepath::collector
