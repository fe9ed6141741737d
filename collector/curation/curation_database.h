#pragma once

// `CurationDatabase` is curation.db: what people of the organisation decided. Nothing in it comes
// from devices.
//
// The commands and the page write it, the policy room makes drafts and instructions of it, publish,
// needs and report read it. Departments that left the list stay in it, so that their numbers are
// never given again; decisions on tools are only added, the last one for a window counts.
//
// Errors: those of store::Database. Threads: one at a time; every process opens its own.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/curation/standing_decision.h"
#include "collector/curation/user.h"
#include "collector/store/database.h"
#include "proto/policy/policy.h"

namespace desirepath::curation {

class CurationDatabase {
 public:
  static absl::StatusOr<CurationDatabase> open(const std::string& path,
                                               store::Mode mode = store::Mode::kReadWrite);

  // Settings that the policy's draft is made of, by name; empty when never set.
  absl::StatusOr<std::optional<std::string>> setting(const std::string& name);
  absl::Status set_setting(const std::string& name, const std::string& value);

  // Those on the list, parents first; and every one there ever was.
  absl::StatusOr<std::vector<policy::Department>> departments();
  absl::StatusOr<std::vector<policy::Department>> all_departments();
  // The whole list at once.
  absl::Status replace_departments(const std::vector<policy::Department>& departments);

  absl::Status add_decisions(const std::vector<StandingDecision>& decisions);
  // Every decision ever, oldest first.
  absl::StatusOr<std::vector<StandingDecision>> history();
  // What the instructions say: for each tool the decision in force at `oldest_window` and all later
  // ones.
  absl::StatusOr<std::vector<policy::ToolStanding>> standings(std::uint32_t oldest_window);

  // kFailedPrecondition when there is a user of that name.
  absl::Status add_user(const User& user);
  absl::StatusOr<std::optional<User>> find_user(const std::string& name);
  absl::StatusOr<std::vector<User>> users();
  absl::Status set_password(const std::string& name, const std::string& password, bool one_time);
  absl::Status set_role(const std::string& name, UserRole role);
  absl::Status set_sight(const std::string& name, const Sight& sight);
  // With the sessions, links, tokens and saved filters of that name.
  absl::Status remove_user(const std::string& name);

  // For the rooms' other views of the same file, so that one transaction covers a whole change.
  store::Database& database() { return database_; }

 private:
  explicit CurationDatabase(store::Database database) : database_(std::move(database)) {}
  absl::StatusOr<std::vector<policy::Department>> read_departments(const std::string& condition);
  store::Database database_;
};

}  // namespace desirepath::curation
