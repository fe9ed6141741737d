#include "agent/session/seen.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <system_error>

#include "absl/strings/str_cat.h"

namespace desirepath::session {
namespace {

constexpr std::size_t kMostNotices = 64;

}  // namespace

Seen parse_seen(const std::string& text) {
  Seen seen;
  std::istringstream lines(text);
  std::string line;
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    std::string name;
    std::uint32_t number = 0;
    std::int64_t when = 0;
    words >> name >> number;
    if (words.fail()) continue;
    if (name == "policy") seen.policy = number;
    if (name == "coming") seen.coming = number;
    if (name == "notice" && words >> when && seen.notices.size() < kMostNotices) {
      seen.notices[number] = when;
    }
  }
  return seen;
}

std::string seen_text(const Seen& seen) {
  std::string text = absl::StrCat("policy ", seen.policy, "\ncoming ", seen.coming, "\n");
  for (const auto& [number, when] : seen.notices) {
    absl::StrAppend(&text, "notice ", number, " ", when, "\n");
  }
  return text;
}

Seen read_seen(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return parse_seen({std::istreambuf_iterator<char>(file), {}});
}

absl::Status write_seen(const std::string& path, const Seen& seen) {
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
  const std::string fresh = path + ".new";
  {
    std::ofstream file(fresh, std::ios::binary | std::ios::trunc);
    file << seen_text(seen);
    if (!file.flush()) {
      return absl::UnavailableError(absl::StrCat(
          fresh, ": cannot be written: ", std::strerror(errno), "; notices will come again"));
    }
  }
  std::filesystem::rename(fresh, path, error);
  if (!error) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat(path, ": ", error.message()));
}

std::string seen_path(const std::string& state_home, const std::string& home) {
  if (!state_home.empty()) return state_home + "/desirepath/seen";
  return home.empty() ? "" : home + "/.local/state/desirepath/seen";
}

}  // namespace desirepath::session
