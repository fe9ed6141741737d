#include "collector/policy/observed_file.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "collector/curation/csv.h"

namespace desirepath::policy {
namespace {

constexpr std::size_t kCells = 6;

absl::Status wrong(const curation::CsvRow& row, const std::string& what) {
  return absl::InvalidArgumentError(absl::StrCat("line ", row.line, " of the networks: ", what));
}

v1::NetworkUse use_of(const std::string& word) {
  if (word == "staff") return v1::NETWORK_USE_STAFF;
  if (word == "guest") return v1::NETWORK_USE_GUEST;
  if (word == "private") return v1::NETWORK_USE_PRIVATE;
  return v1::NETWORK_USE_UNSPECIFIED;
}

absl::StatusOr<v1::ObservedNetwork> network_of(const curation::CsvRow& row,
                                               const std::vector<Department>& departments) {
  if (row.cells.size() != kCells) {
    return wrong(row, "write gateway,networks,devices,department,use,routed");
  }
  v1::ObservedNetwork network;
  network.set_gateway(row.cells[0]);
  for (const auto& range : absl::StrSplit(row.cells[1], ' ', absl::SkipEmpty())) {
    network.add_ranges(std::string(range));
  }
  std::uint32_t devices = 0;
  if (!absl::SimpleAtoi(row.cells[2], &devices)) {
    return wrong(row, absl::StrCat("\"", row.cells[2], "\" is no number of devices"));
  }
  network.set_devices(devices);
  if (!row.cells[3].empty()) {
    const auto found = std::find_if(departments.begin(), departments.end(),
                                    [&](const auto& each) { return each.id == row.cells[3]; });
    if (found == departments.end()) {
      return wrong(row, absl::StrCat("department \"", row.cells[3],
                                     "\" is not in the list, see \"departments import\""));
    }
    network.set_department(found->number);
  }
  network.set_use(use_of(row.cells[4]));
  if (network.use() == v1::NETWORK_USE_UNSPECIFIED) {
    return wrong(row, absl::StrCat("use \"", row.cells[4], "\" is none, write staff"));
  }
  if (row.cells[5] != "yes" && row.cells[5] != "no") {
    return wrong(row, absl::StrCat("routed is yes or no, not \"", row.cells[5], "\""));
  }
  network.set_routed(row.cells[5] == "yes");
  return network;
}

}  // namespace

absl::StatusOr<std::vector<v1::ObservedNetwork>> read_observed(
    const std::string& text, const std::vector<Department>& departments) {
  const absl::StatusOr<std::vector<curation::CsvRow>> rows = curation::read_csv(text);
  if (!rows.ok()) return rows.status();
  std::vector<v1::ObservedNetwork> networks;
  for (const curation::CsvRow& row : *rows) {
    const bool heading = networks.empty() && !row.cells.empty() && row.cells[0] == "gateway";
    if (heading) continue;
    absl::StatusOr<v1::ObservedNetwork> network = network_of(row, departments);
    if (!network.ok()) return network.status();
    networks.push_back(*std::move(network));
  }
  return networks;
}

}  // namespace desirepath::policy
