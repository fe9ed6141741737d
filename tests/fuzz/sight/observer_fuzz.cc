// A capture: two octets of length and one of time and link type in front of each packet. Nothing it
// says may break the observer or its sums.

#include <array>
#include <chrono>
#include <cstdlib>

#include "agent/sight/observer.h"

namespace {

using namespace desirepath::sight;

struct Sums : Sink {
  std::uint64_t named_bytes = 0;
  std::uint64_t flows = 0;

  void on_sighting(const Sighting& sighting) override {
    if (sighting.name.empty()) std::abort();
  }
  void on_flow(const FlowRecord& flow) override {
    ++flows;
    if (flow.name.empty() != (flow.name_source == NameSource::kNone)) std::abort();
    if (flow.first > flow.last || flow.packets == 0) std::abort();
  }
  void on_activity(const Activity& activity) override {
    if (activity.name.empty() || activity.bytes_up + activity.bytes_down == 0) std::abort();
    named_bytes += activity.bytes_up + activity.bytes_down;
  }
};

constexpr std::array<std::uint16_t, 8> kLinkTypes = {1, 101, 113, 276, 0, 9, 127, 105};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Sums sums;
  ObserverOptions options;
  options.most_flows = 16;
  options.most_names = 8;
  options.most_answers = 8;
  static constexpr std::chrono::seconds kStep{40};
  Observer observer{sums, options};
  desirepath::capture::Time now{std::chrono::hours{480000}};
  while (size >= 3) {
    const std::size_t length = std::min<std::size_t>(data[0] * 256U + data[1], size - 3);
    const std::uint8_t how = data[2];
    now += (how >> 4) * kStep / 8;
    observer.observe(
        {now, kLinkTypes[how & 7U], {data + 3, length}, static_cast<std::uint32_t>(length)});
    data += 3 + length;
    size -= 3 + length;
  }
  observer.finish();
  if (sums.flows != observer.counts().flows) std::abort();
  return 0;
}
