// Traffic as packets, through the observer, the matcher, the use rule and the diary: what is use
// and what only looks like it.

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "agent/diary/diary.h"
#include "agent/tool_sink.h"
#include "proto/catalog/shipped.h"
#include "tests/unit/agent/sight/recorder.h"

namespace desirepath::agent {
namespace {

using sight::Host;
using sight::Octets;
using wire::operator+;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::int32_t kDay = 20000;
constexpr std::size_t kSegment = 1400;

const catalog::Catalog& the_catalog() {
  static const catalog::Catalog kCatalog = *catalog::Catalog::unpack(catalog::shipped());
  return kCatalog;
}

// One day of one device. Time only moves on.
class UseTraffic : public testing::Test {
 protected:
  struct Connection {
    Host client;
    Host server;
    std::uint32_t sent = 1;  // sequence numbers
    std::uint32_t received = 1;
  };

  UseTraffic() {
    std::string folder = std::string(testing::TempDir()) + "traffic_XXXXXX";
    folder_ = mkdtemp(folder.data());
    diary_.start_day(kDay);
  }
  ~UseTraffic() override { std::filesystem::remove_all(folder_); }

  void wait(seconds time) {
    now_ += time;
    observer_.advance(now_);
    sink_.advance(now_);
    record();
  }
  void packet(const Octets& ip) {
    const Octets exact(ip.begin(), ip.end());
    observer_.observe(sight::raw_packet(exact, now_));
    now_ += std::chrono::milliseconds{1};
  }
  // TCP and TLS: a hello with the name up, certificates down, the end of the handshake up.
  Connection connect(const std::string& name) {
    Connection made{{1, ++port_}, {static_cast<std::uint8_t>(10 + port_ % 200), 443}};
    packet(sight::tcp(made.client, made.server, 0, {}, wire::kSyn));
    packet(sight::tcp(made.server, made.client, 0, {}, wire::kSyn | wire::kAck));
    send(made, wire::tls_record(wire::hello_for(name)));
    receive(made, 4'500);
    send(made, Octets(300));
    return made;
  }
  void send(Connection& on, const Octets& payload) {
    packet(sight::tcp(on.client, on.server, on.sent, payload));
    on.sent += static_cast<std::uint32_t>(payload.size());
  }
  void send(Connection& on, std::size_t octets) {
    for (; octets > 0; octets -= std::min(octets, kSegment))
      send(on, Octets(std::min(octets, kSegment)));
  }
  void receive(Connection& on, std::size_t octets) {
    for (; octets > 0; octets -= std::min(octets, kSegment)) {
      packet(sight::tcp(on.server, on.client, on.received, Octets(std::min(octets, kSegment))));
      on.received += static_cast<std::uint32_t>(std::min(octets, kSegment));
    }
  }
  void close(const Connection& on) {
    packet(sight::tcp(on.client, on.server, on.sent, {}, wire::kFin | wire::kAck));
    packet(sight::tcp(on.server, on.client, on.received, {}, wire::kFin | wire::kAck));
  }
  void ask(const std::string& name) {
    Octets question;
    for (std::size_t begin = 0; begin <= name.size();) {
      const std::size_t end = std::min(name.find('.', begin), name.size());
      question = question + Octets{static_cast<std::uint8_t>(end - begin)} +
                 wire::text(name.substr(begin, end - begin));
      begin = end + 1;
    }
    packet(sight::udp({1, 5353}, {2, 53},
                      sight::u16(9) + sight::u16(0x100) + sight::u16(1) + sight::u16(0) +
                          sight::u32(0) + question + Octets{0} + sight::u16(1) + sight::u16(1)));
  }

  // What the diary holds of the day: "owner", "guest" or "ambient".
  std::string day_of(const std::string& id) {
    observer_.finish();
    sink_.finish();
    record();
    const std::uint32_t number = the_catalog().tool_by_id(id)->number;
    for (const diary::ToolDays& tool : diary_.snapshot().tools) {
      if (tool.tool != number) continue;
      if (tool.owner.has(kDay)) return "owner";
      if (tool.guest.has(kDay)) return "guest";
    }
    return "ambient";
  }

 private:
  void record() {
    while (const std::optional<ToolUse> use = queue_.pop()) {
      const auto slot = (use->time - capture::Time(std::chrono::hours{24 * kDay})) / minutes{5};
      diary_.record({use->tool, use->role, kDay, static_cast<std::uint32_t>(slot), use->bytes_up,
                     use->bytes_down, use->evidence});
    }
  }

  std::string folder_;
  match::Matcher matcher_{the_catalog()};
  UseQueue queue_;
  ToolSink sink_{the_catalog(), matcher_, queue_, minutes{5}};
  sight::Observer observer_{sink_, {}};
  store::Database database_ =
      *store::Database::open(folder_path() + "/state.db", seal::Key{7}, {.durable = false});
  diary::Diary diary_ = *diary::Diary::open(database_);
  capture::Time now_{std::chrono::hours{24 * kDay + 8}};  // eight in the morning
  std::uint16_t port_ = 40000;

  static std::string folder_path() {
    std::string folder = std::string(testing::TempDir()) + "traffic_db_XXXXXX";
    return mkdtemp(folder.data());
  }
};

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
