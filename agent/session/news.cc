#include "agent/session/news.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/session/words.h"

namespace desirepath::session {
namespace {

// A little less than the notice book's seven days, so that an hour's delay loses no week.
constexpr std::int64_t kBetweenNotices = 6LL * 86400;

std::string text_of(const boost::json::object& object, const char* name) {
  const boost::json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::uint32_t number_of(const boost::json::object& object, const char* name) {
  const boost::json::value* value = object.if_contains(name);
  boost::json::error_code error;
  const auto number = value == nullptr ? 0U : value->to_number<std::uint32_t>(error);
  return error ? 0 : number;
}

std::string said(fields::Language language, Text which, fields::Places places) {
  return fields::filled(text(language, which), places);
}

}  // namespace

std::vector<Message> policy_news(const boost::json::object& policy, fields::Language language,
                                 Seen& seen) {
  std::vector<Message> news;
  const std::uint32_t number = number_of(policy, "number");
  if (number == 0) return news;  // nothing is asked here yet
  const std::string organisation = text_of(policy, "organisation");
  const auto say = [&](Text title, Text body, const std::string& date = {}) {
    news.push_back({said(language, title, {{"organisation", organisation}}),
                    said(language, body, {{"organisation", organisation}, {"date", date}}), false});
  };
  if (seen.policy == 0) {
    say(Text::kFirstTitle, Text::kFirst);
    const boost::json::value* lab = policy.if_contains("lab");
    if (lab != nullptr && lab->is_bool() && lab->get_bool()) {
      absl::StrAppend(&news.back().body, " ", std::string(text(language, Text::kLab)));
    }
  } else if (number != seen.policy) {
    say(Text::kChangedTitle, Text::kChanged);
  }
  seen.policy = number;
  const std::uint32_t coming = number_of(policy, "coming_number");
  if (coming > number && coming != seen.coming) {
    say(Text::kComingTitle, Text::kComing, text_of(policy, "coming_from"));
    seen.coming = coming;
  }
  return news;
}

std::vector<Message> notice_news(const boost::json::object& notices,
                                 const std::string& organisation, fields::Language language,
                                 std::int64_t now, Seen& seen) {
  std::vector<Message> news;
  const boost::json::value* due = notices.if_contains("notices");
  if (due == nullptr || !due->is_array()) return news;
  for (const boost::json::value& value : due->get_array()) {
    if (!value.is_object()) continue;
    const boost::json::object& notice = value.get_object();
    const std::uint32_t number = number_of(notice, "number");
    const auto last = seen.notices.find(number);
    if (last != seen.notices.end() && last->second <= now && now - last->second < kBetweenNotices) {
      continue;
    }
    const bool rule = text_of(notice, "kind") == "rule";
    news.push_back({said(language, rule ? Text::kRuleTitle : Text::kCareTitle,
                         {{"organisation", organisation}}),
                    text_of(notice, "words"), true});
    seen.notices[number] = now;
  }
  return news;
}

}  // namespace desirepath::session
