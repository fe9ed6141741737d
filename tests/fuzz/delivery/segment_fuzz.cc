// The gate's spool reads what a crash, or somebody else, left in its folder.

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "collector/gate/segment_format.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace gate = desirepath::gate;
  std::span<const std::uint8_t> octets(data, size);
  const auto header = gate::decode_header(octets);
  if (!header) return 0;
  octets = octets.subspan(gate::kHeaderBytes);
  desirepath::seal::Sealed ciphertext;
  while (octets.size() >= gate::kSlotBytes) {
    const auto slot = octets.first<gate::kSlotBytes>();
    if (gate::decode_slot(header->window, slot, ciphertext) == gate::SlotState::kFull) {
      const gate::SlotOctets again = gate::encode_slot(header->window, ciphertext);
      if (!std::equal(again.begin(), again.end(), slot.begin())) std::abort();
    }
    octets = octets.subspan(gate::kSlotBytes);
  }
  return 0;
}
