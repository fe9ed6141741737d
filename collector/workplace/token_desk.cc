#include "collector/workplace/token_desk.h"

#include <boost/json/array.hpp>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "collector/curation/api_tokens.h"
#include "collector/workplace/fields.h"

namespace desirepath::workplace {
namespace {

using api::Call;
using api::Outcome;
using boost::json::object;
using curation::ApiToken;
using curation::ApiTokens;

object row_of(const ApiToken& token) {
  object row{{"number", token.number},
             {"label", token.label},
             {"scope", token.may_change ? "change" : "read"},
             {"made", absl::ToUnixSeconds(token.made)},
             {"expires", absl::ToUnixSeconds(token.expires)},
             {"used", nullptr}};
  if (token.used) row["used"] = absl::ToUnixSeconds(*token.used);
  return row;
}

absl::StatusOr<Outcome> list(const Office& office, const Call& call) {
  const absl::StatusOr<std::vector<ApiToken>> tokens =
      ApiTokens(office.curation.database()).of(call.person.name);
  if (!tokens.ok()) return tokens.status();
  boost::json::array rows;
  for (const ApiToken& token : *tokens) rows.push_back(row_of(token));
  return Outcome{.body = object{{"tokens", std::move(rows)}}};
}

absl::StatusOr<Outcome> make(const Office& office, const Call& call) {
  if (absl::Status s = check_members(call.body, {"label", "scope", "days"}); !s.ok()) return s;
  const absl::StatusOr<std::string> label = text_of(call.body, "label", {1, 80});
  if (!label.ok()) return label.status();
  const absl::StatusOr<std::string> scope = text_of(call.body, "scope");
  if (!scope.ok()) return scope.status();
  if (*scope != "read" && *scope != "change") {
    return absl::InvalidArgumentError("scope: give read or change");
  }
  const absl::StatusOr<std::int64_t> days = number_of(call.body, "days", 1, 366, 90);
  if (!days.ok()) return days.status();
  ApiToken token;
  token.person = call.person.name;
  token.label = *label;
  token.may_change = *scope == "change";
  token.made = office.clock();
  token.expires = token.made + absl::Hours(24 * *days);
  std::string secret;
  const Deed deed{token.person, "token-made", token.label, {{"scope", *scope}, {"days", *days}}};
  const absl::Status done = recorded(office, deed, [&] {
    absl::StatusOr<std::string> made = ApiTokens(office.curation.database()).make(token);
    if (made.ok()) secret = *std::move(made);
    return made.status();
  });
  if (!done.ok()) return done;
  return Outcome{.status = 201,
                 .body = object{{"token", secret},
                                {"label", token.label},
                                {"scope", *scope},
                                {"expires", absl::ToUnixSeconds(token.expires)}}};
}

absl::StatusOr<Outcome> take_back(const Office& office, const Call& call) {
  std::int64_t number = 0;
  if (!absl::SimpleAtoi(call.names[0], &number)) {
    return absl::NotFoundError("you have no token of this number");
  }
  const Deed deed{call.person.name, "token-taken-back", call.names[0]};
  const absl::Status done = recorded(office, deed, [&] {
    return ApiTokens(office.curation.database()).take_back(call.person.name, number);
  });
  if (!done.ok()) return done;
  return list(office, call);
}

}  // namespace

void add_token_operations(const Office& office, api::Operations& operations) {
  operations["getTokens"] = [&office](const Call& call) { return list(office, call); };
  operations["makeToken"] = [&office](const Call& call) { return make(office, call); };
  operations["takeTokenBack"] = [&office](const Call& call) { return take_back(office, call); };
}

}  // namespace desirepath::workplace
