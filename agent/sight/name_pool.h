#pragma once

// `NamePool` keeps each host name once and hands out small numbers for it.
//
// Flows and the answer cache hold numbers instead of names; the pool counts who holds one and
// gives the place to another name when nobody does.
//
// Limits: `most` names, after which `intern` gives `kNoName` and the caller counts it. Allocates
// only for a name that is new to the pool. Threads: one at a time.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "agent/sight/host_name.h"

namespace desirepath::sight {

using NameId = std::uint32_t;
constexpr NameId kNoName = 0;

class NamePool {
 public:
  explicit NamePool(std::uint32_t most);

  // The number of `name`, held once more.
  NameId intern(const HostName& name);

  void hold(NameId id) noexcept;
  void release(NameId id) noexcept;  // `kNoName` is let pass

  [[nodiscard]] HostName name(NameId id) const noexcept;
  [[nodiscard]] std::string_view view(NameId id) const noexcept;
  [[nodiscard]] std::uint32_t size() const noexcept { return size_; }

 private:
  struct Entry {
    std::string text;
    std::uint32_t holders = 0;
    NameId next = kNoName;  // in its bucket, or among the free ones
  };

  NameId& bucket_of(std::string_view text) noexcept;

  std::vector<Entry> entries_;  // [0] stands for kNoName
  std::vector<NameId> buckets_;
  NameId free_ = kNoName;
  std::uint32_t most_;
  std::uint32_t size_ = 0;
};

}  // namespace desirepath::sight
