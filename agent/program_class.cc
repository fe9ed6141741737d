#include "agent/program_class.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace desirepath::agent {
namespace {

constexpr std::string_view kBrowsers[] = {
    "brave",    "browser",     "chrome",     "chromium", "edge",    "epiphany",  "falkon",
    "firefox",  "konqueror",   "librewolf",  "midori",   "msedge",  "navigator", "opera",
    "palemoon", "qutebrowser", "torbrowser", "vivaldi",  "waterfox"};
constexpr std::string_view kTerminals[] = {
    "alacritty", "console",    "foot",  "ghostty", "kgx", "kitty",   "konsole", "ptyxis",
    "terminal",  "terminator", "tilix", "tmux",    "vte", "wezterm", "xterm"};
constexpr std::string_view kUserManager = "/user@";
constexpr std::string_view kLoginPrefix = "session-";
constexpr std::string_view kLoginSuffix = ".scope";

std::vector<std::string> pieces(std::string_view text, char between) {
  return absl::StrSplit(std::string(text), between);
}

bool has_word(const std::string& text, const auto& words) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
  std::size_t begin = 0;
  while ((begin = text.find_first_of(kLetters, begin)) != std::string::npos) {
    const std::size_t end = std::min(text.find_first_not_of(kLetters, begin), text.size());
    const std::string_view one = std::string_view(text).substr(begin, end - begin);
    if (std::ranges::find(words, one) != std::end(words)) return true;
    begin = end;
  }
  return false;
}

// A group below a person's own manager: a program of the desktop, or a service of the person's.
ProgramClass class_of_unit(const std::string& path) {
  const std::string unit = path.substr(path.rfind('/') + 1);
  if (has_word(path, kTerminals) || unit.starts_with("run-")) {
    return ProgramClass::kCommandLine;
  }
  const bool is_program = unit.starts_with("app-") || unit.starts_with("snap.") ||
                          unit.starts_with("dbus-:") || unit.starts_with("gnome-launched-");
  if (is_program) {
    return has_word(path, kBrowsers) ? ProgramClass::kBrowser : ProgramClass::kDesktop;
  }
  return unit.ends_with(".service") ? ProgramClass::kService : ProgramClass::kUnknown;
}

ProgramClass class_of_login(std::string_view login) {
  std::string type;
  std::string kind;
  for (const std::string& line : pieces(login, '\n')) {
    if (line.starts_with("TYPE=")) type = line.substr(5);
    if (line.starts_with("CLASS=")) kind = line.substr(6);
  }
  if (kind.starts_with("background")) return ProgramClass::kService;
  return type == "tty" && kind.starts_with("user") ? ProgramClass::kCommandLine
                                                   : ProgramClass::kUnknown;
}

}  // namespace

std::string_view word(ProgramClass program) {
  switch (program) {
    case ProgramClass::kUnknown:
      return "unknown";
    case ProgramClass::kBrowser:
      return "browser";
    case ProgramClass::kDesktop:
      return "desktop-client";
    case ProgramClass::kCommandLine:
      return "command-line";
    case ProgramClass::kService:
      return "service";
  }
  return "";
}

std::string login_of_group(std::string_view path) {
  if (!path.starts_with("/user.slice/")) return "";
  for (const std::string& part : pieces(path, '/')) {
    if (part.size() > kLoginPrefix.size() + kLoginSuffix.size() && part.starts_with(kLoginPrefix) &&
        part.ends_with(kLoginSuffix)) {
      return part.substr(kLoginPrefix.size(),
                         part.size() - kLoginPrefix.size() - kLoginSuffix.size());
    }
  }
  return "";
}

ProgramClass class_of_group(std::string_view path, std::string_view login) {
  if (path.starts_with("/system.slice/") || path.starts_with("/machine.slice/")) {
    return ProgramClass::kService;
  }
  if (!path.starts_with("/user.slice/")) return ProgramClass::kUnknown;
  const std::size_t manager = path.find(kUserManager);
  if (manager == std::string_view::npos) {
    return login_of_group(path).empty() ? ProgramClass::kUnknown : class_of_login(login);
  }
  const std::size_t unit = path.find('/', manager + 1);
  if (unit == std::string_view::npos) return ProgramClass::kService;  // the manager itself
  return class_of_unit(
      absl::AsciiStrToLower(absl::StrReplaceAll(std::string(path.substr(unit)), {{"\\x2d", "-"}})));
}

}  // namespace desirepath::agent
