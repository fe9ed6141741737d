#include "proto/catalog/label_rules.h"

#include <algorithm>
#include <array>

namespace desirepath::catalog {
namespace {

// Second-level labels under which countries register names.
constexpr std::array<std::string_view, 8> kSecondLevel = {"ac",  "co",  "com", "edu",
                                                          "gov", "net", "or",  "org"};

constexpr std::uint32_t letter_bit(char c) {
  return c >= 'a' && c <= 'z' ? std::uint32_t{1} << (c - 'a') : 0;
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= 63 && letter_bit(label.front()) != 0 &&
         std::ranges::all_of(label, [](char c) {
           return letter_bit(c) != 0 || (c >= '0' && c <= '9') || c == '-';
         });
}

}  // namespace

bool LabelRules::add(std::string_view label, Role role) {
  const bool is_beginning = label.ends_with('*');
  if (is_beginning) label.remove_suffix(1);
  const bool fits =
      role == Role::kMarketing || role == Role::kApp || role == Role::kApi || role == Role::kLogin;
  if (!is_label(label) || !fits || rules_.size() == kMaximumRules) return false;
  rules_.push_back({label, is_beginning, role});
  first_letters_ |= letter_bit(label.front());
  return true;
}

Role LabelRules::find(std::string_view label) const noexcept {
  if ((first_letters_ & letter_bit(label.front())) == 0) return Role::kNone;
  for (const Rule& rule : rules_) {
    if (rule.is_beginning ? label.starts_with(rule.label) : label == rule.label) return rule.role;
  }
  return Role::kNone;
}

// Of a product's domain only the one label in front of it can be the vendor's site: what lies
// deeper is a tenant's. Of a site's domain the product may lie two deep, in a region.
Role LabelRules::role_of(std::string_view left, Role role) const noexcept {
  const std::size_t dot = left.find('.');
  if (counts_as_use(role)) {
    if (dot != std::string_view::npos || left.empty()) return Role::kNone;
    return find(left) == Role::kMarketing ? Role::kMarketing : Role::kNone;
  }
  if (role != Role::kMarketing || left.empty()) return Role::kNone;
  const bool deeper =
      dot != std::string_view::npos && left.find('.', dot + 1) != std::string_view::npos;
  if (deeper || dot == 0) return Role::kNone;
  const Role found = find(left.substr(0, dot));
  return found == Role::kMarketing ? Role::kNone : found;
}

bool is_whole_domain(std::string_view suffix) noexcept {
  const std::size_t first = suffix.find('.');
  if (first == std::string_view::npos) return false;
  const std::string_view rest = suffix.substr(first + 1);
  const std::size_t second = rest.find('.');
  if (second == std::string_view::npos) return true;
  return rest.find('.', second + 1) == std::string_view::npos &&
         std::ranges::find(kSecondLevel, rest.substr(0, second)) != kSecondLevel.end();
}

}  // namespace desirepath::catalog
