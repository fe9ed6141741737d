#pragma once

// `PositionBook` keeps who agrees with what is planned for a need: rows of curation.db.
//
// A need is looked at from five sides; each agrees, agrees if something is met, or objects. The
// newest position of a side counts, earlier ones stay in the audit chain. The card desk writes and
// shows it.
//
// Source: needs.md, section 3. Errors: those of store::Database.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/store/database.h"

namespace desirepath::curation {

constexpr std::array<std::string_view, 5> kSides = {"curator", "security", "data-protection",
                                                    "architecture", "business"};
constexpr std::array<std::string_view, 3> kStances = {"agree", "agree-if", "object"};

struct Position {
  std::string side;
  std::string stance;
  std::string text;  // the condition or the objection; may be empty where a side agrees
  std::string by;    // who wrote it down here
  std::int64_t at = 0;
};

class PositionBook {
 public:
  // `database` must outlive it.
  explicit PositionBook(store::Database& database) : database_(database) {}

  absl::Status set(const std::string& need, const Position& position);
  absl::StatusOr<std::vector<Position>> of(const std::string& need);  // in the order of kSides

 private:
  store::Database& database_;
};

}  // namespace desirepath::curation
