#pragma once

// The field register: what leaves a device, field by field, why, how sensitive it is, who reviewed
// it and until when that review holds, in English, Finnish and German.
//
// One file, fields.tsv, is compiled in. From it come the words of the ledger and of the page on the
// device, what `policy` says is asked, the collector's list of what is collected, and the table in
// proto/fields/README.md. tests/style fails on a field of a message that is not in it and on one
// whose review has expired.
//
// Rows: a field of a message ("Fact.nonce"), a kind of fact ("TOOL_WEEK", whose words are the
// question), and texts that belong to a kind and have no review of their own: "TOOL_WEEK.told" the
// sentence with {places}, "TOOL_WEEK.value.2" what stands in such a place; "need.team-chat" the
// name of a need.
// Errors: an unknown name has no text (empty). Threads: constant after first use.

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "desirepath/v1/fact.pb.h"

namespace desirepath::fields {

enum class Language : std::uint8_t { kEnglish, kFinnish, kGerman };

// "en", "fi", "de", also "fi_FI.UTF-8"; nothing for any other.
std::optional<Language> parse_language(std::string_view text);

struct Field {
  std::string_view name;
  std::string_view purpose;
  std::string_view sensitivity;  // none · low · medium · high · reserved
  std::string_view reviewer;
  std::string_view expires;  // YYYY-MM-DD
  std::array<std::string_view, 3> words;
};

// Those with a purpose, in the file's order.
const std::vector<Field>& registered();

// "TOOL_WEEK"; empty for a number that is no kind.
std::string_view kind_name(std::uint32_t kind);

std::string_view text(Language language, std::string_view name);

// A need of the catalog by its id ("team-chat"), as the dashboard calls it too; `english`, the
// catalog's own name, where the register has none: an own need of the organisation.
std::string need_name(Language language, std::string_view id, std::string_view english);

// `pattern` with each {place} replaced; a place that is not given stays as it is.
using Places = std::initializer_list<std::pair<std::string_view, std::string_view>>;
std::string filled(std::string_view pattern, Places places);

}  // namespace desirepath::fields
