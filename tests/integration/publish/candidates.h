#pragma once

// `Candidates` is the attacker: he knows the algorithm and everything published, tries every world,
// and keeps those that publish the same.
//
// For each output and each hidden quantity it collects the values that remain possible. An output
// that leaves fewer than k of them is a leak of the bands, unless the exact tables and the public
// headcounts alone left no more: with 10 of 15 devices in an exact block and five who must not be
// in it (R7), all 15 have reported, whatever the bands say.

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "tests/integration/publish/worlds.h"

namespace desirepath::oracle {

struct Hidden {
  std::string name;
  std::uint32_t least = 0;  // candidates that must remain
  // 0: whatever they are; else only where one of them is 1 to `below` - 1.
  std::uint32_t below = 0;
};

// A value that is published, or not there, in this world.
constexpr std::int64_t kNotHidden = -1000;

class Candidates {
 public:
  explicit Candidates(std::vector<Hidden> hidden) : hidden_(std::move(hidden)) {}

  // One world: what it publishes and the values of its hidden quantities, each from -32 to 95 or
  // kNotHidden.
  void add(const Blocks& blocks, const std::vector<std::int64_t>& values);

  // A world whose bands are not judged here: it only counts among what the exact tables leave.
  void add_to_exact_tables(const Blocks& blocks, const std::vector<std::int64_t>& values);

  struct Verdict {
    std::uint64_t worlds = 0;
    std::uint64_t outputs = 0;
    std::uint64_t leaks = 0;            // (output, quantity) pairs
    std::uint64_t known_before = 0;     // pairs that the exact tables had narrowed below k
    std::uint32_t fewest = 0xffffffff;  // candidates left of the others
    std::string example;                // of a leak
  };
  [[nodiscard]] Verdict verdict() const;

 private:
  struct Values {
    std::array<std::uint64_t, 2> bits{};
    void insert(std::int64_t value);
    [[nodiscard]] std::uint32_t size() const;
    [[nodiscard]] bool any(std::int64_t low, std::int64_t high) const;
    [[nodiscard]] std::string text() const;
  };

  std::vector<Hidden> hidden_;
  struct Output {
    std::string exact;  // the key of its exact tables
    std::vector<Values> left;
  };

  std::unordered_map<std::string, Output> outputs_;
  std::unordered_map<std::string, std::vector<Values>> prior_;  // by the exact tables alone
  std::uint64_t worlds_ = 0;
};

// Blocks as a short key; the exact tables alone.
std::string key_of(const Blocks& blocks);
std::string exact_key_of(const Blocks& blocks);
std::string words_of_key(const std::string& key);

}  // namespace desirepath::oracle
