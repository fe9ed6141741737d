#include "collector/api/entity_tag.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/str_format.h"

namespace desirepath::api {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

std::string entity_tag(std::string_view body) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char octet : body) {
    hash = (hash ^ static_cast<unsigned char>(octet)) * 0x100000001b3;
  }
  return absl::StrFormat("\"%x-%x\"", body.size(), hash);
}

bool matches(std::string_view if_none_match, std::string_view tag) {
  while (!if_none_match.empty()) {
    const std::size_t comma = std::min(if_none_match.find(','), if_none_match.size());
    std::string_view candidate = trimmed(if_none_match.substr(0, comma));
    if_none_match.remove_prefix(std::min(comma + 1, if_none_match.size()));
    if (candidate == "*") return true;
    if (candidate.starts_with("W/")) candidate.remove_prefix(2);
    if (candidate == tag) return true;
  }
  return false;
}

}  // namespace desirepath::api
