#include "tests/integration/publish/candidates.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <stdexcept>

namespace desirepath::oracle {
namespace {

constexpr std::int64_t kLowest = -32;

}  // namespace

void Candidates::Values::insert(std::int64_t value) {
  const std::int64_t place = value - kLowest;
  if (place < 0 || place >= 128)
    throw std::out_of_range("a hidden value outside the oracle's range");
  bits[static_cast<std::size_t>(place / 64)] |= std::uint64_t{1} << (place % 64);
}

std::uint32_t Candidates::Values::size() const {
  return static_cast<std::uint32_t>(std::popcount(bits[0]) + std::popcount(bits[1]));
}

bool Candidates::Values::any(std::int64_t low, std::int64_t high) const {
  for (std::int64_t value = low; value <= high; ++value) {
    const auto place = static_cast<std::size_t>(value - kLowest);
    if ((bits[place / 64] >> (place % 64) & 1) != 0) return true;
  }
  return false;
}

std::string Candidates::Values::text() const {
  std::string text;
  for (std::int64_t place = 0; place < 128; ++place) {
    if ((bits[static_cast<std::size_t>(place / 64)] >> (place % 64) & 1) == 0) continue;
    text += (text.empty() ? "" : " ") + std::to_string(place + kLowest);
  }
  return text;
}

void Candidates::add(const Blocks& blocks, const std::vector<std::int64_t>& values) {
  ++worlds_;
  Output& output = outputs_[key_of(blocks)];
  if (output.left.empty()) output = {exact_key_of(blocks), std::vector<Values>(hidden_.size())};
  std::vector<Values>& prior = prior_[output.exact];
  prior.resize(hidden_.size());
  for (std::size_t i = 0; i < hidden_.size(); ++i) {
    if (values[i] == kNotHidden) continue;
    output.left[i].insert(values[i]);
    prior[i].insert(values[i]);
  }
}

void Candidates::add_to_exact_tables(const Blocks& blocks,
                                     const std::vector<std::int64_t>& values) {
  std::vector<Values>& prior = prior_[exact_key_of(blocks)];
  prior.resize(hidden_.size());
  for (std::size_t i = 0; i < hidden_.size(); ++i) {
    if (values[i] != kNotHidden) prior[i].insert(values[i]);
  }
}

Candidates::Verdict Candidates::verdict() const {
  Verdict verdict;
  verdict.worlds = worlds_;
  verdict.outputs = outputs_.size();
  for (const auto& [key, output] : outputs_) {
    const std::vector<Values>& prior = prior_.at(output.exact);
    for (std::size_t i = 0; i < hidden_.size(); ++i) {
      const std::uint32_t left = output.left[i].size();
      if (left == 0) continue;
      if (prior[i].size() < hidden_[i].least) {
        ++verdict.known_before;
        continue;
      }
      verdict.fewest = std::min(verdict.fewest, left);
      if (left >= hidden_[i].least) continue;
      if (hidden_[i].below > 0 && !output.left[i].any(1, hidden_[i].below - 1)) continue;
      ++verdict.leaks;
      if (verdict.example.empty()) {
        verdict.example =
            hidden_[i].name + " in {" + output.left[i].text() + "} after " + words_of_key(key);
      }
    }
  }
  return verdict;
}

std::string exact_key_of(const Blocks& blocks) {
  Blocks exact;
  for (const publish::Block& block : blocks) {
    if (block.view == publish::View::kTool || block.view == publish::View::kToolDepartment ||
        block.view == publish::View::kToolDays) {
      exact.push_back(block);
    }
  }
  return key_of(exact);
}

std::string key_of(const Blocks& blocks) {
  std::string key;
  key.reserve(blocks.size() * 12);
  for (const publish::Block& block : blocks) {
    const std::array<std::uint32_t, 5> numbers = {static_cast<std::uint32_t>(block.view) << 24U |
                                                      static_cast<std::uint32_t>(block.why) << 16U,
                                                  block.object, block.member, block.low,
                                                  block.high};
    key.append(reinterpret_cast<const char*>(numbers.data()), sizeof numbers);
  }
  return key;
}

std::string words_of_key(const std::string& key) {
  std::string text;
  std::array<std::uint32_t, 5> numbers{};
  for (std::size_t at = 0; at + sizeof numbers <= key.size(); at += sizeof numbers) {
    std::memcpy(numbers.data(), key.data() + at, sizeof numbers);
    text += "view " + std::to_string(numbers[0] >> 24U) + " of " + std::to_string(numbers[1]) +
            "/" + (numbers[2] == publish::kRest ? "rest" : std::to_string(numbers[2])) + ": " +
            std::to_string(numbers[3]) + "-" + std::to_string(numbers[4]) + "; ";
  }
  return text;
}

}  // namespace desirepath::oracle
