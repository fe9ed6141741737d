#include "agent/sight/fragments.h"

namespace desirepath::sight {

Fragments::Datagram& Fragments::datagram_of(const wire::IpPacket& fragment) {
  Datagram* oldest = &datagrams_[0];
  for (Datagram& datagram : datagrams_) {
    if (datagram.active && datagram.identification == fragment.identification &&
        datagram.protocol == fragment.protocol && datagram.source == fragment.source &&
        datagram.destination == fragment.destination) {
      return datagram;
    }
    const bool better =
        datagram.active == oldest->active ? datagram.used < oldest->used : !datagram.active;
    if (better) oldest = &datagram;
  }
  if (oldest->active) ++evicted_;
  if (!oldest->space) oldest->space = std::make_unique<std::uint8_t[]>(kMostBytes);
  oldest->assembly.begin({oldest->space.get(), kMostBytes});
  oldest->source = fragment.source;
  oldest->destination = fragment.destination;
  oldest->identification = fragment.identification;
  oldest->protocol = fragment.protocol;
  oldest->whole_bytes = 0;
  oldest->active = true;
  return *oldest;
}

std::optional<wire::IpPacket> Fragments::add(const wire::IpPacket& fragment) {
  Datagram& datagram = datagram_of(fragment);
  datagram.used = ++tick_;
  datagram.assembly.add(fragment.fragment_offset, fragment.payload);
  if (!fragment.more_fragments) {
    datagram.whole_bytes = fragment.fragment_offset + fragment.payload_length;
  }
  const wire::Bytes head = datagram.assembly.head();
  if (datagram.whole_bytes == 0 || head.size() < datagram.whole_bytes) return std::nullopt;
  datagram.active = false;
  wire::IpPacket whole = fragment;
  whole.payload = head.first(datagram.whole_bytes);
  whole.payload_length = datagram.whole_bytes;
  whole.fragment_offset = 0;
  whole.more_fragments = false;
  return whole;
}

}  // namespace desirepath::sight
