// The flow layer by its own rules: a client's stream with a hello in it is cut into segments that
// the input chooses, sends early, late, twice and overlapping, among other flows. When every octet
// has been sent, the name must be known.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "agent/sight/observer.h"

namespace {

using namespace desirepath::sight;
using Octets = std::vector<std::uint8_t>;

struct Listener : Sink {
  bool named = false;
  void on_sighting(const Sighting& sighting) override {
    if (sighting.source != Source::kTls) return;
    if (sighting.name.view() != "files.example") std::abort();
    named = true;
  }
  void on_flow(const FlowRecord& /*flow*/) override {}
  void on_activity(const Activity& /*activity*/) override {}
};

void put(Octets& out, std::size_t value, int octets) {
  for (int i = octets - 1; i >= 0; --i) {
    out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
  }
}

// A ClientHello for files.example in records of at most `most` octets.
Octets hello(std::size_t most) {
  constexpr std::string_view kName = "files.example";
  Octets message = {1, 0, 0, static_cast<std::uint8_t>(43 + 9 + kName.size())};
  message.insert(message.end(), {3, 3});
  message.resize(message.size() + 33);
  message.insert(message.end(), {0, 2, 0x13, 1, 1, 0});
  put(message, kName.size() + 9, 2);
  put(message, 0, 2);
  put(message, kName.size() + 5, 2);
  put(message, kName.size() + 3, 2);
  put(message, 0, 1);
  put(message, kName.size(), 2);
  message.insert(message.end(), kName.begin(), kName.end());
  Octets stream;
  for (std::size_t at = 0; at < message.size(); at += most) {
    const std::size_t end = std::min(message.size(), at + most);
    stream.insert(stream.end(), {22, 3, 1});
    put(stream, end - at, 2);
    stream.insert(stream.end(), message.begin() + static_cast<std::ptrdiff_t>(at),
                  message.begin() + static_cast<std::ptrdiff_t>(end));
  }
  return stream;
}

class Wire {
 public:
  explicit Wire(Observer& observer) : observer_(observer) {}

  void send(std::uint16_t port, std::uint32_t sequence, std::uint8_t flags, Octets payload) {
    Octets packet = {0x45, 0};
    put(packet, 40 + payload.size(), 2);
    packet.insert(packet.end(), {0, 0, 0, 0, 64, 6, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2});
    put(packet, port, 2);
    put(packet, 443, 2);
    put(packet, sequence, 4);
    put(packet, 0, 4);
    packet.insert(packet.end(), {0x50, flags, 0, 0, 0, 0, 0, 0});
    packet.insert(packet.end(), payload.begin(), payload.end());
    now_ += std::chrono::milliseconds{1};
    observer_.observe({now_, 101, packet, static_cast<std::uint32_t>(packet.size())});
  }

 private:
  Observer& observer_;
  desirepath::capture::Time now_{std::chrono::hours{480000}};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 6) return 0;
  Listener listener;
  ObserverOptions options;
  options.most_flows = 64;
  options.most_names = 64;
  options.most_answers = 64;
  Observer observer{listener, options};
  Wire wire{observer};
  const Octets stream = hello(1U + data[0]);
  const std::uint32_t start = static_cast<std::uint32_t>(data[1]) << 24 | 0x00fffff0U;
  std::vector<bool> sent(stream.size());
  wire.send(50000, start - 1, 2, {});
  const auto send = [&](std::size_t at, std::size_t length) {
    const std::size_t end = std::min(stream.size(), at + length);
    for (std::size_t i = at; i < end; ++i) sent[i] = true;
    wire.send(50000, start + static_cast<std::uint32_t>(at), 0x10,
              {stream.begin() + static_cast<std::ptrdiff_t>(at),
               stream.begin() + static_cast<std::ptrdiff_t>(end)});
  };
  for (std::size_t i = 2; i + 1 < size && i < 200; i += 2) {
    const std::size_t at = data[i] % stream.size();
    send(at, 1U + data[i + 1] % 60U);
    if (data[i + 1] > 200) wire.send(data[i], data[i + 1], 0x10, Octets(data[i], data[i + 1]));
  }
  for (std::size_t at = 0; at < stream.size(); ++at) {
    if (!sent[at]) send(at, 17);
  }
  if (!listener.named) std::abort();
  observer.finish();
  return 0;
}
