#pragma once

// `Matcher` says what a host name belongs to: a tool, a vendor, infrastructure, a private matter,
// or nothing we know.
//
// The agent asks it for every sighting and every activity, before anything is counted, asked or
// written. The catalog's host index decides (host_index.h has the rule); what this machine's
// administrator removes counts as denied. A local list can only remove: a tool added on one device
// would be a question to one person.
//
// Limits: kMaximumRemoved local suffixes, looked through one by one. Threads: immutable after
// construction.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "proto/catalog/host_index.h"

namespace desirepath::match {

enum class Kind : std::uint8_t {
  kNothing,
  kTool,
  kVendor,          // the vendor is known, the tool is not
  kInfrastructure,  // proves no tool
  kDenied,  // private life, or removed on this machine: to be dropped before anything is counted
};

struct Match {
  Kind kind = Kind::kNothing;
  std::uint32_t tool = 0;  // its number; 0 unless kTool
  std::uint32_t need = 0;  // its main need's number; 0 unless kTool
  catalog::Role role = catalog::Role::kNone;
  catalog::Evidence evidence = catalog::Evidence::kProduct;
  const catalog::HostRow* row = nullptr;  // null if nothing, or removed on this machine
};

class Matcher {
 public:
  static constexpr std::size_t kMaximumRemoved = 1000;

  // `catalog` must outlive the matcher. `removed`: suffixes that this machine's administrator takes
  // out, in lower case.
  explicit Matcher(const catalog::Catalog& catalog, std::span<const std::string> removed = {});

  [[nodiscard]] Match match(std::string_view name) const noexcept;

  // Which row decided and why, in words.
  [[nodiscard]] std::string explain(const Match& match) const;

  // Octets held beside the catalog's own.
  [[nodiscard]] std::size_t resident_bytes() const { return index_.resident_bytes(); }

 private:
  [[nodiscard]] bool is_removed(std::string_view host) const noexcept;

  const catalog::Catalog& catalog_;
  catalog::HostIndex index_;
  std::vector<std::string> removed_;
};

}  // namespace desirepath::match
