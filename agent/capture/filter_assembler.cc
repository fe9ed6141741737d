#include "agent/capture/filter_assembler.h"

#include <linux/filter.h>

#include <cassert>

namespace desirepath::capture {

void FilterAssembler::place(Label label) {
  places_.resize(labels_ + 1);
  places_[label] = lines_.size();
}

void FilterAssembler::add_line(std::uint16_t code, std::uint32_t value) {
  lines_.push_back({{code, 0, 0, value}});
}

void FilterAssembler::add_branch(std::uint16_t code, std::uint32_t value, Label then,
                                 Label otherwise) {
  lines_.push_back({{code, 0, 0, value}, then, otherwise});
}

void FilterAssembler::load_octet(std::uint32_t offset) {
  add_line(BPF_LD | BPF_B | BPF_IND, offset);
}
void FilterAssembler::load_half(std::uint32_t offset) {
  add_line(BPF_LD | BPF_H | BPF_IND, offset);
}
void FilterAssembler::load_word(std::uint32_t offset) {
  add_line(BPF_LD | BPF_W | BPF_IND, offset);
}
void FilterAssembler::load_half_at(std::uint32_t offset) {
  add_line(BPF_LD | BPF_H | BPF_ABS, offset);
}
void FilterAssembler::load_octet_at(std::uint32_t offset) {
  add_line(BPF_LD | BPF_B | BPF_ABS, offset);
}
void FilterAssembler::load_packet_length() { add_line(BPF_LD | BPF_W | BPF_LEN); }
void FilterAssembler::load_random() {
  static_assert(kRandomWord == static_cast<std::uint32_t>(SKF_AD_OFF + SKF_AD_RANDOM));
  add_line(BPF_LD | BPF_W | BPF_ABS, kRandomWord);
}
void FilterAssembler::load_slot(std::uint32_t slot) { add_line(BPF_LD | BPF_MEM, slot); }
void FilterAssembler::load_index(std::uint32_t value) { add_line(BPF_LDX | BPF_IMM, value); }
void FilterAssembler::load_index_slot(std::uint32_t slot) { add_line(BPF_LDX | BPF_MEM, slot); }
void FilterAssembler::store(std::uint32_t slot) { add_line(BPF_ST, slot); }
void FilterAssembler::index_from_accumulator() { add_line(BPF_MISC | BPF_TAX); }
void FilterAssembler::accumulator_from_index() { add_line(BPF_MISC | BPF_TXA); }
void FilterAssembler::and_value(std::uint32_t value) { add_line(BPF_ALU | BPF_AND | BPF_K, value); }
void FilterAssembler::shift_right(std::uint32_t bits) { add_line(BPF_ALU | BPF_RSH | BPF_K, bits); }
void FilterAssembler::add(std::uint32_t value) { add_line(BPF_ALU | BPF_ADD | BPF_K, value); }
void FilterAssembler::subtract(std::uint32_t value) { add_line(BPF_ALU | BPF_SUB | BPF_K, value); }
void FilterAssembler::add_index() { add_line(BPF_ALU | BPF_ADD | BPF_X); }
void FilterAssembler::subtract_index() { add_line(BPF_ALU | BPF_SUB | BPF_X); }
void FilterAssembler::keep(std::uint32_t octets) { add_line(BPF_RET | BPF_K, octets); }
void FilterAssembler::keep_accumulator() { add_line(BPF_RET | BPF_A); }

void FilterAssembler::jump(Label label) {
  lines_.push_back({{BPF_JMP | BPF_JA, 0, 0, 0}, label, kNext, true});
}
void FilterAssembler::if_equal(std::uint32_t value, Label then, Label otherwise) {
  add_branch(BPF_JMP | BPF_JEQ | BPF_K, value, then, otherwise);
}
void FilterAssembler::if_greater(std::uint32_t value, Label then, Label otherwise) {
  add_branch(BPF_JMP | BPF_JGT | BPF_K, value, then, otherwise);
}
void FilterAssembler::if_greater_than_index(Label then, Label otherwise) {
  add_branch(BPF_JMP | BPF_JGT | BPF_X, 0, then, otherwise);
}
void FilterAssembler::if_at_least(std::uint32_t value, Label then, Label otherwise) {
  add_branch(BPF_JMP | BPF_JGE | BPF_K, value, then, otherwise);
}
void FilterAssembler::if_any_bit(std::uint32_t bits, Label then, Label otherwise) {
  add_branch(BPF_JMP | BPF_JSET | BPF_K, bits, then, otherwise);
}

std::vector<FilterInstruction> FilterAssembler::assemble() const {
  std::vector<FilterInstruction> program;
  program.reserve(lines_.size());
  for (std::size_t at = 0; at < lines_.size(); ++at) {
    const Line& line = lines_[at];
    const auto distance = [&](Label label) -> std::uint32_t {
      if (label == kNext) return 0;
      assert(label < places_.size() && places_[label] > at);
      return static_cast<std::uint32_t>(places_[label] - at - 1);
    };
    FilterInstruction instruction = line.instruction;
    if (line.always) {
      instruction.value = distance(line.then);
    } else {
      assert(distance(line.then) <= 255 && distance(line.otherwise) <= 255);
      instruction.if_true = static_cast<std::uint8_t>(distance(line.then));
      instruction.if_false = static_cast<std::uint8_t>(distance(line.otherwise));
    }
    program.push_back(instruction);
  }
  return program;
}

}  // namespace desirepath::capture
