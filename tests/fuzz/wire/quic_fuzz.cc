// A QUIC datagram, and the input once more as the frames of an opened packet.

#include <cstdlib>

#include "agent/wire/quic_frames.h"
#include "agent/wire/quic_keys.h"
#include "agent/wire/quic_packet.h"

using desirepath::wire::Bytes;

namespace {

void walk(Bytes frames, bool google) {
  desirepath::wire::QuicFrames walk{frames, google};
  std::size_t total = 0;
  while (true) {
    const auto frame = walk.next();
    if (!frame.has_value()) break;
    total += frame->data.size() + 1;
    if (total > frames.size()) std::abort();  // it must get on
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static desirepath::wire::QuicOpener opener;
  Bytes rest{data, size};
  walk(rest, false);
  walk(rest, true);
  for (int packets = 0; packets < 4; ++packets) {
    const auto packet = desirepath::wire::parse_quic_packet(rest);
    if (!packet.has_value()) break;
    if (packet->rest.size() >= rest.size()) std::abort();
    const auto keys = opener.derive(packet->dialect, packet->destination_id);
    const auto frames = opener.open(keys, *packet);
    if (frames.has_value()) walk(*frames, false);
    rest = packet->rest;
  }
  return 0;
}
