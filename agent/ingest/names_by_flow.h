#pragma once

// `NamesByFlow` holds the names of connections whose octets come in a later line, by the number
// that both lines bear.
//
// Zeek and Suricata log a handshake's name when it passes and the octets when the connection ends.
//
// Limits: kMost connections; when they are reached those of the older half are forgotten, and their
// ends show a connection without a name. Threads: one at a time.

#include <absl/container/flat_hash_map.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace desirepath::ingest {

class NamesByFlow {
 public:
  static constexpr std::size_t kMost = 65'536;
  static constexpr std::size_t kLongestNumber = 64;

  void put(std::string_view flow, std::string_view name) {
    if (flow.empty() || flow.size() > kLongestNumber) return;
    if (young_.size() >= kMost / 2) {
      old_ = std::move(young_);
      young_.clear();
    }
    young_.try_emplace(std::string(flow), name);  // the first name of a connection is its own
  }

  // Gives the name and forgets it; empty: there is none.
  std::string take(std::string_view flow) {
    const std::string number(flow);
    for (auto* names : {&young_, &old_}) {
      const auto found = names->find(number);
      if (found == names->end()) continue;
      std::string name = std::move(found->second);
      names->erase(found);
      return name;
    }
    return {};
  }

 private:
  absl::flat_hash_map<std::string, std::string> young_;
  absl::flat_hash_map<std::string, std::string> old_;
};

}  // namespace desirepath::ingest
