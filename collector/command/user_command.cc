#include "collector/command/user_command.h"

#include <iomanip>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "collector/curation/curation_database.h"
#include "collector/curation/one_time_password.h"
#include "proto/seal/password.h"

namespace desirepath::command {
namespace {

struct UserOptions {
  std::string name;
  std::string role;
};

absl::StatusOr<curation::CurationDatabase> open(const collector::Settings& settings) {
  return curation::CurationDatabase::open(settings.paths.curation_db().string());
}

void print_password(const std::string& name, const std::string& password) {
  std::cout << name << "  one-time password: " << password
            << "\nIt is shown once and must be changed at the first sign-in.\n";
}

absl::Status add_user(const UserOptions& options, const collector::Settings& settings) {
  curation::User user;
  user.name = options.name;
  if (!curation::parse_user_role(options.role, user.role)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "role \"", options.role, "\" is none of viewer, curator, auditor, admin, staff-rep"));
  }
  absl::StatusOr<curation::CurationDatabase> database = open(settings);
  if (!database.ok()) return database.status();
  const std::string password = curation::one_time_password();
  const absl::StatusOr<std::string> stored = seal::hash_password(password);
  if (!stored.ok()) return stored.status();
  user.password = *stored;
  user.one_time = true;
  if (absl::Status s = database->add_user(user); !s.ok()) return s;
  print_password(user.name, password);
  return absl::OkStatus();
}

absl::Status renew_password(const UserOptions& options, const collector::Settings& settings) {
  absl::StatusOr<curation::CurationDatabase> database = open(settings);
  if (!database.ok()) return database.status();
  const std::string password = curation::one_time_password();
  const absl::StatusOr<std::string> stored = seal::hash_password(password);
  if (!stored.ok()) return stored.status();
  if (absl::Status s = database->set_password(options.name, *stored, /*one_time=*/true); !s.ok()) {
    return s;
  }
  print_password(options.name, password);
  return absl::OkStatus();
}

absl::Status list_users(const collector::Settings& settings) {
  absl::StatusOr<curation::CurationDatabase> database = curation::CurationDatabase::open(
      settings.paths.curation_db().string(), store::Mode::kReadOnly);
  if (!database.ok()) return database.status();
  const absl::StatusOr<std::vector<curation::User>> users = database->users();
  if (!users.ok()) return users.status();
  for (const curation::User& user : *users) {
    std::cout << std::left << std::setw(24) << user.name << curation::role_word(user.role)
              << (user.one_time ? "  (has not signed in yet)" : "") << "\n";
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
  CLI::App* password = add_command(*group, "password", "give a new one-time password", invocation,
                                   [options](const collector::Settings& settings) {
                                     return renew_password(*options, settings);
                                   });
  password->add_option("NAME", options->name, "the name to sign in with")->required();
  add_command(*group, "list", "print names and roles", invocation, list_users);
}

}  // namespace desirepath::command
