#include "agent/program_class.h"

#include <gtest/gtest.h>

namespace desirepath::agent {
namespace {

constexpr char kManager[] = "/user.slice/user-1000.slice/user@1000.service";

ProgramClass class_of(const std::string& path, const std::string& login = "") {
  return class_of_group(path, login);
}

ProgramClass below_manager(const std::string& path) { return class_of(kManager + path); }

TEST(ProgramClass, ProgramsOfADesktopAreBrowsersOrClients) {
  for (const char* unit : {
           "/app.slice/app-gnome-firefox\\x2desr-2345.scope",
           "/app.slice/app-org.chromium.Chromium-4711.scope",
           "/app.slice/app-firefox@0f3c.service",
           "/app.slice/snap.firefox.firefox-1f2e.scope",
           "/app.slice/app-flatpak-com.brave.Browser-99.scope",
           "/apps.slice/gnome-launched-google-chrome.desktop-77.scope",
       }) {
    EXPECT_EQ(ProgramClass::kBrowser, below_manager(unit)) << unit;
  }
  for (const char* unit : {
           "/app.slice/app-gnome-slack-2345.scope", "/app.slice/app-org.kde.kontact-1.scope",
           "/app.slice/dbus-:1.2-org.gnome.Nautilus@0.service",
           "/app.slice/app-operations-7.scope",  // no Opera
       }) {
    EXPECT_EQ(ProgramClass::kDesktop, below_manager(unit)) << unit;
  }
}

TEST(ProgramClass, WhatATerminalStartsIsOfTheCommandLine) {
  for (const char* unit : {
           "/app.slice/app-org.gnome.Terminal.slice/vte-spawn-12ab.scope",
           "/app.slice/app-org.kde.konsole-88.scope",
           "/tmux-spawn-1.scope",
           "/app.slice/run-u12.scope",
       }) {
    EXPECT_EQ(ProgramClass::kCommandLine, below_manager(unit)) << unit;
  }
}

TEST(ProgramClass, ServicesOfTheMachineAndOfThePerson) {
  EXPECT_EQ(ProgramClass::kService, class_of("/system.slice/cron.service"));
  EXPECT_EQ(ProgramClass::kService, class_of("/system.slice/docker-0a1b.scope"));
  EXPECT_EQ(ProgramClass::kService, class_of("/machine.slice/libpod-0a1b.scope"));
  EXPECT_EQ(ProgramClass::kService, below_manager("/app.slice/syncthing.service"));
  EXPECT_EQ(ProgramClass::kService, below_manager("/session.slice/pipewire.service"));
}

TEST(ProgramClass, ALoginIsWhatTheLoginManagerSaysOfIt) {
  const std::string path = "/user.slice/user-1000.slice/session-42.scope";
  EXPECT_EQ("42", login_of_group(path));
  EXPECT_EQ(ProgramClass::kCommandLine, class_of(path, "UID=1000\nTYPE=tty\nCLASS=user\n"));
  EXPECT_EQ(ProgramClass::kService, class_of(path, "UID=0\nTYPE=unspecified\nCLASS=background\n"));
  // All programs of such a desktop are in this one group.
  EXPECT_EQ(ProgramClass::kUnknown, class_of(path, "UID=1000\nTYPE=x11\nCLASS=user\n"));
  EXPECT_EQ(ProgramClass::kUnknown, class_of(path, ""));
}

TEST(ProgramClass, NoLoginOutsideOfPersonsAndNoPathInItsNumber) {
  EXPECT_EQ("", login_of_group("/system.slice/session-42.scope"));
  EXPECT_EQ("", login_of_group("/user.slice/user-1000.slice/session-.scope"));
  EXPECT_EQ("", login_of_group(kManager));
}

TEST(ProgramClass, WhatCannotBeToldIsUnknown) {
  for (const char* path :
       {"", "/", "/init.scope", "/lxc/box", "/user.slice", "/user.slice/user-1000.slice"}) {
    EXPECT_EQ(ProgramClass::kUnknown, class_of(path)) << path;
  }
  EXPECT_EQ(ProgramClass::kUnknown, below_manager("/app.slice/odd.scope"));
}

}  // namespace
}  // namespace desirepath::agent
