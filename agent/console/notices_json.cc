#include "agent/console/notices_json.h"

#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "agent/console/members.h"

namespace desirepath::console {
namespace {

std::string tool_name(const catalog::Catalog& catalog, std::uint32_t number) {
  const catalog::Tool* const tool = catalog.tool(number);
  return tool == nullptr ? absl::StrCat("tool ", number) : std::string(tool->name);
}

std::string day(std::int64_t seconds) {
  return absl::FormatTime("%Y-%m-%d", absl::FromUnixSeconds(seconds), absl::LocalTimeZone());
}

}  // namespace

boost::json::object notices_to_json(const std::vector<policy::Notice>& due,
                                    const catalog::Catalog& catalog, fields::Language language) {
  boost::json::array all;
  for (const policy::Notice& notice : due) {
    boost::json::array tools;
    for (const std::uint32_t tool : notice.tools) {
      tools.push_back(boost::json::string(tool_name(catalog, tool)));
    }
    boost::json::object object{{"number", std::int64_t{notice.number}},
                               {"kind", view(policy::notice_kind_word(notice.kind))},
                               {"tools", tools},
                               {"words", notice.words[static_cast<std::size_t>(language)]},
                               {"ends", notice.ends}};
    if (!notice.legal_basis.empty()) object["legal_basis"] = notice.legal_basis;
    if (notice.use_instead != 0) object["use_instead"] = tool_name(catalog, notice.use_instead);
    all.push_back(std::move(object));
  }
  return {{"notices", all}};
}

std::string notices_to_text(const boost::json::object& notices) {
  std::string text;
  for (const boost::json::value& value : notices.at("notices").as_array()) {
    const boost::json::object& notice = value.as_object();
    absl::StrAppendFormat(&text, "%d  %-4s  %s\n", number_of(notice, "number"),
                          text_of(notice, "kind"), text_of(notice, "words"));
    if (const std::string basis = text_of(notice, "legal_basis"); !basis.empty()) {
      absl::StrAppend(&text, "         by: ", basis, "\n");
    }
    if (const std::string instead = text_of(notice, "use_instead"); !instead.empty()) {
      absl::StrAppend(&text, "         use instead: ", instead, "\n");
    }
  }
  if (text.empty()) return "no notice concerns you today; nothing was sent to find that out\n";
  return text +
         "Your own diary on this machine was compared; nothing is sent back. `understood NUMBER` "
         "ends one.\n";
}

std::string shown_notices_to_text(const boost::json::object& ledger) {
  std::string text;
  const boost::json::value* shown = ledger.if_contains("notices");
  if (shown == nullptr || !shown->is_array()) return text;
  for (const boost::json::value& value : shown->get_array()) {
    const boost::json::object& notice = value.as_object();
    absl::StrAppendFormat(&text, "notice %-9d      shown    %s (%s: %s; nothing was sent back)\n",
                          number_of(notice, "number"), text_of(notice, "words"),
                          text_of(notice, "kind"), day(number_of(notice, "last")));
  }
  return text;
}

}  // namespace desirepath::console
