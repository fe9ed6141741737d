#include "agent/sight/answer_cache.h"

#include <algorithm>
#include <array>
#include <bit>

#include "agent/sight/mix.h"

namespace desirepath::sight {
namespace {

// Behind a translator one server has two addresses, and an answer with the one names flows to the
// other: RFC 6052, 2.1, of which only the well-known prefix can be known here.
Address untranslated(const Address& address) noexcept {
  constexpr std::array<std::uint8_t, 12> kTranslated = {0, 0x64, 0xff, 0x9b};
  if (!std::equal(kTranslated.begin(), kTranslated.end(), address.octets.begin())) return address;
  Address four{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}};
  std::copy(address.octets.begin() + 12, address.octets.end(), four.octets.begin() + 12);
  return four;
}

}  // namespace

AnswerCache::AnswerCache(std::uint32_t most, std::uint64_t seed, NamePool& names)
    : capacity_(std::bit_ceil(std::max(most, kWays))),
      seed_(seed),
      names_(names),
      entries_(capacity_) {}

std::uint64_t AnswerCache::fingerprint_of(const Address& client,
                                          const Address& address) const noexcept {
  const Words from = client.is_loopback() ? Words{0, 0} : words_of(client);
  const Words to = words_of(untranslated(address));
  const std::uint64_t near = mix(from.low ^ seed_, to.low ^ kMixA);
  const std::uint64_t far = mix(from.high ^ kMixB, to.high ^ seed_ ^ kMixC);
  return mix(near ^ kMixC, far ^ seed_) | 1U;
}

AnswerCache::Entry* AnswerCache::find(std::uint64_t fingerprint) noexcept {
  const auto set = static_cast<std::uint32_t>(fingerprint >> 32) & (capacity_ - 1) & ~(kWays - 1);
  for (std::uint32_t way = 0; way < kWays; ++way) {
    if (entries_[set + way].fingerprint == fingerprint) return &entries_[set + way];
  }
  return nullptr;
}

void AnswerCache::remember(const Address& client, const Address& address, const HostName& name,
                           capture::Time now, std::chrono::seconds ttl) {
  const std::uint64_t fingerprint = fingerprint_of(client, address);
  const auto set = static_cast<std::uint32_t>(fingerprint >> 32) & (capacity_ - 1) & ~(kWays - 1);
  Entry* entry = find(fingerprint);
  if (entry == nullptr) {
    entry = &entries_[set];
    for (std::uint32_t way = 1; way < kWays; ++way) {
      if (entries_[set + way].ends < entry->ends) entry = &entries_[set + way];
    }
  }
  const NameId id = names_.intern(name);
  names_.release(entry->name);
  entry->fingerprint = fingerprint;
  entry->ends = now + std::clamp(ttl, kLeastTtl, kMostTtl);
  entry->name = id;
}

void AnswerCache::follow_clock_back(capture::Time now) noexcept {
  for (std::uint32_t index = 0; index < capacity_; ++index) {
    if (entries_[index].fingerprint == 0) continue;
    entries_[index].ends = std::min(entries_[index].ends, now + kLeastTtl);
  }
}

NameId AnswerCache::lookup(const Address& client, const Address& address,
                           capture::Time now) noexcept {
  Entry* entry = find(fingerprint_of(client, address));
  if (entry == nullptr || entry->ends < now) {
    const Address any_client{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127, 0, 0, 1}};
    entry = find(fingerprint_of(any_client, address));
  }
  if (entry == nullptr || entry->ends < now) return kNoName;
  names_.hold(entry->name);
  return entry->name;
}

}  // namespace desirepath::sight
