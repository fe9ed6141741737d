// Traffic as packets, through the observer, the matcher, the use rule and the diary: what is use
// and what only looks like it.

#include <gtest/gtest.h>

#include "tests/unit/agent/traffic_day.h"

namespace desirepath::agent {
namespace {

using UseTraffic = TrafficDay;

// A client left open all day: a ping every ten seconds, presence every few minutes, a new
// connection every hour.
TEST_F(UseTraffic, AnIdleWebsocketWithKeepAlivesIsAmbient) {
  for (int hour = 0; hour < 8; ++hour) {
    Connection socket = connect("wss-primary.slack.com");
    send(socket, 900);
    for (int ping = 0; ping < 359; ++ping) {
      wait(seconds{10});
      send(socket, 64);
      receive(socket, 90);
      if (ping % 20 == 0) receive(socket, 700);
    }
    close(socket);
    wait(seconds{10});
  }
  EXPECT_EQ(day_of("slack"), "ambient");
}

// A client that polls, with its cookies, evenly and above what a single slot of use takes.
TEST_F(UseTraffic, AnIdleClientThatPollsEvenlyIsAmbient) {
  Connection mail = connect("outlook.office.com");
  for (int minute = 0; minute < 8 * 60; ++minute) {
    wait(seconds{60});
    send(mail, 1'500);
    receive(mail, 2'500);
  }
  EXPECT_EQ(day_of("outlook-exchange-online"), "ambient");
}

// Reading other people's pages all morning: chat bubbles, players, form frames, tags, fonts.
TEST_F(UseTraffic, APageWithEmbeddedWidgetsIsAmbient) {
  for (int page = 0; page < 60; ++page) {
    for (const char* name : {"widget.intercom.io", "player.vimeo.com", "js.hs-scripts.com",
                             "form.typeform.com", "static.zdassets.com", "connect.facebook.net"}) {
      Connection widget = connect(name);
      send(widget, 3'000);
      receive(widget, 90'000);
      close(widget);
    }
    wait(seconds{180});
  }
  for (const char* tool : {"intercom", "vimeo", "hubspot", "typeform", "zendesk", "facebook"})
    EXPECT_EQ(day_of(tool), "ambient") << tool;
}

TEST_F(UseTraffic, AVisitToAShareLinkIsAGuests) {
  Connection link = connect("we.tl");
  send(link, 1'800);
  receive(link, 60'000);
  close(link);
  wait(seconds{40});
  Connection booking = connect("calendly.com");
  send(booking, 6'000);
  receive(booking, 900'000);
  close(booking);
  EXPECT_EQ(day_of("wetransfer"), "guest");
  EXPECT_EQ(day_of("calendly"), "guest");
}

// Bursts of a person: nothing for some minutes, then much.
TEST_F(UseTraffic, AnHourOfWorkIsAnOwners) {
  Connection board = connect("www.figma.com");
  Connection socket = connect("api.figma.com");
  for (int minute = 0; minute < 60; ++minute) {
    wait(seconds{60});
    send(socket, 120);
    if (minute % 7 == 3 || minute % 11 == 5) continue;  // thinks
    send(board, 1'000U + static_cast<std::size_t>(minute * 977 % 9'000));
    receive(board, 20'000);
  }
  EXPECT_EQ(day_of("figma"), "owner");
}

TEST_F(UseTraffic, TwoTimesThreeMinutesOfWorkAreAnOwnersAndOneIsNot) {
  for (const char* name : {"app.asana.com", "app.clickup.com"}) {
    Connection tool = connect(name);
    send(tool, 15'000);
    receive(tool, 400'000);
    close(tool);
  }
  wait(seconds{3600});
  Connection again = connect("app.asana.com");
  send(again, 9'000);
  receive(again, 100'000);
  EXPECT_EQ(day_of("asana"), "owner");
  EXPECT_EQ(day_of("clickup"), "ambient");
}

TEST_F(UseTraffic, SigningInOrReadingTheVendorsPagesIsNoUse) {
  for (int visit = 0; visit < 6; ++visit) {
    for (const char* name :
         {"account.docusign.com", "www.docusign.com", "support.docusign.com", "help.miro.com"}) {
      Connection page = connect(name);
      send(page, 9'000);
      receive(page, 300'000);
      close(page);
    }
    wait(seconds{600});
  }
  EXPECT_EQ(day_of("docusign"), "ambient");
  EXPECT_EQ(day_of("miro"), "ambient");
}

// The browser sends docs' requests over the connection it has to drive (RFC 9113, 9.1.1): no hello
// names docs, the questions do.
TEST_F(UseTraffic, SharedConnectionsAreUseOfWhatWasAskedForToo) {
  Connection drive = connect("drive.google.com");
  for (int slot = 0; slot < 6; ++slot) {
    ask("docs.google.com");
    send(drive, 24'000U + static_cast<std::size_t>(slot) * 7'000U);
    receive(drive, 200'000);
    wait(seconds{300});
  }
  EXPECT_EQ(day_of("google-docs"), "owner");
  EXPECT_EQ(day_of("google-drive"), "owner");
  EXPECT_EQ(day_of("google-sheets"), "ambient") << "nobody asked for it";
}

}  // namespace
}  // namespace desirepath::agent
