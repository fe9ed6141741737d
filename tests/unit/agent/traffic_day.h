#pragma once

// `TrafficDay`: one day of one device, as packets through the observer, the matcher, the use rule
// and the diary.
//
// The tests of what is use and what only looks like it speak in connections, octets and minutes;
// time is moved by hand and only moves on.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>

#include "agent/diary/diary.h"
#include "agent/tool_sink.h"
#include "proto/catalog/shipped.h"
#include "tests/unit/agent/sight/recorder.h"

namespace desirepath::agent {

using sight::Host;
using sight::Octets;
using wire::operator+;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::int32_t kDay = 20000;
constexpr std::size_t kSegment = 1400;
constexpr capture::Time kMorning{std::chrono::hours{24 * kDay + 8}};

inline const catalog::Catalog& the_catalog() {
  static const catalog::Catalog kCatalog = *catalog::Catalog::unpack(catalog::shipped());
  return kCatalog;
}

// One day of one device. Time only moves on.
class TrafficDay : public testing::Test {
 protected:
  struct Connection {
    Host client;
    Host server;
    std::uint32_t sent = 1;  // sequence numbers
    std::uint32_t received = 1;
  };

  TrafficDay() {
    std::string folder = std::string(testing::TempDir()) + "traffic_XXXXXX";
    folder_ = mkdtemp(folder.data());
    diary_.start_day(kDay);
  }
  ~TrafficDay() override { std::filesystem::remove_all(folder_); }

  void wait(seconds time) {
    now_ += time;
    observer_.advance(now_);
    sink_.advance(now_);
    record();
  }
  // Since eight in the morning.
  [[nodiscard]] seconds elapsed() const {
    return std::chrono::duration_cast<seconds>(now_ - kMorning);
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
  capture::Time now_ = kMorning;
  std::uint16_t port_ = 40000;

  static std::string folder_path() {
    std::string folder = std::string(testing::TempDir()) + "traffic_db_XXXXXX";
    return mkdtemp(folder.data());
  }
};

}  // namespace desirepath::agent
