// An hour of work beside an idle client, embedded widgets and a visit to a share link; and a night
// of desktop clients that nobody works with. Octets are those of the records on the wire: a hello
// with a hybrid key share is 1.8 kB, a request over HTTP/2 with its cookies 0.6 to 1.4 kB, a frame
// of a WebSocket 30 to 100 octets with its record around it.

#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "tests/unit/agent/traffic_day.h"

namespace desirepath::agent {
namespace {

using std::chrono::hours;

class UseHour : public TrafficDay {
 protected:
  using Deed = std::function<void()>;

  void at(seconds time, Deed deed) { deeds_.emplace(time, std::move(deed)); }
  void every(seconds period, seconds from, seconds until, const Deed& deed) {
    for (seconds time = from; time < until; time += period) at(time, deed);
  }
  void play() {
    for (const auto& [time, deed] : deeds_) {
      if (time > elapsed()) wait(time - elapsed());
      deed();
    }
  }

  // What a browser of today sends beyond the name: the key share, Finished, the preface.
  Connection open(const std::string& name) {
    Connection made = connect(name);
    send(made, 1'500);
    return made;
  }
  void request(Connection& on, std::size_t up, std::size_t down) {
    send(on, up);
    receive(on, down);
  }

  // A desktop client that nobody touches: its socket pings, now and then somebody else's message
  // comes, the socket is opened anew every few hours with the requests of a start.
  void idle_client(const std::string& name, Connection& socket, seconds ping, std::size_t octets,
                   seconds until) {
    every(hours{3}, seconds{2}, until, [this, name, &socket] {
      socket = open(name);
      send(socket, 900);
      receive(socket, 12'000);
    });
    every(ping, seconds{5}, until, [this, &socket, octets] {
      send(socket, octets);
      receive(socket, octets);
    });
    every(seconds{410}, seconds{30}, until, [this, &socket] { receive(socket, 1'100); });
  }

 private:
  std::multimap<seconds, Deed> deeds_;
};

TEST_F(UseHour, WorkIsAnOwnersTheIdleAndTheEmbeddedAreAmbientTheLinkIsAGuests) {
  constexpr seconds kHour{3600};
  Connection slack;
  idle_client("wss-primary.slack.com", slack, seconds{10}, 64, kHour);

  // Pages of the document load, then it is typed into for minutes, with pauses between; a picture
  // goes up once.
  Connection notion;
  at(seconds{60}, [&] { notion = open("www.notion.so"); });
  for (const int minute : {1, 14, 33, 51}) {
    every(seconds{1}, seconds{60 * minute + 5}, seconds{60 * minute + 40},
          [&] { request(notion, 700, 45'000); });
  }
  for (const int minute : {3, 4, 5, 16, 17, 35, 36, 37, 38, 53}) {
    every(seconds{7}, seconds{60 * minute}, seconds{60 * minute + 55},
          [&] { request(notion, 1'150, 420); });
  }
  at(seconds{60 * 18}, [&] { request(notion, 2'400'000, 900); });

  // What others put on the pages that are read meanwhile.
  every(seconds{150}, seconds{70}, kHour, [&] {
    for (const char* name : {"widget.intercom.io", "player.vimeo.com", "js.hs-scripts.com"}) {
      Connection widget = open(name);
      request(widget, 1'900, 110'000);
      close(widget);
    }
  });

  at(seconds{60 * 27}, [&] {
    Connection link = open("we.tl");
    request(link, 900, 60'000);
    request(link, 700, 240'000);
    close(link);
  });
  play();

  EXPECT_EQ(day_of("notion"), "owner");
  EXPECT_EQ(day_of("slack"), "ambient");
  for (const char* tool : {"intercom", "vimeo", "hubspot"}) EXPECT_EQ(day_of(tool), "ambient");
  EXPECT_EQ(day_of("wetransfer"), "guest");
}

TEST_F(UseHour, ANightOfIdleDesktopClientsIsAmbient) {
  constexpr seconds kNight = hours{13};
  Connection slack, teams, dropbox, notion, board;
  idle_client("wss-primary.slack.com", slack, seconds{10}, 64, kNight);
  idle_client("teams.microsoft.com", teams, seconds{40}, 72, kNight);
  every(minutes{5}, seconds{100}, kNight, [&] { request(teams, 1'450, 600); });  // presence
  // Long polling: each question is answered within a minute and asked again.
  idle_client("client.dropbox.com", dropbox, seconds{58}, 1'120, kNight);
  idle_client("www.notion.so", notion, seconds{25}, 60, kNight);
  every(minutes{12}, seconds{200}, kNight, [&] { request(notion, 1'300, 900); });
  idle_client("miro.com", board, seconds{20}, 58, kNight);
  play();
  for (const char* tool : {"slack", "microsoft-teams", "dropbox", "notion", "miro"})
    EXPECT_EQ(day_of(tool), "ambient") << tool;
}

// The same client, and somebody comes back to it for some minutes in the morning.
TEST_F(UseHour, WorkAfterANightOfKeepAlivesIsAnOwners) {
  constexpr seconds kNight = hours{10};
  Connection slack;
  idle_client("wss-primary.slack.com", slack, seconds{10}, 64, kNight);
  for (const int minute : {570, 577, 584}) {
    every(seconds{9}, seconds{60 * minute}, seconds{60 * minute + 110},
          [&] { request(slack, 950, 2'200); });
  }
  play();
  EXPECT_EQ(day_of("slack"), "owner");
}

}  // namespace
}  // namespace desirepath::agent
