#pragma once

// The use rule: from the contacts of one tool on one day to "worked with it", "was a guest", "no
// use".
//
// The diary keeps a DayOfUse for each tool it hears of today, in memory only, and stores what
// `counts` gives: numbers of slots, never which. The class of a day is decided here and nowhere
// else; every threshold stands in this file with its reason.
//
// - owner: two slots or more in which the signed-in product (role app, api or upload) was sent more
//   than an idle connection sends; where the vendor's site and the product share the name, slots
//   with volume, or three of them.
// - guest: a page was fetched from a viewer or share-link host, or from a host that outsiders reach
//   too, with much more coming down than going up.
// - ambient: all else. Roles cdn and login support but never suffice; embedded, telemetry and
//   marketing are not even kept.
//
// A slot is five minutes of the day (a lab: a twelfth of it). Contacts may come in any order and in
// parts.
//
// Source: needs.md, section 1. Limits: kMaximumSlots slots a day; a contact beyond them is dropped.
// Threads: one at a time.

#include <cstdint>
#include <vector>

#include "agent/match/contact.h"

namespace desirepath::match {

enum class Use : std::uint8_t { kAmbient = 0, kGuest = 1, kOwner = 2 };

// A slot is worked in when this much payload went up on hosts of the product.
//
// A TLS 1.3 handshake with a hybrid key share sends 1.9 kB up (ClientHello 1.8 kB, Finished, HTTP/2
// preface), a request with its cookies 0.5 to 2 kB more: one reconnect of an idle client stays
// below. Idle clients' keep-alives send less than 3 kB a slot (a JSON ping of 90 octets every ten
// seconds is 2.7 kB; Phoenix, SignalR, MQTT and XMPP ping every 15 to 60 seconds: 0.2 to 1 kB).
// Opening one page of a web application sends 10 to 30 kB (30 to 60 requests); a document that is
// being typed into saves 5 kB a slot and more.
constexpr std::uint64_t kWorkedBytesUp = 4096;

// So many slots make a day of use. One visit by mistake, or one reconnect after sleep, is one slot.
constexpr int kWorkedSlots = 2;

// Where only the vendor's whole site is known by name, reading its pages for some minutes looks
// like work: it fills two slots when it crosses a border of five minutes. So it takes a third slot,
// ten minutes in earnest, or volume: a slot that sends this much is past reading (a marketing page
// sends 5 to 12 kB) and counts as the product's.
constexpr std::uint64_t kWholeSiteVolume = 16 * 1024;
constexpr int kWorkedSlotsWholeSite = 3;

// Idle clients that talk more than kWorkedBytesUp (presence, polling mail) do so evenly. If an
// hour's worth of slots or more, none above kSteadyBytesUp, lie within a quarter of their median,
// those slots are a timer's and not a person's: people's slots differ by factors. Beside a timer a
// slot is worked in if it sends kWorkedBesideTimer more than the timer does: a reconnect of an idle
// client (1.9 kB of handshake, a request or two of its start, a poll that falls into the same slot:
// 5 kB) does not, a minute of work (10 kB) does.
constexpr std::uint64_t kSteadyBytesUp = 16 * 1024;
constexpr std::size_t kSteadySlots = 12;
constexpr std::uint64_t kWorkedBesideTimer = 6 * 1024;
constexpr std::uint64_t kSteadyShare = 4;  // within median / 4 of the median

// On a host that outsiders reach too, a slot is the owner's only if it sends what filling in a
// form, signing or booking does not (an answered survey or a signature is 3 to 10 kB), and is not
// mostly reading.
constexpr std::uint64_t kOutsiderWorkedBytesUp = 16 * 1024;
constexpr std::uint64_t kGuestDownOverUp = 8;

// A guest fetched a page: a handshake and one request, and a page's worth of octets down. A browser
// that connects ahead of a click sends no request, and gets the certificate alone (3 to 6 kB).
constexpr std::uint64_t kGuestBytesUp = 1024;
constexpr std::uint64_t kGuestBytesDown = 16 * 1024;

// What of a day may be stored: how many slots, not which.
struct DayCounts {
  std::uint16_t product_slots = 0;     // worked in, on hosts of the product
  std::uint16_t whole_site_slots = 0;  // worked in, on names that the vendor's site shares
  std::uint16_t guest_slots = 0;       // a page fetched as a guest
  bool login = false;                  // its login host was contacted

  bool operator==(const DayCounts&) const = default;
};

// The class of a day; also of the sum of two parts of it (before and after a restart).
[[nodiscard]] Use classify(const DayCounts& counts);

// Sums of two parts of one day. A slot that the border cuts in two counts twice at most: one slot
// too many a restart.
[[nodiscard]] DayCounts add(const DayCounts& a, const DayCounts& b);

// Whether the day says "its own login host only": signed in, or tried to, and nothing that counts.
[[nodiscard]] inline bool login_only(const DayCounts& counts) {
  return counts.login && classify(counts) == Use::kAmbient;
}

class DayOfUse {
 public:
  static constexpr std::size_t kMaximumSlots = 288;

  // A contact of this tool and day; the caller keeps tools and days apart.
  void add(const Contact& contact);

  [[nodiscard]] DayCounts counts() const;
  [[nodiscard]] Use use() const { return classify(counts()); }

 private:
  struct Slot {
    std::uint32_t slot = 0;
    std::uint64_t product_up = 0;
    std::uint64_t whole_site_up = 0;
    std::uint64_t outsider_up = 0;
    std::uint64_t outsider_down = 0;
    std::uint64_t viewer_up = 0;
    std::uint64_t viewer_down = 0;
  };

  Slot* slot_at(std::uint32_t slot);
  [[nodiscard]] std::uint64_t steady_median() const;

  std::vector<Slot> slots_;  // by slot
  bool login_ = false;
};

}  // namespace desirepath::match
