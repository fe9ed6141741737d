#include "collector/curation/filter_book.h"

#include <algorithm>
#include <string_view>

namespace desirepath::curation {
namespace {

constexpr std::size_t kMostFilters = 40;

}  // namespace

absl::Status FilterBook::keep(const std::string& person, const SavedFilter& filter) {
  const absl::StatusOr<std::vector<SavedFilter>> kept = of(person);
  if (!kept.ok()) return kept.status();
  const bool known = std::any_of(kept->begin(), kept->end(), [&](const SavedFilter& one) {
    return one.page == filter.page && one.name == filter.name;
  });
  if (!known && kept->size() >= kMostFilters) {
    return absl::ResourceExhaustedError("40 filters are kept already; drop one first");
  }
  absl::StatusOr<store::Statement> insert = database_.prepare(
      "INSERT INTO saved_filter(person, page, name, query, at) VALUES (?, ?, ?, ?, ?) "
      "ON CONFLICT(person, page, name) DO UPDATE SET query = ?4, at = ?5");
  if (!insert.ok()) return insert.status();
  insert->bind(1, std::string_view(person));
  insert->bind(2, std::string_view(filter.page));
  insert->bind(3, std::string_view(filter.name));
  insert->bind(4, std::string_view(filter.query));
  insert->bind(5, filter.at);
  return insert->run();
}

absl::Status FilterBook::drop(const std::string& person, std::int64_t number) {
  absl::StatusOr<store::Statement> removal =
      database_.prepare("DELETE FROM saved_filter WHERE person = ? AND number = ?");
  if (!removal.ok()) return removal.status();
  removal->bind(1, std::string_view(person));
  removal->bind(2, number);
  if (absl::Status s = removal->run(); !s.ok()) return s;
  return database_.changes() == 0 ? absl::NotFoundError("you keep no filter of this number")
                                  : absl::OkStatus();
}

absl::StatusOr<std::vector<SavedFilter>> FilterBook::of(const std::string& person) {
  absl::StatusOr<store::Statement> query = database_.prepare(
      "SELECT number, page, name, query, at FROM saved_filter WHERE person = ? "
      "ORDER BY page, name");
  if (!query.ok()) return query.status();
  query->bind(1, std::string_view(person));
  std::vector<SavedFilter> filters;
  while (true) {
    const absl::StatusOr<bool> row = query->step();
    if (!row.ok()) return row.status();
    if (!*row) return filters;
    filters.push_back(
        {query->integer(0), query->text(1), query->text(2), query->text(3), query->integer(4)});
  }
}

}  // namespace desirepath::curation
