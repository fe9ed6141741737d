#include "proto/fields/field_register.h"

#include <algorithm>
#include <map>

#include "proto/embed/embedded_file.h"

DESIREPATH_EMBED(fields, DESIREPATH_FIELDS_FILE)

namespace desirepath::fields {
namespace {

constexpr std::size_t kColumns = 8;

struct Register {
  std::vector<Field> registered;
  std::map<std::string_view, std::array<std::string_view, 3>> words;
};

// Cuts what stands before the next `border` off `rest`.
std::string_view cut(std::string_view& rest, char border) {
  const std::size_t end = std::min(rest.find(border), rest.size());
  const std::string_view piece = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return piece;
}

Register read() {
  std::string_view rest = fields_octets();
  Register result;
  cut(rest, '\n');  // the heading
  while (!rest.empty()) {
    std::string_view line = cut(rest, '\n');
    std::array<std::string_view, kColumns> cells;
    for (std::string_view& cell : cells) cell = cut(line, '\t');
    const Field field{cells[0], cells[1], cells[2],
                      cells[3], cells[4], {cells[5], cells[6], cells[7]}};
    result.words.emplace(field.name, field.words);
    if (!field.purpose.empty()) result.registered.push_back(field);
  }
  return result;
}

const Register& the_register() {
  static const Register instance = read();
  return instance;
}

}  // namespace

std::optional<Language> parse_language(std::string_view text) {
  const std::string_view code = text.substr(0, text.find_first_of("_-."));
  if (code == "en") return Language::kEnglish;
  if (code == "fi") return Language::kFinnish;
  if (code == "de") return Language::kGerman;
  return std::nullopt;
}

const std::vector<Field>& registered() { return the_register().registered; }

std::string_view kind_name(std::uint32_t kind) {
  if (!v1::FactKind_IsValid(static_cast<int>(kind))) return {};
  constexpr std::string_view kPrefix = "FACT_KIND_";
  // Enumerators' names are static strings of the generated code.
  const std::string& name = v1::FactKind_Name(static_cast<v1::FactKind>(kind));
  return std::string_view(name).substr(kPrefix.size());
}

std::string_view text(Language language, std::string_view name) {
  const auto found = the_register().words.find(name);
  if (found == the_register().words.end()) return {};
  return found->second[static_cast<std::size_t>(language)];
}

std::string need_name(Language language, std::string_view id, std::string_view english) {
  const std::string_view known = text(language, "need." + std::string(id));
  return std::string(known.empty() ? english : known);
}

std::string filled(std::string_view pattern, Places places) {
  std::string text;
  while (!pattern.empty()) {
    const std::size_t open = std::min(pattern.find('{'), pattern.size());
    const std::size_t close = pattern.find('}', open);
    text += pattern.substr(0, open);
    pattern.remove_prefix(open);
    if (close == std::string_view::npos) break;
    const std::string_view braced = pattern.substr(0, close - open + 1);
    std::string_view value = braced;
    for (const auto& [place, given] : places) {
      if (braced.substr(1, braced.size() - 2) == place) value = given;
    }
    text += value;
    pattern.remove_prefix(braced.size());
  }
  return text.append(pattern);
}

}  // namespace desirepath::fields
