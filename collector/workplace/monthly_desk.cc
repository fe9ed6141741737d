#include "collector/workplace/monthly_desk.h"

#include <boost/json/array.hpp>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "collector/workplace/fields.h"
#include "collector/workplace/workplace.h"

namespace desirepath::workplace {
namespace {

using api::Call;
using api::Outcome;
using boost::json::object;
using boost::json::value;

absl::StatusOr<std::string> noted(const Office& office, const char* name) {
  const auto found = office.curation.setting(name);
  if (!found.ok()) return found.status();
  return found->value_or("");
}

value or_null(const std::string& text) { return text.empty() ? value(nullptr) : value(text); }

absl::StatusOr<Outcome> tell(const Office& office, const std::optional<MailAbout>& mail) {
  object body{{"to", nullptr},     {"server", nullptr}, {"folder", nullptr}, {"sent_at", nullptr},
              {"window", nullptr}, {"fault", nullptr},  {"asked", false}};
  if (!mail) return Outcome{.body = std::move(body)};
  boost::json::array to;
  for (const std::string& one : mail->to) to.emplace_back(one);
  body["to"] = std::move(to);
  body["server"] = or_null(mail->server);
  body["folder"] = or_null(mail->folder);
  std::string asked;
  std::string done;
  std::string at;
  std::string window;
  std::string fault;
  for (const auto& [name, into] : {std::pair{"monthly.asked", &asked},
                                   {"monthly.done", &done},
                                   {"monthly.sent_at", &at},
                                   {"monthly.window", &window},
                                   {"monthly.fault", &fault}}) {
    absl::StatusOr<std::string> found = noted(office, name);
    if (!found.ok()) return found.status();
    *into = *std::move(found);
  }
  std::int64_t seconds = 0;
  if (absl::SimpleAtoi(at, &seconds)) body["sent_at"] = seconds;
  body["window"] = or_null(window);
  body["fault"] = or_null(fault);
  body["asked"] = asked != done;
  return Outcome{.body = std::move(body)};
}

absl::StatusOr<Outcome> send(const Office& office, const std::optional<MailAbout>& mail,
                             const Call& call) {
  if (absl::Status s = check_members(call.body, {}); !s.ok()) return s;
  if (!mail) {
    return absl::FailedPreconditionError(
        "neither a mail server nor a folder is set up; [mail] in collector.toml names them");
  }
  const absl::Status done = recorded(office, {call.person.name, "monthly-report-asked"}, [&] {
    return office.curation.set_setting("monthly.asked",
                                       absl::StrCat(absl::ToUnixNanos(office.clock())));
  });
  return done.ok() ? tell(office, mail) : absl::StatusOr<Outcome>(done);
}

}  // namespace

void add_monthly_operations(const Office& office, const std::optional<MailAbout>& mail,
                            api::Operations& operations) {
  operations["getMonthlyReport"] = [&office, &mail](const Call&) { return tell(office, mail); };
  operations["sendMonthlyReport"] = [&office, &mail](const Call& call) {
    return send(office, mail, call);
  };
}

}  // namespace desirepath::workplace
