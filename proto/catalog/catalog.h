#pragma once

// `Catalog` is the checked, immutable catalog: needs, tools, and which host belongs to what.
//
// The agent's matcher, facts and ledger read it, and so do the collector's intake, needs, report
// and api. It is made from the packed message (shipped in the program, or signed in the policy
// bundle) and keeps nothing of it: all text lies in one arena, hosts are rows of 16 octets sorted
// by suffix. About 1.2 MB for 4,000 tools.
//
// Limits: kMaximumPackedBytes, kMaximumTools, kMaximumHosts; what exceeds them is refused as a
// whole. Errors: kDataLoss: the octets are no catalog. kInvalidArgument: they are, but contradict
// themselves; the message names the entry and the mend. Threads: immutable.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "proto/catalog/label_rules.h"
#include "proto/catalog/risk.h"
#include "proto/catalog/role.h"

namespace desirepath::catalog {

constexpr std::size_t kMaximumPackedBytes = 16 * 1024 * 1024;
constexpr std::size_t kMaximumTools = 50'000;
constexpr std::size_t kMaximumHosts = 250'000;

struct Need {
  std::uint32_t number = 0;
  std::string_view id;
  std::string_view name;
  std::string_view group;
  std::string_view definition;
};

struct Tool {
  std::uint32_t number = 0;
  std::uint32_t need = 0;  // the main need's number
  std::string_view id;
  std::string_view name;
  std::string_view vendor;
  std::string_view hq_country;  // two letters; empty: unknown
  bool doubtful = false;        // rests on memory alone
  bool self_hostable = false;
};

// What a match says of a tool, apart from its words.
struct ToolKey {
  std::uint32_t number = 0;
  std::uint32_t need = 0;
};

enum class Owner : std::uint8_t { kTool, kVendor, kInfrastructure, kDenied };

// How a host's row matches: the suffix and all below it, one label's ending in front of the suffix,
// the name itself.
enum class Form : std::uint8_t { kSuffix, kLeftLabel, kExact };

// One host's row. Rows are sorted by suffix, then by form; `subject` is an index: tools(), or
// word().
struct HostRow {
  std::uint32_t text = 0;  // in the arena: the suffix, then the left label's ending
  std::uint32_t subject = 0;
  std::uint8_t suffix_length = 0;
  std::uint8_t label_length = 0;  // of the left label's ending; 0 unless kLeftLabel
  Owner owner : 2 = Owner::kTool;
  Form form : 2 = Form::kSuffix;
  Evidence evidence : 2 = Evidence::kProduct;
  bool last : 1 = true;  // no further row has this suffix
  bool doubtful : 1 = false;
  Role role = Role::kNone;
};

class Catalog {
 public:
  // The catalog in `packed`, a serialized desirepath.v1.Catalog.
  static absl::StatusOr<Catalog> unpack(std::string_view packed);

  [[nodiscard]] std::uint32_t revision() const { return revision_; }
  [[nodiscard]] std::span<const Need> needs() const { return needs_; }  // by number
  [[nodiscard]] std::span<const Tool> tools() const { return tools_; }  // by number
  [[nodiscard]] std::span<const HostRow> hosts() const { return hosts_; }

  // Null if there is none.
  [[nodiscard]] const Need* need(std::uint32_t number) const;
  [[nodiscard]] const Need* need_by_id(std::string_view id) const;
  [[nodiscard]] const Tool* tool(std::uint32_t number) const;
  [[nodiscard]] const Tool* tool_by_id(std::string_view id) const;

  // The needs a tool serves beside its main one; the tools people often work with beside it; what
  // is known of its risk.
  [[nodiscard]] std::vector<std::uint32_t> other_needs(std::uint32_t tool) const;
  [[nodiscard]] std::vector<std::uint32_t> neighbours(std::uint32_t tool) const;
  [[nodiscard]] RiskFacts risk(std::uint32_t tool) const;  // every subject, known or not

  [[nodiscard]] std::string_view suffix(const HostRow& row) const {
    return {arena_.get() + row.text, row.suffix_length};
  }
  [[nodiscard]] std::string_view label_ending(const HostRow& row) const {
    return {arena_.get() + row.text + row.suffix_length, row.label_length};
  }
  // The infrastructure's kind, the denied name's subject, or the vendor's name.
  [[nodiscard]] std::string_view word(const HostRow& row) const { return words_[row.subject]; }
  [[nodiscard]] const Tool& tool_of(const HostRow& row) const { return tools_[row.subject]; }
  [[nodiscard]] ToolKey key_of(const HostRow& row) const { return tool_keys_[row.subject]; }
  [[nodiscard]] const LabelRules& label_rules() const { return label_rules_; }

  // Octets held, for the memory budget.
  [[nodiscard]] std::size_t resident_bytes() const;

 private:
  friend class Unpacking;
  struct Relation {
    std::uint32_t tool;
    std::uint32_t other;
  };
  struct ToolRisk {
    std::uint32_t tool;
    RiskFact fact;
  };

  Catalog() = default;

  std::uint32_t revision_ = 0;
  std::unique_ptr<char[]> arena_;
  std::size_t arena_bytes_ = 0;
  std::vector<Need> needs_;
  std::vector<Tool> tools_;
  std::vector<ToolKey> tool_keys_;  // beside tools_
  std::vector<std::uint32_t> tools_by_id_;
  std::vector<HostRow> hosts_;
  std::vector<std::string_view> words_;
  std::vector<Relation> other_needs_;
  std::vector<Relation> neighbours_;
  std::vector<ToolRisk> risks_;
  LabelRules label_rules_;
};

}  // namespace desirepath::catalog
