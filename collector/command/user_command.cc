#include "collector/command/user_command.h"

#include <boost/json/parse.hpp>
#include <functional>
#include <iomanip>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "collector/command/deed.h"
#include "collector/curation/curation_database.h"
#include "collector/curation/one_time_password.h"
#include "collector/curation/second_factors.h"
#include "collector/curation/sessions.h"
#include "collector/curation/sign_in_links.h"
#include "collector/policy/atomic_file.h"
#include "proto/seal/password.h"

namespace desirepath::command {
namespace {

struct UserOptions {
  std::string name;
  std::string role;
  std::vector<std::string> departments;
  bool leads = false;
  int minutes = 15;
};

absl::StatusOr<curation::CurationDatabase> open_people(const collector::Settings& settings) {
  return curation::CurationDatabase::open(settings.paths.curation_db().string());
}

// A change and what the audit chain says of it: both or neither.
absl::Status together(curation::CurationDatabase& database,
                      const std::function<absl::Status()>& work) {
  absl::StatusOr<store::Transaction> transaction = store::Transaction::begin(database.database());
  if (!transaction.ok()) return transaction.status();
  if (absl::Status s = work(); !s.ok()) return s;
  return transaction->commit();
}

void print_password(const std::string& name, const std::string& password) {
  std::cout << name << "  one-time password: " << password
            << "\nIt is shown once and must be changed at the first sign-in.\n";
}

absl::Status no_such_role(const std::string& word) {
  return absl::InvalidArgumentError(
      absl::StrCat("role \"", word, "\" is none of viewer, curator, auditor, admin, staff-rep"));
}

// By today's list; nothing asked for is no limit.
absl::StatusOr<curation::Sight> sight_of(const UserOptions& options, curation::UserRole role,
                                         curation::CurationDatabase& database) {
  const curation::Sight sight{options.leads, options.departments};
  if (sight.limited() && !curation::can_be_limited(role)) {
    return absl::InvalidArgumentError("only viewers and curators are limited to departments");
  }
  const absl::StatusOr<curation::Departments> listed = database.departments();
  if (!listed.ok()) return listed.status();
  if (absl::Status s = curation::check_sight(sight, *listed); !s.ok()) return s;
  return sight;
}

absl::Status limit_user(const UserOptions& options, const collector::Settings& settings) {
  absl::StatusOr<curation::CurationDatabase> database = open_people(settings);
  if (!database.ok()) return database.status();
  const absl::StatusOr<std::optional<curation::User>> user = database->find_user(options.name);
  if (!user.ok()) return user.status();
  if (!user->has_value()) {
    return absl::NotFoundError(
        absl::StrCat("there is no user \"", options.name, "\", \"user list\" prints who there is"));
  }
  const absl::StatusOr<curation::Sight> sight = sight_of(options, (*user)->role, *database);
  if (!sight.ok()) return sight.status();
  return together(*database, [&]() -> absl::Status {
    if (absl::Status s = database->set_sight(options.name, *sight); !s.ok()) return s;
    return record_deed(*database, "person-limited", options.name,
                       {{"sight", curation::sight_text(*sight)}});
  });
}

void add_limit_options(CLI::App& command, const std::shared_ptr<UserOptions>& options) {
  CLI::Option* departments =
      command
          .add_option("--departments", options->departments,
                      "see and decide on these departments' tools only (ids, with commas)")
          ->delimiter(',');
  command
      .add_flag("--leads-a-department", options->leads,
                "see the organisation's figures only, no department's")
      ->excludes(departments);
}

absl::Status add_user(const UserOptions& options, const collector::Settings& settings) {
  curation::User user;
  user.name = options.name;
  if (absl::Status s = curation::check_user_name(user.name); !s.ok()) return s;
  if (!curation::parse_user_role(options.role, user.role)) {
    return no_such_role(options.role);
  }
  absl::StatusOr<curation::CurationDatabase> database = open_people(settings);
  if (!database.ok()) return database.status();
  const absl::StatusOr<curation::Sight> sight = sight_of(options, user.role, *database);
  if (!sight.ok()) return sight.status();
  user.sight = *sight;
  const std::string password = curation::one_time_password();
  const absl::StatusOr<std::string> stored = seal::hash_password(password);
  if (!stored.ok()) return stored.status();
  user.password = *stored;
  user.one_time = true;
  const absl::Status done = together(*database, [&]() -> absl::Status {
    if (absl::Status s = database->add_user(user); !s.ok()) return s;
    return record_deed(*database, "person-added", user.name,
                       {{"role", options.role}, {"sight", curation::sight_text(user.sight)}});
  });
  if (!done.ok()) return done;
  print_password(user.name, password);
  return absl::OkStatus();
}

absl::Status renew_password(const UserOptions& options, const collector::Settings& settings) {
  absl::StatusOr<curation::CurationDatabase> database = open_people(settings);
  if (!database.ok()) return database.status();
  const std::string password = curation::one_time_password();
  const absl::StatusOr<std::string> stored = seal::hash_password(password);
  if (!stored.ok()) return stored.status();
  const absl::Status done = together(*database, [&]() -> absl::Status {
    const absl::Status set = database->set_password(options.name, *stored, /*one_time=*/true);
    if (!set.ok()) return set;
    return record_deed(*database, "person-password", options.name);
  });
  if (!done.ok()) return done;
  print_password(options.name, password);
  return absl::OkStatus();
}

// Where the page is while "serve" runs; a placeholder otherwise.
std::string page_address(const collector::Settings& settings) {
  const absl::StatusOr<std::string> endpoints = policy::read_file(settings.paths.endpoints());
  if (endpoints.ok()) {
    boost::system::error_code failure;
    const boost::json::value value = boost::json::parse(*endpoints, failure);
    if (!failure && value.is_object() && value.get_object().contains("web")) {
      return std::string(value.at("web").as_string());
    }
  }
  return "http://HOST:PORT";
}

absl::Status print_link(const UserOptions& options, const collector::Settings& settings) {
  absl::StatusOr<curation::CurationDatabase> database = open_people(settings);
  if (!database.ok()) return database.status();
  const absl::StatusOr<std::optional<curation::User>> user = database->find_user(options.name);
  if (!user.ok()) return user.status();
  if (!user->has_value()) {
    return absl::NotFoundError(
        absl::StrCat("there is no user \"", options.name, "\", \"user list\" prints who there is"));
  }
  const absl::StatusOr<std::string> secret =
      curation::SignInLinks(database->database())
          .make(options.name, absl::Now() + absl::Minutes(options.minutes));
  if (!secret.ok()) return secret.status();
  const absl::Status noted =
      record_deed(*database, "link-made", options.name, {{"minutes", options.minutes}});
  if (!noted.ok()) return noted;
  std::cout << page_address(settings) << "/sign-in#" << *secret << "\n";
  return absl::OkStatus();
}

absl::Status change_role(const UserOptions& options, const collector::Settings& settings) {
  curation::UserRole role = curation::UserRole::kViewer;
  if (!curation::parse_user_role(options.role, role)) return no_such_role(options.role);
  absl::StatusOr<curation::CurationDatabase> database = open_people(settings);
  if (!database.ok()) return database.status();
  return together(*database, [&]() -> absl::Status {
    if (absl::Status s = database->set_role(options.name, role); !s.ok()) return s;
    return record_deed(*database, "person-role", options.name, {{"to", options.role}});
  });
}

absl::Status remove_user(const UserOptions& options, const collector::Settings& settings) {
  absl::StatusOr<curation::CurationDatabase> database = open_people(settings);
  if (!database.ok()) return database.status();
  return together(*database, [&]() -> absl::Status {
    if (absl::Status s = database->remove_user(options.name); !s.ok()) return s;
    return record_deed(*database, "person-removed", options.name);
  });
}

absl::Status reset_second_factor(const UserOptions& options, const collector::Settings& settings) {
  absl::StatusOr<curation::CurationDatabase> database = open_people(settings);
  if (!database.ok()) return database.status();
  return together(*database, [&]() -> absl::Status {
    const absl::Status gone = curation::SecondFactors(database->database()).reset(options.name);
    if (!gone.ok()) return gone;
    const absl::Status ended = curation::Sessions(database->database()).end_all(options.name);
    if (!ended.ok()) return ended;
    return record_deed(*database, "second-factor-reset", options.name);
  });
}

std::string sight_words(const curation::User& user) {
  if (user.sight.organisation_only) return "  (sees the organisation only)";
  if (user.sight.departments.empty()) return "";
  return absl::StrCat("  (limited to ", absl::StrJoin(user.sight.departments, ", "), ")");
}

absl::Status list_users(const collector::Settings& settings) {
  absl::StatusOr<curation::CurationDatabase> database = curation::CurationDatabase::open(
      settings.paths.curation_db().string(), store::Mode::kReadOnly);
  if (!database.ok()) return database.status();
  const absl::StatusOr<std::vector<curation::User>> users = database->users();
  if (!users.ok()) return users.status();
  const auto factors = curation::SecondFactors(database->database()).holders();
  if (!factors.ok()) return factors.status();
  for (const curation::User& user : *users) {
    std::cout << std::left << std::setw(24) << user.name << curation::role_word(user.role)
              << sight_words(user) << (user.one_time ? "  (has a one-time password)" : "")
              << (factors->contains(user.name) ? "  (second factor)" : "") << "\n";
  }
  return absl::OkStatus();
}

}  // namespace

void add_user_command(CLI::App& app, Invocation& invocation) {
  CLI::App* group = add_group(app, "user", "people who may sign in to the page");
  auto options = std::make_shared<UserOptions>();
  CLI::App* add = add_command(
      *group, "add", "let a person sign in", invocation,
      [options](const collector::Settings& settings) { return add_user(*options, settings); });
  add->add_option("NAME", options->name, "the name to sign in with")->required();
  add->add_option("--role", options->role, "viewer, curator, auditor, admin or staff-rep")
      ->required();
  add_limit_options(*add, options);
  CLI::App* limit = add_command(
      *group, "limit", "limit what a person sees of the departments, or lift the limit", invocation,
      [options](const collector::Settings& settings) { return limit_user(*options, settings); });
  limit->add_option("NAME", options->name, "the name to sign in with")->required();
  add_limit_options(*limit, options);
  CLI::App* password = add_command(*group, "password", "give a new one-time password", invocation,
                                   [options](const collector::Settings& settings) {
                                     return renew_password(*options, settings);
                                   });
  password->add_option("NAME", options->name, "the name to sign in with")->required();
  CLI::App* link = add_command(
      *group, "link", "print an address that signs this person in once", invocation,
      [options](const collector::Settings& settings) { return print_link(*options, settings); });
  link->add_option("NAME", options->name, "the name to sign in with")->required();
  link->add_option("--minutes", options->minutes, "how long it can be used")
      ->check(CLI::Range(1, 1440))
      ->capture_default_str();
  CLI::App* role = add_command(
      *group, "role", "give a person another role", invocation,
      [options](const collector::Settings& settings) { return change_role(*options, settings); });
  role->add_option("NAME", options->name, "the name to sign in with")->required();
  role->add_option("--role", options->role, "viewer, curator, auditor, admin or staff-rep")
      ->required();
  CLI::App* removal = add_command(
      *group, "remove", "let a person sign in no more", invocation,
      [options](const collector::Settings& settings) { return remove_user(*options, settings); });
  removal->add_option("NAME", options->name, "the name to sign in with")->required();
  CLI::App* reset =
      add_command(*group, "reset-second-factor", "take a lost second factor away; sessions end",
                  invocation, [options](const collector::Settings& settings) {
                    return reset_second_factor(*options, settings);
                  });
  reset->add_option("NAME", options->name, "the name to sign in with")->required();
  add_command(*group, "list", "print names and roles", invocation, list_users);
}

}  // namespace desirepath::command
