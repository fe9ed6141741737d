#include "proto/catalog/check.h"

#include <algorithm>
#include <tuple>

#include "proto/catalog/checker.h"

namespace desirepath::catalog {

Checker::Checker(const CheckInput& input) : input_(input) {
  if (input.lock != nullptr) known_ = *input.lock;
  whole_ = input.shipped == nullptr ||
           std::ranges::any_of(
               input.files, [](const TextCatalog& file) { return file.message().revision() != 0; });
}

std::vector<Fault> Checker::run() {
  collect();
  if (!whole_) collect_shipped();
  check_entries();
  check_hosts();
  const auto place_of = [](const Fault& fault) { return std::tie(fault.file, fault.line); };
  std::ranges::stable_sort(faults_, {}, place_of);
  return std::move(faults_);
}

void Checker::fault(const Spot& spot, const std::string& what) {
  if (faults_.size() == kMaximumFaults) return;
  faults_.push_back(
      {spot.file == nullptr ? "shipped catalog" : spot.file->file(), spot.line, what});
}

std::string Checker::place(const Spot& spot) {
  if (spot.file == nullptr) return "in the shipped catalog";
  return "in " + spot.file->file() + ":" + std::to_string(spot.line);
}

// The names of all entries, so that what names another may stand before it.
void Checker::collect() {
  const TextCatalog* says_revision = nullptr;
  for (const TextCatalog& file : input_.files) {
    const v1::Catalog& entries = file.message();
    if (entries.revision() != 0 && says_revision != nullptr) {
      fault({&file, file.line("revision", 0)},
            "`revision` stands in " + says_revision->file() + " already; remove one of the two");
    }
    if (entries.revision() != 0) says_revision = &file;
    for (int i = 0; i < entries.needs_size(); ++i) {
      const Spot spot{&file, file.line("needs", i)};
      const auto [at, fresh] = needs_.emplace(entries.needs(i).id(), spot);
      if (!fresh) {
        fault(spot, "need '" + at->first + "' stands " + place(at->second) +
                        " already; remove one of the two");
      }
    }
    for (int i = 0; i < entries.tools_size(); ++i) {
      const Spot spot{&file, file.line("tools", i)};
      const auto [at, fresh] = tools_.emplace(entries.tools(i).id(), spot);
      if (!fresh) {
        fault(spot, "tool '" + at->first + "' stands " + place(at->second) +
                        " already; make one entry of the two");
      }
    }
    for (int i = 0; i < entries.vendors_size(); ++i) {
      const Spot spot{&file, file.line("vendors", i)};
      const v1::Vendor& vendor = entries.vendors(i);
      const auto [at, fresh] = vendors_.emplace(vendor.name(), std::pair(vendor.parent(), spot));
      if (!fresh) fault(spot, "vendor '" + at->first + "' stands twice; make one entry of the two");
    }
  }
}

// What the files do not say themselves, the shipped catalog says.
void Checker::collect_shipped() {
  for (const Need& need : input_.shipped->needs()) {
    needs_.emplace(need.id, Spot{});
    numbers_.emplace(std::pair("need", need.number), need.id);
    if (input_.lock == nullptr) known_.needs.emplace(need.id, need.number);
  }
  for (const Tool& tool : input_.shipped->tools()) {
    tools_.emplace(tool.id, Spot{});
    numbers_.emplace(std::pair("tool", tool.number), tool.id);
    if (input_.lock == nullptr) known_.tools.emplace(tool.id, tool.number);
  }
  for (const HostRow& row : input_.shipped->hosts()) {
    if (row.owner == Owner::kVendor)
      vendors_.emplace(input_.shipped->word(row), std::pair(std::string(), Spot{}));
  }
}

std::vector<Fault> check(const CheckInput& input) { return Checker(input).run(); }

}  // namespace desirepath::catalog
