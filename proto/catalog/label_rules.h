#pragma once

// `LabelRules` says what a label in front of a tool's whole domain tells: help.<domain> is the
// vendor's site, app.<domain> the product.
//
// The host index asks it after the longest suffix has decided for a tool, and only where that
// suffix is a whole domain. The rules are part of the catalog, so that a revision means one thing
// everywhere.
//
// Source: labels.textproto. Limits: kMaximumRules. Threads: immutable after `add`.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "proto/catalog/role.h"

namespace desirepath::catalog {

class LabelRules {
 public:
  static constexpr std::size_t kMaximumRules = 256;

  // `label` must outlive the rules; a last star makes it a beginning. False: no such rule is
  // possible.
  bool add(std::string_view label, Role role);

  // The role of the labels `left` in front of a whole domain whose own role is `role`; kNone: the
  // labels tell nothing.
  [[nodiscard]] Role role_of(std::string_view left, Role role) const noexcept;

  [[nodiscard]] std::size_t resident_bytes() const { return rules_.capacity() * sizeof(Rule); }

 private:
  struct Rule {
    std::string_view label;
    bool is_beginning = false;
    Role role = Role::kNone;
  };

  [[nodiscard]] Role find(std::string_view label) const noexcept;

  std::vector<Rule> rules_;
  std::uint32_t first_letters_ = 0;  // bit 0 is 'a'
};

// Whether `suffix` is a registrable domain as a rule: two labels, or three as in acme.co.uk.
[[nodiscard]] bool is_whole_domain(std::string_view suffix) noexcept;

}  // namespace desirepath::catalog
