#include "collector/workplace/sign_in_desk.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "proto/seal/encoding.h"
#include "proto/seal/hash.h"
#include "proto/seal/password.h"

namespace desirepath::workplace {
namespace {

using curation::User;

absl::Status nobody() { return absl::UnauthenticatedError("nobody is signed in"); }

// What our own page can read and another site's cannot; it says nothing about the cookie.
std::string csrf_of(const std::string& session) {
  return seal::to_base64(seal::hash({seal::octets("desirepath csrf "), seal::octets(session)}));
}

absl::Status too_many(absl::Duration wait) {
  const std::int64_t seconds =
      std::max<std::int64_t>(1, absl::ToInt64Seconds(absl::Ceil(wait, absl::Seconds(1))));
  absl::Status status = absl::ResourceExhaustedError(
      absl::StrCat("too many tries failed; wait ", seconds, " s and try again"));
  status.SetPayload(api::kRetryAfter, absl::Cord(absl::StrCat(seconds)));
  return status;
}

}  // namespace

SignInDesk::SignInDesk(const Office& office, curation::SessionLimits limits)
    : office_(office),
      sessions_(office.curation.database(), limits),
      links_(office.curation.database()),
      tokens_(office.curation.database()),
      factors_(office.curation.database()) {}

absl::StatusOr<api::Person> SignInDesk::identify(const api::Presented& presented) {
  if (!presented.token.empty()) return by_token(presented.token);
  if (!presented.session.empty()) return by_session(presented);
  return nobody();
}

// Lists of departments change: what a person may see is looked up whenever somebody comes.
absl::StatusOr<api::Person> SignInDesk::person_of(const User& user) {
  api::Person person;
  person.name = user.name;
  person.role = user.role;
  if (!user.sight.limited() || !curation::can_be_limited(user.role)) return person;
  const absl::StatusOr<curation::Departments> listed = office_.curation.departments();
  if (!listed.ok()) return listed.status();
  person.sight = curation::sight_now(user.sight, *listed);
  return person;
}

absl::StatusOr<api::Person> SignInDesk::by_session(const api::Presented& presented) {
  const absl::StatusOr<std::optional<curation::Session>> session =
      sessions_.find(presented.session, office_.clock(), presented.asked_by_person);
  if (!session.ok()) return session.status();
  if (!session->has_value()) return nobody();
  const absl::StatusOr<std::optional<User>> user = office_.curation.find_user((*session)->person);
  if (!user.ok()) return user.status();
  if (!user->has_value()) return nobody();
  absl::StatusOr<api::Person> person = person_of(**user);
  if (!person.ok()) return person.status();
  person->must_change_password = (*session)->must_change;
  person->session_ends = absl::ToUnixSeconds((*session)->ends);
  person->csrf = csrf_of(presented.session);
  person->session = presented.session;
  const absl::StatusOr<bool> has = factors_.has(person->name);
  if (!has.ok()) return has.status();
  person->second_factor = *has;
  // Who has no password here proved it at the sign-in service, twice where the role asks for it.
  if (!*has && !(*user)->password.empty()) {
    const absl::StatusOr<std::vector<curation::UserRole>> required = factors_.required();
    if (!required.ok()) return required.status();
    person->must_set_up_factor =
        std::find(required->begin(), required->end(), person->role) != required->end();
  }
  return person;
}

absl::StatusOr<api::Person> SignInDesk::by_token(const std::string& secret) {
  const absl::StatusOr<std::optional<curation::ApiToken>> token =
      tokens_.find(secret, office_.clock());
  if (!token.ok()) return token.status();
  if (!token->has_value()) return nobody();
  const absl::StatusOr<std::optional<User>> user = office_.curation.find_user((*token)->person);
  if (!user.ok()) return user.status();
  if (!user->has_value()) return nobody();
  absl::StatusOr<api::Person> person = person_of(**user);
  if (!person.ok()) return person.status();
  person->by_token = true;
  person->reads_only = !(*token)->may_change;
  return person;
}

absl::Status SignInDesk::check(const api::Credentials& given, const User* user) {
  if (absl::Status s = check_password(given.name, given.password, user); !s.ok()) return s;
  if (absl::Status s = check_code(*user, given.code); !s.ok()) return s;
  throttle_.succeeded(given.name);
  return absl::OkStatus();
}

absl::Status SignInDesk::check_password(const std::string& name, const std::string& password,
                                        const User* user) {
  const absl::Time now = office_.clock();
  if (const absl::Duration wait = throttle_.wait(name, now); wait > absl::ZeroDuration()) {
    return too_many(wait);
  }
  if (user == nullptr && nobodys_password_.empty()) {
    absl::StatusOr<std::string> made = seal::hash_password("nobody's");
    if (!made.ok()) return absl::UnavailableError(made.status().message());
    nobodys_password_ = *std::move(made);
  }
  const bool right =
      seal::check_password(password, user == nullptr ? nobodys_password_ : user->password);
  if (right && user != nullptr) return absl::OkStatus();
  throttle_.failed(name, now);
  if (absl::Status s = note_guessing(name, user != nullptr); !s.ok()) return s;
  return absl::UnauthenticatedError(
      "the name or the password is not right; an admin can give you a new one-time password");
}

// A wrong code slows down as a wrong password does: six digits are soon guessed otherwise.
absl::Status SignInDesk::check_code(const User& user, const std::string& code) {
  const absl::StatusOr<bool> has = factors_.has(user.name);
  if (!has.ok()) return has.status();
  if (!*has) return absl::OkStatus();
  absl::Status wanted = absl::UnauthenticatedError(
      "the code of your second factor is wanted: the six digits of your authenticator, or a "
      "recovery code");
  wanted.SetPayload(api::kCodeWanted, absl::Cord("1"));
  if (code.empty()) return wanted;
  const auto proof = factors_.prove(user.name, code, office_.clock());
  if (!proof.ok()) return proof.status();
  if (*proof == curation::SecondFactors::Proof::kCode) return absl::OkStatus();
  if (*proof == curation::SecondFactors::Proof::kRecoveryCode) {
    return recorded(office_, {user.name, "recovery-code-used"}, [] { return absl::OkStatus(); });
  }
  throttle_.failed(user.name, office_.clock());
  if (absl::Status s = note_guessing(user.name, true); !s.ok()) return s;
  wanted = absl::UnauthenticatedError(
      "the code is not right, or was used already; wait for the next one, and check the clock of "
      "the authenticator's device");
  wanted.SetPayload(api::kCodeWanted, absl::Cord("1"));
  return wanted;
}

absl::Status SignInDesk::prove(const std::string& name, const std::string& password,
                               const std::string& code) {
  const absl::StatusOr<std::optional<User>> user = office_.curation.find_user(name);
  if (!user.ok()) return user.status();
  return check({name, password, code, ""}, user->has_value() ? &**user : nullptr);
}

// A wait is worth an entry when it begins and each time it has doubled four times; what was typed
// as a name that nobody has may be a password, and is not written down.
absl::Status SignInDesk::note_guessing(const std::string& name, bool known) {
  const int failures = throttle_.failures(name);
  if (failures < 5 || (failures - 5) % 4 != 0 || !known) return absl::OkStatus();
  const Deed deed{name, "sign-in-slowed", "", {{"failures", failures}}};
  return recorded(office_, deed, [] { return absl::OkStatus(); });
}

absl::StatusOr<std::string> SignInDesk::person_of_link(const std::string& link) {
  absl::StatusOr<std::optional<std::string>> person = links_.use(link, office_.clock());
  if (!person.ok()) return person.status();
  if (person->has_value()) return **person;
  return absl::UnauthenticatedError(
      "this link is used or too old; \"desirepath-collector user link NAME\" makes a new one");
}

absl::StatusOr<api::SignedIn> SignInDesk::sign_in(const api::Credentials& given,
                                                  const std::string& before) {
  std::string name = given.name;
  if (!given.link.empty()) {
    absl::StatusOr<std::string> person = person_of_link(given.link);
    if (!person.ok()) return person.status();
    name = *std::move(person);
  }
  const absl::StatusOr<std::optional<User>> user = office_.curation.find_user(name);
  if (!user.ok()) return user.status();
  const User* known = user->has_value() ? &**user : nullptr;
  if (given.link.empty()) {
    if (absl::Status s = check(given, known); !s.ok()) return s;
  } else if (known == nullptr) {
    return nobody();
  }
  const bool by_link = !given.link.empty();
  return let_in(*known, by_link ? "sign-in-by-link" : "sign-in", before,
                known->one_time && !by_link);
}

absl::StatusOr<api::SignedIn> SignInDesk::let_in(const User& user, const char* how,
                                                 const std::string& before, bool must_change) {
  absl::StatusOr<api::SignedIn> signed_in = nobody();
  const absl::Status done = recorded(office_, {user.name, how}, [&]() -> absl::Status {
    if (!before.empty()) {
      if (absl::Status s = sessions_.end(before); !s.ok()) return s;
    }
    signed_in = begin(user, must_change);
    return signed_in.status();
  });
  if (!done.ok()) return done;
  return signed_in;
}

absl::StatusOr<api::SignedIn> SignInDesk::begin(const User& user, bool must_change) {
  const absl::StatusOr<std::string> session =
      sessions_.begin(user.name, must_change, office_.clock());
  if (!session.ok()) return session.status();
  absl::StatusOr<api::Person> person = by_session({*session, "", true});
  if (!person.ok()) return person.status();
  return api::SignedIn{*session, *std::move(person)};
}

absl::Status SignInDesk::sign_out(const api::Person& person, const std::string& session) {
  return recorded(office_, {person.name, "sign-out"}, [&] { return sessions_.end(session); });
}

absl::StatusOr<api::SignedIn> SignInDesk::change_password(const api::Person& person,
                                                          const std::string& old_password,
                                                          const std::string& new_password) {
  const absl::StatusOr<std::optional<User>> user = office_.curation.find_user(person.name);
  if (!user.ok()) return user.status();
  if (!user->has_value()) return nobody();
  // Who signed in with a one-time password has just shown that he knows it.
  if (!person.must_change_password) {
    if (absl::Status s = check_password(person.name, old_password, &**user); !s.ok()) {
      return s;
    }
    throttle_.succeeded(person.name);
  }
  if (absl::Status s = curation::check_new_password(new_password, person.name); !s.ok()) return s;
  if (seal::check_password(new_password, (*user)->password)) {
    return absl::InvalidArgumentError("password: choose another one than the one you have");
  }
  const absl::StatusOr<std::string> stored = seal::hash_password(new_password);
  if (!stored.ok()) return absl::UnavailableError(stored.status().message());
  absl::StatusOr<api::SignedIn> signed_in = nobody();
  const Deed deed{person.name, "password-changed"};
  const absl::Status done = recorded(office_, deed, [&]() -> absl::Status {
    if (absl::Status s = office_.curation.set_password(person.name, *stored, false); !s.ok()) {
      return s;
    }
    if (absl::Status s = sessions_.end_all(person.name); !s.ok()) return s;
    signed_in = begin(**user, false);
    return signed_in.status();
  });
  if (!done.ok()) return done;
  return signed_in;
}

}  // namespace desirepath::workplace
