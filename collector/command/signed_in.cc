#include "collector/command/signed_in.h"

#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "collector/api/provider.h"
#include "collector/api/routes.h"
#include "collector/workplace/workplace.h"
#include "proto/seal/hash.h"
#include "proto/seal/octets.h"

namespace desirepath::command {
namespace {

struct Desk {
  std::unique_ptr<workplace::Workplace> workplace;
  api::Provider provider;
};

absl::StatusOr<Desk> desk_of(const collector::Settings& settings) {
  absl::StatusOr<std::unique_ptr<workplace::Workplace>> workplace =
      workplace::Workplace::open(settings.paths);
  if (!workplace.ok()) return workplace.status();
  Desk desk;
  desk.workplace = *std::move(workplace);
  desk.workplace->fill(desk.provider);
  return desk;
}

// Without showing what is typed, where somebody types.
absl::StatusOr<std::string> ask_for(const std::string& what) {
  termios shown{};
  const bool terminal = ::tcgetattr(STDIN_FILENO, &shown) == 0;
  if (terminal) {
    std::cerr << what << ": " << std::flush;
    termios hidden = shown;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &hidden);
  }
  std::string line;
  const bool read = static_cast<bool>(std::getline(std::cin, line));
  if (terminal) {
    ::tcsetattr(STDIN_FILENO, TCSANOW, &shown);
    std::cerr << "\n";
  }
  if (read) return line;
  return absl::InvalidArgumentError(
      absl::StrCat(what, ": nothing was given; type it, or send a line on standard input"));
}

absl::StatusOr<api::SignedIn> sign_in(const api::Access& access, const std::string& name) {
  absl::StatusOr<std::string> password = ask_for(absl::StrCat("password of ", name));
  if (!password.ok()) return password.status();
  api::Credentials given{name, *password, "", ""};
  absl::StatusOr<api::SignedIn> signed_in = access.sign_in(given, "");
  if (!signed_in.ok() && signed_in.status().GetPayload(api::kCodeWanted)) {
    const absl::StatusOr<std::string> code =
        ask_for(absl::StrCat("code of the second factor of ", name));
    if (!code.ok()) return code.status();
    given.code = *code;
    signed_in = access.sign_in(given, "");
  }
  for (std::string* secret : {&given.password, &*password}) {
    seal::wipe({reinterpret_cast<std::uint8_t*>(secret->data()), secret->size()});
  }
  return signed_in;
}

absl::Status check_may(const api::Person& person, const std::string& operation) {
  if (person.must_change_password || person.must_set_up_factor) {
    return absl::FailedPreconditionError(absl::StrCat(person.name, " signs in on the page first: ",
                                                      person.must_change_password
                                                          ? "the password is a one-time one"
                                                          : "the role needs a second factor"));
  }
  for (const api::Route& route : api::routes()) {
    if (route.operation != operation) continue;
    if ((route.roles & api::bit(person.role)) == 0) {
      return absl::PermissionDeniedError(
          absl::StrCat("this is for the role ", api::roles_in_words(route.roles)));
    }
    if (!api::is_out_of_sight(route, person.sight)) return absl::OkStatus();
    return absl::PermissionDeniedError(
        "this concerns everybody or tells of every department, and an admin limited what you see; "
        "a colleague without a limit can do it");
  }
  return absl::InternalError(absl::StrCat(operation, ": no such operation"));
}

}  // namespace

absl::StatusOr<api::Outcome> operate_as(const collector::Settings& settings,
                                        const std::string& name, const std::string& operation,
                                        api::Call call) {
  absl::StatusOr<Desk> desk = desk_of(settings);
  if (!desk.ok()) return desk.status();
  const api::Access& access = desk->provider.access;
  absl::StatusOr<api::SignedIn> signed_in = sign_in(access, name);
  if (!signed_in.ok()) return signed_in.status();
  const absl::Status may = check_may(signed_in->person, operation);
  call.person = signed_in->person;
  absl::StatusOr<api::Outcome> outcome =
      may.ok() ? desk->provider.operations.at(operation)(call) : absl::StatusOr<api::Outcome>(may);
  const absl::Status ended = access.sign_out(signed_in->person, signed_in->session);
  if (outcome.ok() && !ended.ok()) return ended;
  return outcome;
}

absl::StatusOr<api::Outcome> operate_unnamed(const collector::Settings& settings,
                                             const std::string& operation, const api::Call& call) {
  absl::StatusOr<Desk> desk = desk_of(settings);
  if (!desk.ok()) return desk.status();
  return desk->provider.operations.at(operation)(call);
}

}  // namespace desirepath::command
