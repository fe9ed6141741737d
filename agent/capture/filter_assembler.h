#pragma once

// `FilterAssembler` writes a classic BPF program with named jump targets.
//
// `kernel_filter` builds its program with it. A jump goes forward to a label that is placed later,
// or falls through.
//
// Source: McCanne and Jacobson, "The BSD Packet Filter" (1993); Linux
// Documentation/networking/filter.rst. Limits: conditional jumps reach 255 instructions; assemble()
// asserts it, since the program is ours. Threads: one at a time.

#include <cstdint>
#include <vector>

namespace desirepath::capture {

// Where the kernel has a random word for filters: SKF_AD_OFF + SKF_AD_RANDOM of linux/filter.h.
constexpr std::uint32_t kRandomWord = 0xfffff000U + 56;

// One instruction in the kernel's struct sock_filter's and libpcap's struct bpf_insn's common form.
struct FilterInstruction {
  std::uint16_t code = 0;
  std::uint8_t if_true = 0;
  std::uint8_t if_false = 0;
  std::uint32_t value = 0;

  friend bool operator==(const FilterInstruction&, const FilterInstruction&) = default;
};

class FilterAssembler {
 public:
  using Label = std::uint32_t;
  static constexpr Label kNext = 0;  // fall through

  Label new_label() { return ++labels_; }
  void place(Label label);

  void load_octet(std::uint32_t offset);     // A = octet at X + offset
  void load_half(std::uint32_t offset);      // A = two octets at X + offset
  void load_word(std::uint32_t offset);      // A = four octets at X + offset
  void load_half_at(std::uint32_t offset);   // A = two octets at offset
  void load_octet_at(std::uint32_t offset);  // A = octet at offset
  void load_packet_length();                 // A = length on the wire
  void load_random();                        // A = a random word
  void load_slot(std::uint32_t slot);        // A = M[slot]
  void load_index(std::uint32_t value);      // X = value
  void load_index_slot(std::uint32_t slot);  // X = M[slot]
  void store(std::uint32_t slot);            // M[slot] = A
  void index_from_accumulator();             // X = A
  void accumulator_from_index();             // A = X
  void and_value(std::uint32_t value);       // A &= value
  void shift_right(std::uint32_t bits);      // A >>= bits
  void add(std::uint32_t value);             // A += value
  void subtract(std::uint32_t value);        // A -= value
  void add_index();                          // A += X
  void subtract_index();                     // A -= X
  void jump(Label label);
  void if_equal(std::uint32_t value, Label then, Label otherwise = kNext);
  void if_greater(std::uint32_t value, Label then, Label otherwise = kNext);
  void if_greater_than_index(Label then, Label otherwise = kNext);
  void if_at_least(std::uint32_t value, Label then, Label otherwise = kNext);
  void if_any_bit(std::uint32_t bits, Label then, Label otherwise = kNext);
  void keep(std::uint32_t octets);  // ends: keep so many octets of the packet; 0 drops it
  void keep_accumulator();          // ends: keep A octets

  [[nodiscard]] std::vector<FilterInstruction> assemble() const;

 private:
  struct Line {
    FilterInstruction instruction;
    Label then = kNext;
    Label otherwise = kNext;
    bool always = false;
  };

  void add_line(std::uint16_t code, std::uint32_t value = 0);
  void add_branch(std::uint16_t code, std::uint32_t value, Label then, Label otherwise);

  std::vector<Line> lines_;
  std::vector<std::size_t> places_ = {0};  // by label: the line it stands before
  Label labels_ = 0;
};

}  // namespace desirepath::capture
