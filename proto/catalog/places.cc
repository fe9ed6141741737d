#include "proto/catalog/places.h"

namespace desirepath::catalog {
namespace {

constexpr std::string_view kFileMark = "# file: ";

// What stands in quotes after `name` in the line; empty if it is not there.
std::string_view quoted_after(std::string_view line, std::string_view name) {
  const std::size_t at = line.find(name);
  if (at == std::string_view::npos) return {};
  line.remove_prefix(at + name.size());
  return line.substr(0, line.find('"'));
}

}  // namespace

Places::Places(std::string_view text) {
  std::string_view file;
  int number = 0;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(line.size() == text.size() ? line.size() : line.size() + 1);
    if (line.starts_with(kFileMark)) {
      file = line.substr(kFileMark.size());
      number = 0;
      continue;
    }
    read_line(line, file, ++number);
  }
}

void Places::read_line(std::string_view text, std::string_view file, int line) {
  if (text.starts_with('#')) return;
  std::string_view suffix = quoted_after(text, "suffix: \"");
  if (suffix.empty()) suffix = quoted_after(text, "suffixes: \"");
  if (suffix.empty()) return;
  Place place{.file = file, .line = line};
  if (text.find("exact: true") != std::string_view::npos) place.form = Form::kExact;
  if (text.find("left_label: ") != std::string_view::npos) place.form = Form::kLeftLabel;
  by_suffix_.emplace(suffix, place);
}

std::string Places::find(const Catalog& catalog, const HostRow& row) const {
  const auto [begin, end] = by_suffix_.equal_range(catalog.suffix(row));
  for (auto at = begin; at != end; ++at) {
    if (at->second.form != row.form) continue;
    return std::string(at->second.file) + ":" + std::to_string(at->second.line);
  }
  return {};
}

}  // namespace desirepath::catalog
