#pragma once

// `Checker` holds what one run of `check` knows: the entries by name, and the faults so far.
//
// check.cc runs its three parts in order: collect (check.cc), entries (check_entries.cc), hosts
// (check_hosts.cc). Limits and errors: check.h. Threads: one at a time.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "proto/catalog/check.h"

namespace desirepath::catalog {

class Checker {
 public:
  explicit Checker(const CheckInput& input);
  std::vector<Fault> run();

 private:
  struct Spot {
    const TextCatalog* file = nullptr;  // null: in the shipped catalog
    int line = 0;
  };
  // One host's rule: who claims it, and where.
  struct Claim {
    Owner owner = Owner::kTool;
    std::string subject;  // the tool's id, the vendor, the kind
    Spot spot;
  };
  using ClaimKey = std::string;  // suffix, form and ending in one

  // check.cc
  void fault(const Spot& spot, const std::string& what);
  void collect();
  void collect_shipped();
  static std::string place(const Spot& spot);

  // check_entries.cc
  void check_entries();
  void check_need(const TextCatalog& file, int index);
  void check_tool(const TextCatalog& file, int index);
  void check_tool_names(const TextCatalog& file, int index);
  void check_risk(const TextCatalog& file, int index);
  void check_vendor(const TextCatalog& file, int index);
  void check_rows(const TextCatalog& file);
  void check_label_rules(const TextCatalog& file);
  void check_number(const std::string& kind, const std::string& id, std::uint32_t number,
                    const Spot& spot);

  // check_hosts.cc
  void check_hosts();
  void check_tool_host(const TextCatalog& file, int tool, int host);
  bool check_name(const std::string& suffix, const Spot& spot);
  void claim(const ClaimKey& key, const std::string& suffix, const Claim& claim);
  void claim_shipped();
  void check_size();
  void check_denied();

  CheckInput input_;
  std::vector<Fault> faults_;
  std::map<std::string, Spot> needs_;
  std::map<std::string, Spot> tools_;
  std::map<std::string, std::pair<std::string, Spot>> vendors_;           // name: parent
  std::map<std::pair<std::string, std::uint32_t>, std::string> numbers_;  // (kind, number): id
  NumbersLock known_;  // the permanent numbers: the lock's, or the shipped catalog's
  std::map<ClaimKey, Claim> claims_;
  std::map<std::string, std::string> denied_;  // suffix: subject
  std::set<std::string> label_rules_;
  std::set<std::string> in_circles_;  // vendors that own themselves
  bool whole_ = false;                // the files are a catalog of their own
};

}  // namespace desirepath::catalog
