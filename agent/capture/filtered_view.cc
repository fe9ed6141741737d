#include "agent/capture/filtered_view.h"

#include <pcap/bpf.h>

#include <algorithm>

namespace desirepath::capture {

// libpcap's interpreter knows nothing of the kernel's random word: its load is replaced.
std::uint32_t kept_octets(std::span<const FilterInstruction> program, const Packet& packet,
                          std::uint32_t random) {
  static_assert(sizeof(FilterInstruction) == sizeof(bpf_insn));
  const auto captured = static_cast<std::uint32_t>(packet.bytes.size());
  if (program.empty()) return captured;
  std::vector<bpf_insn> copy;
  copy.reserve(program.size());
  for (const FilterInstruction& line : program) {
    copy.push_back({line.code, line.if_true, line.if_false, line.value});
    if (line.code == (BPF_LD | BPF_W | BPF_ABS) && line.value == kRandomWord) {
      copy.back() = {BPF_LD | BPF_IMM, 0, 0, random};
    }
  }
  return std::min(captured,
                  bpf_filter(copy.data(), packet.bytes.data(), packet.wire_length, captured));
}

bool FilteredView::show(Packet& packet) {
  const auto [program, is_new] = programs_.try_emplace(packet.link_type);
  if (is_new) program->second = kernel_filter(packet.link_type, showing_);
  if (program->second.empty()) return true;
  const std::uint32_t octets = kept_octets(program->second, packet, draw());
  if (octets == 0) return false;
  packet.stands_for = stands_for(octets, packet.wire_length, showing_);
  packet.bytes = packet.bytes.first(octets);
  if (packet.stands_for > 1 && rate_.note(packet.time)) {
    showing_.datagrams_one_in = rate_.one_in();
    programs_.clear();
  }
  return true;
}

// xorshift64*: even enough for a sample, and the same on every machine.
std::uint32_t FilteredView::draw() noexcept {
  state_ ^= state_ >> 12;
  state_ ^= state_ << 25;
  state_ ^= state_ >> 27;
  return static_cast<std::uint32_t>((state_ * 0x2545f4914f6cdd1dU) >> 32);
}

}  // namespace desirepath::capture
