#include "collector/workplace/fields.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace desirepath::workplace {
namespace {

boost::json::string_view view(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

absl::Status check_members(const boost::json::object& body,
                           std::initializer_list<const char*> known) {
  for (const auto& member : body) {
    const std::string_view name(member.key().data(), member.key().size());
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      return absl::InvalidArgumentError(absl::StrCat(
          "the body has a member that is not known here; it takes ", absl::StrJoin(known, ", ")));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> text_of(const boost::json::object& body, std::string_view name,
                                    TextLimits limits) {
  const boost::json::value* value = body.if_contains(view(name));
  if (value == nullptr || value->is_null()) {
    if (limits.least == 0) return std::string();
    return absl::InvalidArgumentError(absl::StrCat(std::string(name), ": is missing"));
  }
  if (!value->is_string())
    return absl::InvalidArgumentError(absl::StrCat(std::string(name), ": give a text"));
  const std::string text(absl::StripAsciiWhitespace(std::string(value->get_string())));
  if (text.size() < limits.least || text.size() > limits.most) {
    return absl::InvalidArgumentError(
        absl::StrCat(std::string(name), ": give ", limits.least, " to ", limits.most, " octets"));
  }
  const bool clean = std::all_of(text.begin(), text.end(), [&](char c) {
    return static_cast<unsigned char>(c) >= 0x20 ? c != 0x7f : limits.lines && c == '\n';
  });
  if (!clean) {
    return absl::InvalidArgumentError(
        absl::StrCat(std::string(name), ": leave out the control characters"));
  }
  return text;
}

absl::StatusOr<std::array<std::string, 3>> words_of(const boost::json::object& body,
                                                    std::size_t most) {
  constexpr std::array kLanguages = {"en", "fi", "de"};
  const boost::json::value* given = body.if_contains("words");
  if (given == nullptr || !given->is_object()) {
    return absl::InvalidArgumentError("words: give one line each as en, fi and de");
  }
  const boost::json::object& words = given->get_object();
  if (absl::Status s = check_members(words, {"en", "fi", "de"}); !s.ok()) return s;
  std::array<std::string, 3> lines;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    absl::StatusOr<std::string> line = text_of(words, kLanguages[i], {1, most});
    if (!line.ok()) return line.status();
    lines[i] = *std::move(line);
  }
  return lines;
}

absl::StatusOr<std::int64_t> number_of(const boost::json::object& body, std::string_view name,
                                       std::int64_t least, std::int64_t most,
                                       std::int64_t otherwise) {
  const boost::json::value* value = body.if_contains(view(name));
  if (value == nullptr || value->is_null()) return otherwise;
  if (!value->is_int64() || value->get_int64() < least || value->get_int64() > most) {
    return absl::InvalidArgumentError(
        absl::StrCat(std::string(name), ": give a whole number from ", least, " to ", most));
  }
  return value->get_int64();
}

absl::StatusOr<bool> truth_of(const boost::json::object& body, std::string_view name,
                              bool otherwise) {
  const boost::json::value* value = body.if_contains(view(name));
  if (value == nullptr) return otherwise;
  if (!value->is_bool()) {
    return absl::InvalidArgumentError(absl::StrCat(std::string(name), ": give true or false"));
  }
  return value->get_bool();
}

}  // namespace desirepath::workplace
