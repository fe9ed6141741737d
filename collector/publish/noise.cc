#include "collector/publish/noise.h"

#include <algorithm>

namespace desirepath::publish {
namespace {

// The published counts of a table, the rest last.
std::vector<std::int64_t*> blocks_of(std::vector<Atom>& atoms, Folded& folded) {
  std::vector<std::int64_t*> blocks;
  for (Atom& atom : atoms) {
    if (std::binary_search(folded.alone.begin(), folded.alone.end(), atom.member))
      blocks.push_back(&atom.count);
  }
  if (folded.rest > 0) blocks.push_back(&folded.rest);
  return blocks;
}

}  // namespace

void Noise::add_to(std::vector<Atom>& atoms, Folded& folded, std::int64_t k) {
  folded.total = 0;
  for (std::int64_t* block : blocks_of(atoms, folded)) {
    *block = std::max(k, *block + law_.draw());
    folded.total += *block;
  }
}

void Noise::add_to(std::vector<Atom>& parts, Folded& folded, std::int64_t k, std::int64_t total) {
  const std::vector<std::int64_t*> blocks = blocks_of(parts, folded);
  if (blocks.empty()) return;
  std::int64_t left = total;
  for (std::int64_t* block : blocks) {
    *block = block == blocks.back() ? std::max(k, left) : std::max(k, *block + law_.draw());
    left -= *block;
  }
}

}  // namespace desirepath::publish
