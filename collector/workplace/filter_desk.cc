#include "collector/workplace/filter_desk.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "collector/curation/filter_book.h"
#include "collector/workplace/fields.h"

namespace desirepath::workplace {
namespace {

using api::Call;
using api::Outcome;
using boost::json::object;
using curation::FilterBook;
using curation::SavedFilter;

constexpr std::size_t kLongestQuery = 1000;

absl::StatusOr<Outcome> tell(const Office& office, const Call& call) {
  const auto filters = FilterBook(office.curation.database()).of(call.person.name);
  if (!filters.ok()) return filters.status();
  boost::json::array rows;
  for (const SavedFilter& one : *filters) {
    rows.push_back(object{{"number", one.number},
                          {"page", one.page},
                          {"name", one.name},
                          {"query", one.query},
                          {"at", one.at}});
  }
  return Outcome{.body = object{{"filters", std::move(rows)}}};
}

// What stands behind the question mark of an address, and nothing that could lead elsewhere.
bool is_query(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
           std::string_view("-_.~%+&=*").find(c) != std::string_view::npos;
  });
}

absl::StatusOr<Outcome> keep(const Office& office, const Call& call) {
  if (absl::Status s = check_members(call.body, {"page", "name", "query"}); !s.ok()) return s;
  const absl::StatusOr<std::string> page = text_of(call.body, "page");
  if (!page.ok()) return page.status();
  if (*page != "needs" && *page != "tools") {
    return absl::InvalidArgumentError("page: give needs or tools");
  }
  const absl::StatusOr<std::string> name = text_of(call.body, "name", {1, 80});
  if (!name.ok()) return name.status();
  const absl::StatusOr<std::string> query = text_of(call.body, "query", {1, kLongestQuery});
  if (!query.ok()) return query.status();
  if (!is_query(*query)) {
    return absl::InvalidArgumentError("query: give what stands behind the address's question mark");
  }
  const Deed deed{call.person.name, "filter-kept", absl::StrCat(*page, ": ", *name)};
  const SavedFilter filter{0, *page, *name, *query, absl::ToUnixSeconds(office.clock())};
  const absl::Status done = recorded(office, deed, [&] {
    return FilterBook(office.curation.database()).keep(call.person.name, filter);
  });
  return done.ok() ? tell(office, call) : absl::StatusOr<Outcome>(done);
}

absl::StatusOr<Outcome> drop(const Office& office, const Call& call) {
  std::int64_t number = 0;
  if (!absl::SimpleAtoi(call.names[0], &number)) {
    return absl::NotFoundError("you keep no filter of this number");
  }
  const Deed deed{call.person.name, "filter-dropped", call.names[0]};
  const absl::Status done = recorded(office, deed, [&] {
    return FilterBook(office.curation.database()).drop(call.person.name, number);
  });
  return done.ok() ? tell(office, call) : absl::StatusOr<Outcome>(done);
}

}  // namespace

void add_filter_operations(const Office& office, api::Operations& operations) {
  operations["getFilters"] = [&office](const Call& call) { return tell(office, call); };
  operations["keepFilter"] = [&office](const Call& call) { return keep(office, call); };
  operations["dropFilter"] = [&office](const Call& call) { return drop(office, call); };
}

}  // namespace desirepath::workplace
