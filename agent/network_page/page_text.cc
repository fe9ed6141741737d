#include "agent/network_page/page_text.h"

#include <array>
#include <boost/json/array.hpp>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace desirepath::network_page {
namespace {

using boost::json::object;

constexpr std::array<std::string_view, 5> kStates = {"counted", "opted-out", "elsewhere", "unseen",
                                                     "chosen-address"};

std::string text(const object& from, const char* name) {
  const boost::json::value* const value = from.if_contains(name);
  if (value == nullptr) return {};
  if (value->is_string()) return std::string(value->as_string());
  return value->is_number() ? absl::StrCat(value->to_number<std::int64_t>()) : std::string();
}

bool truth(const object& from, const char* name) {
  const boost::json::value* const value = from.if_contains(name);
  return value != nullptr && value->is_bool() && value->as_bool();
}

std::string escaped(std::string_view raw) {
  return absl::StrReplaceAll(
      absl::string_view(raw.data(), raw.size()),
      {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}});
}

class Html {
 public:
  Html(const Told& told, const Words& words) : told_(told), words_(words) {}

  std::string page() {
    absl::StrAppend(&out_, "<!doctype html>\n<html lang=\"", text_of(words_.code),
                    "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                    "content=\"width=device-width\"><title>");
    absl::StrAppend(&out_, text_of(words_.title),
                    "</title><link rel=\"stylesheet\" href=\"/page.css\"></head><body><nav>");
    for (const char* const code : {"en", "fi", "de"}) {
      absl::StrAppend(&out_, "<a href=\"/?language=", code, "\" lang=\"", code, "\">", code,
                      "</a> ");
    }
    absl::StrAppend(&out_, "</nav><main><h1>", text_of(words_.title), "</h1>");
    if (truth(told_.policy, "lab")) {
      absl::StrAppend(&out_, "<p class=\"lab\">", text_of(words_.lab), "</p>");
    }
    paragraph(words_.lead);
    device();
    section(words_.what, words_.what_told);
    section(words_.never, words_.never_told);
    list(words_.asked, told_.policy, "questions");
    list(words_.networks, told_.networks, "networks");
    section(words_.not_here, words_.not_here_told);
    if (told_.policy.if_contains("number") != nullptr) {
      paragraph(words_.policy);
      paragraph(words_.second[truth(told_.networks, "no_staff_body") ? 1 : 0]);
    }
    absl::StrAppend(&out_, "</main><footer>", text_of(words_.foot), "</footer></body></html>\n");
    return std::move(out_);
  }

 private:
  static absl::string_view text_of(std::string_view words) { return {words.data(), words.size()}; }

  std::string filled(std::string_view pattern) const {
    return fields::filled(pattern, {{"organisation", escaped(text(told_.policy, "organisation"))},
                                    {"number", escaped(text(told_.policy, "number"))},
                                    {"ends", escaped(text(told_.policy, "ends"))},
                                    {"hash", escaped(text(told_.policy, "hash"))},
                                    {"k", escaped(text(told_.policy, "k"))}});
  }
  void paragraph(std::string_view words) { absl::StrAppend(&out_, "<p>", filled(words), "</p>"); }
  void heading(std::string_view words) { absl::StrAppend(&out_, "<h2>", text_of(words), "</h2>"); }
  void section(std::string_view title, std::string_view words) {
    heading(title);
    paragraph(words);
  }
  void list(std::string_view title, const object& from, const char* name) {
    const boost::json::value* const items = from.if_contains(name);
    if (items == nullptr || !items->is_array() || items->as_array().empty()) return;
    heading(title);
    absl::StrAppend(&out_, "<ul>");
    for (const boost::json::value& item : items->as_array()) {
      if (item.is_string()) absl::StrAppend(&out_, "<li>", escaped(item.as_string()), "</li>");
    }
    absl::StrAppend(&out_, "</ul>");
  }
  void device() {
    const State state = state_of(told_);
    absl::StrAppend(&out_, "<section><h2>", text_of(words_.your_device), "</h2><p role=\"status\">",
                    text_of(words_.states[static_cast<std::size_t>(state)]), "</p>");
    if (state == State::kCounted) button("/opt-out", words_.opt_out);
    if (state == State::kOptedOut) button("/opt-in", words_.opt_in);
    absl::StrAppend(&out_, "</section>");
  }
  void button(const char* where, std::string_view words) {
    absl::StrAppend(&out_, "<form method=\"post\" action=\"", where,
                    "?language=", text_of(words_.code), "\"><button>", text_of(words),
                    "</button></form>");
  }

  const Told& told_;
  const Words& words_;
  std::string out_;
};

}  // namespace

State state_of(const Told& told) {
  if (!truth(told.networks, "counts")) return State::kAway;
  const std::string word = text(told.device, "state");
  for (std::size_t i = 0; i < kStates.size(); ++i) {
    if (word == kStates[i]) return static_cast<State>(i);
  }
  return State::kAway;
}

std::string write_page(const Told& told, fields::Language language) {
  return Html(told, words_of(language)).page();
}

std::string_view stylesheet() {
  return ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;"
         "max-width:44rem;padding:1rem}h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:1.5rem}"
         "section{border:1px solid;border-radius:.5rem;padding:0 1rem 1rem}button{font:inherit;"
         "padding:.5rem 1rem}.lab{background:#b00020;color:#fff;padding:.5rem 1rem}nav{text-align:"
         "right}p,li{overflow-wrap:anywhere}footer{margin-top:2rem;border-top:1px solid}";
}

fields::Language accepted_language(std::string_view header) {
  for (absl::string_view part :
       absl::StrSplit(absl::string_view(header.data(), header.size()), ',')) {
    const absl::string_view code = absl::StripAsciiWhitespace(part).substr(0, 2);
    const std::string lower = absl::AsciiStrToLower(code);
    if (const auto language = fields::parse_language(lower)) return *language;
  }
  return fields::Language::kEnglish;
}

}  // namespace desirepath::network_page
