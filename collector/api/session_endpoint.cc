#include "collector/api/session_endpoint.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "collector/api/entrance.h"
#include "collector/api/json_body.h"
#include "collector/api/problem.h"
#include "collector/api/routes.h"
#include "collector/api/session_cookie.h"

namespace desirepath::api {
namespace {

using boost::json::array;
using boost::json::object;

Response answer(const Access& access, const Person* person) {
  object body{{"person", nullptr}, {"csrf", nullptr}};
  if (person != nullptr) {
    array may;
    array departments;
    for (const std::string& id : person->sight.departments) departments.emplace_back(id);
    if (!person->must_change_password && !person->must_set_up_factor) {
      for (const std::string_view operation : operations_of(person->role, person->sight)) {
        may.emplace_back(std::string(operation));
      }
    }
    body["person"] = object{{"name", person->name},
                            {"role", std::string(curation::role_word(person->role))},
                            {"must_change_password", person->must_change_password},
                            {"second_factor", person->second_factor},
                            {"must_set_up_factor", person->must_set_up_factor},
                            {"session_ends", person->session_ends},
                            {"sees", std::string(curation::sees_word(person->sight))},
                            {"departments", std::move(departments)},
                            {"may", std::move(may)}};
    body["csrf"] = person->csrf;
  }
  const Installed installed = access.installed ? access.installed() : Installed{};
  body["organisation"] = installed.organisation;
  body["lab"] = installed.lab;
  body["k"] = installed.k;
  body["sign_in_service"] = nullptr;
  if (!installed.sign_in_service.empty()) body["sign_in_service"] = installed.sign_in_service;
  return {200, "application/json", boost::json::serialize(body), {{"Cache-Control", "no-store"}}};
}

Response refused(const absl::Status& status) {
  if (!absl::IsUnauthenticated(status)) return problem_of(status);
  const bool code = status.GetPayload(kCodeWanted).has_value();
  return problem(401, code ? "code" : "sign-in", code ? "A code is wanted" : "Not signed in",
                 std::string(status.message()));
}

Response signed_in(const Access& access, const Request& request,
                   const absl::StatusOr<SignedIn>& done) {
  if (!done.ok()) return refused(done.status());
  Response response = answer(access, &done->person);
  response.fields["Set-Cookie"] = session_cookie(request, done->session);
  return response;
}

// The texts of the fields `names`, in that order; absent ones are empty.
std::optional<Response> read_texts(
    const Request& request, std::initializer_list<std::pair<const char*, std::string*>> into) {
  absl::StatusOr<object> body = json_body(request);
  if (!body.ok()) return body_problem(body.status());
  for (const auto& [name, text] : into) {
    const boost::json::value* given = body->if_contains(name);
    if (given == nullptr) continue;
    if (!given->is_string() || given->get_string().size() > 256) {
      return problem(400, "body", "The body has faults",
                     absl::StrCat(name, ": give a text of at most 256 octets"));
    }
    *text = std::string(given->get_string());
  }
  return std::nullopt;
}

Response current(const Access& access, const Request& request) {
  if (!access.identify) return answer(access, nullptr);
  Presented presented;
  presented.session = session_of(request);
  presented.asked_by_person = !request.by_itself;
  const absl::StatusOr<Person> person = access.identify(presented);
  if (absl::IsUnauthenticated(person.status())) return answer(access, nullptr);
  return person.ok() ? answer(access, &*person) : problem_of(person.status());
}

Response sign_in(const Access& access, const Request& request) {
  if (from_foreign_origin(request)) {
    return problem(403, "origin", "Foreign origin", "another site's page cannot sign anybody in");
  }
  Credentials given;
  if (std::optional<Response> wrong = read_texts(request, {{"name", &given.name},
                                                           {"password", &given.password},
                                                           {"code", &given.code},
                                                           {"link", &given.link}})) {
    return *std::move(wrong);
  }
  return signed_in(access, request, access.sign_in(given, session_of(request)));
}

Response sign_out(const Access& access, const Person& person, const Request& request) {
  const absl::Status done = access.sign_out(person, session_of(request));
  if (!done.ok()) return problem_of(done);
  Response response = answer(access, nullptr);
  response.fields["Set-Cookie"] = session_cookie(request, "");
  return response;
}

Response change_password(const Access& access, const Person& person, const Request& request) {
  std::string old_password;
  std::string new_password;
  if (std::optional<Response> wrong =
          read_texts(request, {{"old_password", &old_password}, {"new_password", &new_password}})) {
    return *std::move(wrong);
  }
  return signed_in(access, request, access.change_password(person, old_password, new_password));
}

}  // namespace

Response session(const Access& access, std::string_view operation, const Person& person,
                 const Request& request) {
  if (operation == "getSession") return current(access, request);
  if (!access.sign_in) {
    return problem(404, "not-found", "Not found", "nobody can sign in to this server");
  }
  if (operation == "signIn") return sign_in(access, request);
  if (operation == "signOut") return sign_out(access, person, request);
  return change_password(access, person, request);
}

}  // namespace desirepath::api
