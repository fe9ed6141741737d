#pragma once

// `Unpacking` turns the octets of a packed catalog into a Catalog, entry by entry.
//
// `Catalog::unpack` uses it once. The entries are decoded one at a time and dropped, so that the
// whole message never stands in memory: the resident agent has 4 MB for its catalog. What an entry
// names and does not exist, what stands twice, and what is no host name is refused.
//
// Source: catalog.proto · protobuf's encoding. Limits and errors: catalog.h.

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "desirepath/v1/catalog.pb.h"
#include "proto/catalog/catalog.h"

namespace desirepath::catalog {

// The refusal of a catalog that contradicts itself: what and the mend, in parts.
absl::Status refused(std::initializer_list<std::string_view> parts);

class Unpacking {
 public:
  explicit Unpacking(std::string_view packed) : packed_(packed) {}
  absl::StatusOr<Catalog> finish();

 private:
  absl::Status read_entries();
  absl::Status read_entry(std::uint32_t field, std::string_view entry);
  absl::Status add_label_rule(const v1::LabelRule& entry);
  absl::Status add_need(const v1::Need& entry);
  absl::Status add_tool(const v1::Tool& entry);
  absl::Status add_host(const v1::Host& entry, std::uint32_t tool);
  absl::Status add_row(std::string_view suffix, std::string_view ending, HostRow row);
  void add_risk(std::uint32_t tool, const v1::RiskFacts& facts);
  absl::Status sort_and_relate();
  absl::Status sort_hosts();
  std::string_view keep(std::string_view text);
  std::uint32_t word(std::string_view text);

  // Tools name needs and each other by id; they are looked up when all are known.
  struct Name {
    std::uint32_t tool;
    std::string_view id;
  };

  std::string_view packed_;
  Catalog catalog_;
  std::vector<Name> main_needs_;
  std::vector<Name> other_needs_;
  std::vector<Name> neighbours_;
  std::unordered_map<std::string_view, std::string_view>
      kept_;  // text that repeats: vendors, kinds
  std::unordered_map<std::string_view, std::uint32_t> word_index_;
};

}  // namespace desirepath::catalog
