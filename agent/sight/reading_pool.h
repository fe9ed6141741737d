#pragma once

// `ReadingPool` lends flows the few large states that only a half-read flow needs.
//
// `TcpReader` and `UdpReader` own one each: a split hello takes a place, a flow whose name is found
// gives it back. `Flow::reading` holds the number.
// Limits: `Most` places; the one not used for longest is taken from its flow, which the owner
// counts. `Reading` has `void begin()` and `void end()`. Threads: one at a time.

#include <array>
#include <cstdint>

namespace desirepath::sight {

template <typename Reading, std::uint16_t Most>
class ReadingPool {
 public:
  using Id = std::uint16_t;  // zero stands for none
  static constexpr std::uint32_t kNoFlow = ~std::uint32_t{0};

  struct Taken {
    Id id = 0;
    std::uint32_t evicted_flow = kNoFlow;  // it must forget its number
  };

  Taken take(std::uint32_t flow) {
    Place* oldest = &places_[0];
    for (Place& place : places_) {
      if (place.used < oldest->used) oldest = &place;
    }
    Taken taken;
    if (oldest->flow != kNoFlow) taken.evicted_flow = oldest->flow;
    if (oldest->flow != kNoFlow) oldest->reading.end();
    oldest->flow = flow;
    oldest->used = ++tick_;
    oldest->reading.begin();
    taken.id = static_cast<Id>(oldest - places_.data() + 1);
    return taken;
  }

  Reading& get(Id id) noexcept {
    Place& place = places_[id - 1U];
    place.used = ++tick_;
    return place.reading;
  }

  void give_back(Id id) noexcept {
    if (id == 0) return;
    Place& place = places_[id - 1U];
    place.reading.end();
    place.flow = kNoFlow;
    place.used = 0;
  }

 private:
  struct Place {
    Reading reading;
    std::uint64_t used = 0;  // zero: free
    std::uint32_t flow = kNoFlow;
  };

  std::array<Place, Most> places_;
  std::uint64_t tick_ = 0;
};

}  // namespace desirepath::sight
