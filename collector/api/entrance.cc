#include "collector/api/entrance.h"

#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "collector/api/problem.h"
#include "collector/api/session_cookie.h"
#include "proto/seal/hash.h"

namespace desirepath::api {
namespace {

bool is_read(const Request& request) { return request.method == "GET" || request.method == "HEAD"; }

Presented presented_by(const Request& request) {
  const std::string bearer = "Bearer ";
  Presented presented;
  presented.asked_by_person = !request.by_itself;
  if (absl::StartsWithIgnoreCase(request.authorization, bearer)) {
    presented.token = request.authorization.substr(bearer.size());
  } else {
    presented.session = session_of(request);
  }
  return presented;
}

Response not_signed_in() {
  Response response = problem(401, "sign-in", "Not signed in",
                              "sign in on the page, or send an API token: Authorization: Bearer …");
  response.fields["WWW-Authenticate"] = "Bearer realm=\"desirepath\"";
  return response;
}

Response unknown_person(const absl::Status& status) {
  return absl::IsUnauthenticated(status) ? not_signed_in() : problem_of(status);
}

std::optional<Response> refusal(const Route& route, const Person& person, const Request& request) {
  if (person.must_change_password && (route.marks & kFirstSteps) == 0) {
    return problem(403, "one-time-password", "The one-time password comes first",
                   "choose a password of your own: PUT /api/v1/session/password");
  }
  if (person.must_set_up_factor && !person.by_token && (route.marks & kFirstSteps) == 0) {
    return problem(403, "second-factor", "The second factor comes first",
                   "your role needs one; set it up: POST /api/v1/second-factor");
  }
  if ((route.roles & bit(person.role)) == 0) {
    return problem(403, "role", "Not this role's",
                   absl::StrCat("this is for the role ", roles_in_words(route.roles), ", yours is ",
                                std::string(curation::role_word(person.role)),
                                "; an admin can give it to somebody"));
  }
  if (is_out_of_sight(route, person.sight)) {
    return problem(403, "sight", "Beyond what you see of the departments",
                   "this concerns everybody or tells of every department, and an admin limited "
                   "what you see; a colleague without a limit can do it");
  }
  if (person.by_token && (route.marks & kByHand) != 0) {
    return problem(403, "by-hand", "Not with a token",
                   "this is done by a person who signs in, not by a script");
  }
  if (is_read(request)) return std::nullopt;
  if (person.by_token) {
    if (!person.reads_only) return std::nullopt;
    return problem(403, "scope", "This token only reads",
                   "make a token that may change things, on the page under your name");
  }
  if (request.csrf_token.empty() ||
      !seal::same(seal::octets(request.csrf_token), seal::octets(person.csrf))) {
    return problem(403, "csrf", "The proof of the page is missing",
                   "send the csrf of GET /api/v1/session in X-CSRF-Token; reload the page");
  }
  return std::nullopt;
}

}  // namespace

bool from_foreign_origin(const Request& request) {
  return !request.origin.empty() &&
         request.origin != absl::StrCat(request.secure ? "https://" : "http://", request.host);
}

std::optional<Person> recognise(const Access& access, const Request& request) {
  const Presented presented = presented_by(request);
  if (!access.identify || (presented.session.empty() && presented.token.empty())) {
    return std::nullopt;
  }
  absl::StatusOr<Person> person = access.identify(presented);
  if (!person.ok() || person->must_change_password ||
      (person->must_set_up_factor && !person->by_token)) {
    return std::nullopt;
  }
  return *std::move(person);
}

std::variant<Person, Response> enter(const Access& access, const Route& route,
                                     const Request& request) {
  if (!is_read(request) && from_foreign_origin(request)) {
    return problem(403, "origin", "Foreign origin", "another site's page cannot change anything");
  }
  if (!access.identify) return not_signed_in();
  absl::StatusOr<Person> person = access.identify(presented_by(request));
  if (!person.ok()) return unknown_person(person.status());
  if (std::optional<Response> refused = refusal(route, *person, request)) return *refused;
  if ((route.marks & kNoted) != 0) {
    const absl::Status noted = access.note_read ? access.note_read(*person, route.operation)
                                                : absl::InternalError("no audit chain");
    if (!noted.ok()) return problem_of(noted);
  }
  return *std::move(person);
}

}  // namespace desirepath::api
