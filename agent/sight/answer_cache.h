#pragma once

// `AnswerCache` remembers which name a client was given an address for, to name its later flows
// to that address when they show no name themselves.
//
// `DnsReader` fills it, `Observer` asks it when a flow begins. Kept per client: what one device
// asked says nothing about another. Answers to a loopback client come from a resolver on the same
// host and hold for every client there.
//
// An address of the prefix of DNS64 stands for the IPv4 address in it: an answer with either names
// flows to both.
//
// Source: RFC 6052, 2.1 (64:ff9b::/96). Limits: `most` entries, set associative; in a full set the
// one that ends first gives way. A TTL counts at least `kLeastTtl`, since clients keep using an
// address while a page is open, and at most `kMostTtl`. Never allocates after construction.
// Threads: one at a time.

#include <chrono>
#include <cstdint>

#include "agent/capture/packet.h"
#include "agent/sight/endpoint.h"
#include "agent/sight/name_pool.h"
#include "agent/sight/pages.h"

namespace desirepath::sight {

class AnswerCache {
 public:
  static constexpr std::chrono::seconds kLeastTtl{300};
  static constexpr std::chrono::seconds kMostTtl{86400};

  AnswerCache(std::uint32_t most, std::uint64_t seed, NamePool& names);  // `names` outlives it

  void remember(const Address& client, const Address& address, const HostName& name,
                capture::Time now, std::chrono::seconds ttl);

  // The clock was set back to `now`: no answer holds longer than one that was given just now.
  void follow_clock_back(capture::Time now) noexcept;

  // The name, held once more for the caller, or `kNoName`.
  NameId lookup(const Address& client, const Address& address, capture::Time now) noexcept;

 private:
  static constexpr std::uint32_t kWays = 8;

  struct Entry {
    std::uint64_t fingerprint = 0;  // zero: free
    capture::Time ends;
    NameId name = kNoName;
  };

  Entry* find(std::uint64_t fingerprint) noexcept;
  [[nodiscard]] std::uint64_t fingerprint_of(const Address& client,
                                             const Address& address) const noexcept;

  std::uint32_t capacity_;
  std::uint64_t seed_;
  NamePool& names_;
  Pages<Entry> entries_;
};

}  // namespace desirepath::sight
