#pragma once

// `ProgramClass` is what kind of program opened a connection; never which one.
//
// `OwnerFinder` makes it of the path of the program's control group, as systemd names them, and of
// what the login manager wrote about a login. The names end here: `observe --flows` and `status`
// know the class alone, and it is never sent.
//
// What cannot be told is kUnknown: a login of a desktop that keeps all its programs in one group, a
// program outside every unit. A program that was started from a terminal is of the command line.
//
// Source: systemd's documentation, DESKTOP_ENVIRONMENTS.md ("XDG standardization for applications":
// app-NAME-ID.scope); sd-login(3). Threads: pure functions.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace desirepath::agent {

enum class ProgramClass : std::uint8_t { kBrowser, kDesktop, kCommandLine, kService, kUnknown };

// Connections by the class of who opened them.
using ProgramCounts = std::array<std::uint64_t, 5>;

// "browser", "desktop-client", "command-line", "service", "unknown".
std::string_view word(ProgramClass program);

// The login a group belongs to, as the login manager numbers it; empty for every other group.
std::string login_of_group(std::string_view path);

// `login` is the login manager's note on login_of_group(path), lines of KEY=VALUE.
ProgramClass class_of_group(std::string_view path, std::string_view login);

}  // namespace desirepath::agent
