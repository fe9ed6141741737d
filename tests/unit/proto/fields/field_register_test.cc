#include "proto/fields/field_register.h"

#include <gtest/gtest.h>

#include <set>

#include "absl/strings/str_cat.h"

namespace desirepath::fields {
namespace {

constexpr Language kAll[] = {Language::kEnglish, Language::kFinnish, Language::kGerman};

// The {places} of a pattern.
std::multiset<std::string> places_of(std::string_view pattern) {
  std::multiset<std::string> places;
  for (std::size_t open = pattern.find('{'); open != std::string_view::npos;
       open = pattern.find('{', open + 1)) {
    places.emplace(pattern.substr(open, pattern.find('}', open) - open + 1));
  }
  return places;
}

TEST(FieldRegister, EachKindOfFactHasItsQuestionAndItsSentenceInEachLanguage) {
  for (std::uint32_t kind = 0; kind <= v1::FactKind_MAX; ++kind) {
    const std::string name(kind_name(kind));
    ASSERT_FALSE(name.empty()) << kind;
    for (const Language language : kAll) {
      EXPECT_FALSE(text(language, name).empty()) << name;
      EXPECT_EQ(places_of(text(language, name + ".told")),
                places_of(text(Language::kEnglish, name + ".told")))
          << name;
    }
  }
}

TEST(FieldRegister, EveryRegisteredFieldIsWhole) {
  const std::set<std::string_view> known = {"none", "low", "medium", "high", "reserved"};
  std::set<std::string_view> names;
  for (const Field& field : registered()) {
    EXPECT_TRUE(names.insert(field.name).second) << field.name << " stands twice";
    EXPECT_EQ(known.count(field.sensitivity), 1U) << field.name;
    EXPECT_FALSE(field.reviewer.empty()) << field.name;
    EXPECT_EQ(field.expires.size(), std::string_view("2027-01-01").size()) << field.name;
    for (const std::string_view words : field.words) EXPECT_FALSE(words.empty()) << field.name;
  }
  EXPECT_EQ(names.count("Fact.nonce"), 1U);
  EXPECT_EQ(names.count("TOOL_WEEK.value.1"), 0U);  // a text of its kind's review
}

TEST(FieldRegister, AnUnknownNameHasNoText) {
  EXPECT_TRUE(text(Language::kGerman, "Fact.account").empty());
  EXPECT_TRUE(kind_name(v1::FactKind_MAX + 1).empty());
}

TEST(FieldRegister, NamesANeedInEachLanguage) {
  EXPECT_EQ(need_name(Language::kEnglish, "team-chat", "Team chat"), "Team chat");
  EXPECT_EQ(need_name(Language::kFinnish, "team-chat", "Team chat"), "Tiimiviestintä");
  EXPECT_EQ(need_name(Language::kGerman, "team-chat", "Team chat"), "Teamchat");
  EXPECT_EQ(need_name(Language::kGerman, "own-need", "An own need"), "An own need");
}

TEST(FieldRegister, FillsEachPlaceOnce) {
  EXPECT_EQ(filled("{a} and {b}, {a}", {{"a", "{b}"}, {"b", "x"}}), "{b} and x, {b}");
  EXPECT_EQ(filled("{unknown}", {{"a", "x"}}), "{unknown}");
}

TEST(FieldRegister, KnowsALocalesLanguage) {
  EXPECT_EQ(parse_language("fi_FI.UTF-8"), Language::kFinnish);
  EXPECT_EQ(parse_language("de"), Language::kGerman);
  EXPECT_EQ(parse_language("sv_SE"), std::nullopt);
  EXPECT_EQ(parse_language(""), std::nullopt);
}

}  // namespace
}  // namespace desirepath::fields
