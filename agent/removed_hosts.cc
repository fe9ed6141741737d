#include "agent/removed_hosts.h"

#include <algorithm>
#include <array>
#include <fstream>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "agent/match/matcher.h"
#include "proto/catalog/host_name.h"

namespace desirepath::agent {
namespace {

constexpr std::size_t kMostOctets = 64 * 1024;
constexpr std::string_view kBlank = " \t\r";

}  // namespace

absl::StatusOr<std::vector<std::string>> parse_removed_hosts(std::string_view text,
                                                             const std::string& name) {
  std::vector<std::string> hosts;
  int number = 0;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    ++number;
    line = line.substr(0, line.find('#'));
    const std::size_t begin = line.find_first_not_of(kBlank);
    if (begin == std::string_view::npos) continue;
    line = line.substr(begin, line.find_last_not_of(kBlank) - begin + 1);
    std::array<char, catalog::kMaximumName> buffer;
    const std::string_view host = catalog::normalise(line, buffer.data());
    if (host.empty()) {
      return absl::InvalidArgumentError(
          absl::StrCat(name, ":", number,
                       ": no host name; write one a line, such as board.example, without star",
                       ", scheme or port"));
    }
    if (hosts.size() == match::Matcher::kMaximumRemoved) {
      return absl::InvalidArgumentError(absl::StrCat(name, ":", number, ": more than ",
                                                     match::Matcher::kMaximumRemoved,
                                                     " names; name whole domains"));
    }
    hosts.emplace_back(host);
  }
  return hosts;
}

absl::StatusOr<std::vector<std::string>> read_removed_hosts(const std::string& path) {
  if (path.empty()) return std::vector<std::string>();
  std::ifstream file(path, std::ios::binary);
  std::string text(kMostOctets + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.is_open() || file.bad()) {
    return absl::InvalidArgumentError(absl::StrCat(
        path, ": cannot read the removed hosts; check `removed_hosts`, the file's owner and mode"));
  }
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kMostOctets) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": longer than 64 KiB; name whole domains"));
  }
  return parse_removed_hosts(text, path);
}

}  // namespace desirepath::agent
