#include "collector/command/catalog_check.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iomanip>
#include <map>
#include <optional>

#include "proto/catalog/check.h"

namespace desirepath::command {
namespace {

using catalog::TextCatalog;

struct Given {
  std::vector<TextCatalog> files;
  std::optional<catalog::NumbersLock> lock;
  std::size_t unreadable = 0;
};

std::vector<std::string> files_below(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) {
      files.push_back(path);
      continue;
    }
    std::vector<std::string> below;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path, error)) {
      const auto extension = entry.path().extension();
      if (extension == ".textproto" || extension == ".lock") below.push_back(entry.path().string());
    }
    std::ranges::sort(below);
    files.insert(files.end(), below.begin(), below.end());
  }
  return files;
}

// A whole catalog says its revision; its numbers are its own.
bool is_whole(const std::vector<TextCatalog>& files) {
  return std::ranges::any_of(
      files, [](const TextCatalog& file) { return file.message().revision() != 0; });
}

// Reads all files, so that one that is damaged does not hide another that is.
Given read_all(const std::vector<std::string>& paths, std::ostream& faults) {
  Given given;
  const auto refuse = [&](const absl::Status& status) {
    faults << status.message() << "\n";
    ++given.unreadable;
  };
  for (const std::string& path : files_below(paths)) {
    if (!path.ends_with(".lock")) {
      absl::StatusOr<TextCatalog> file = TextCatalog::read(path);
      if (file.ok()) {
        given.files.push_back(*std::move(file));
      } else {
        refuse(file.status());
      }
      continue;
    }
    const absl::StatusOr<std::string> text = catalog::read_whole(path, catalog::kMaximumTextBytes);
    if (!text.ok()) {
      refuse(text.status());
      continue;
    }
    absl::StatusOr<catalog::NumbersLock> lock = catalog::NumbersLock::parse(path, *text);
    if (lock.ok()) {
      given.lock = *std::move(lock);
    } else {
      refuse(lock.status());
    }
  }
  return given;
}

// Of how many tools something is publicly known; of all others it is unknown.
void print_known(const std::vector<TextCatalog>& files, std::ostream& out) {
  std::array<int, catalog::kRiskSubjects.size()> known{};
  int countries = 0;
  int tools = 0;
  for (const TextCatalog& file : files) {
    for (const v1::Tool& tool : file.message().tools()) {
      if (!tool.hq_country().empty()) ++countries;
      if (tool.risk_size() > 0) ++tools;
      for (const v1::RiskFacts& facts : tool.risk()) {
        for (const catalog::RiskSubject subject : catalog::subjects_of(facts))
          ++known.at(static_cast<std::size_t>(subject));
      }
    }
  }
  const auto row = [&out](std::string_view what, int count) {
    out << std::left << std::setw(26) << what << std::right << std::setw(7) << count << "\n";
  };
  out << "\nknown of                    tools   (of all others: unknown)\n";
  row("hq_country", countries);
  for (std::size_t i = 0; i < known.size(); ++i) row(catalog::kRiskSubjects.at(i), known.at(i));
  row("any risk fact", tools);
}

void print_counts(const std::vector<TextCatalog>& files, std::ostream& out) {
  struct Count {
    int tools = 0;
    int hosts = 0;
  };
  std::map<std::string, Count> by_need;
  std::array<int, catalog::kRoleCount> by_role{};
  Count all;
  int infrastructure = 0;
  int denied = 0;
  for (const TextCatalog& file : files) {
    infrastructure += file.message().infrastructure_size();
    denied += file.message().denied_size();
    for (const v1::Tool& tool : file.message().tools()) {
      for (Count* count : {&by_need[tool.need()], &all}) {
        ++count->tools;
        count->hosts += tool.hosts_size();
      }
      for (const v1::Host& host : tool.hosts()) ++by_role.at(static_cast<std::size_t>(host.role()));
    }
  }
  out << std::left << std::setw(26) << "need" << std::right << std::setw(7) << "tools"
      << std::setw(8) << "hosts"
      << "\n";
  for (const auto& [need, count] : by_need) {
    out << std::left << std::setw(26) << need << std::right << std::setw(7) << count.tools
        << std::setw(8) << count.hosts << "\n";
  }
  out << "\n"
      << std::left << std::setw(26) << "role" << std::right << std::setw(15) << "hosts"
      << "\n";
  for (std::size_t role = 1; role < by_role.size(); ++role) {
    out << std::left << std::setw(26) << catalog::name(static_cast<catalog::Role>(role))
        << std::right << std::setw(15) << by_role.at(role) << "\n";
  }
  print_known(files, out);
  out << "\nsound: " << all.tools << " tools in " << by_need.size() << " needs, " << all.hosts
      << " hosts, " << infrastructure << " infrastructure rows, " << denied
      << " private-life rows\n";
}

}  // namespace

absl::Status check_catalog(const catalog::Catalog& in_force, const CatalogCheckOptions& options,
                           std::ostream& out, std::ostream& faults) {
  const absl::StatusOr<catalog::PublicSuffixes> suffixes =
      options.suffix_list.empty() ? catalog::PublicSuffixes::latest()
                                  : catalog::PublicSuffixes::from_file(options.suffix_list);
  if (!suffixes.ok()) return suffixes.status();
  const Given given = read_all(options.paths, faults);
  if (given.files.empty() && !given.lock && given.unreadable == 0) {
    return absl::InvalidArgumentError(
        "catalog check: no textproto there; name a file, or a folder such as proto/catalog");
  }
  // What names an entry of a file that cannot be read would be a fault of nobody's.
  std::vector<catalog::Fault> found;
  if (given.unreadable == 0) {
    found = catalog::check({.files = given.files,
                            .shipped = &in_force,
                            .lock = given.lock ? &*given.lock : nullptr,
                            .suffixes = &*suffixes,
                            .own = options.own && !is_whole(given.files)});
  }
  for (const catalog::Fault& fault : found) {
    faults << fault.file << ":" << fault.line << ": " << fault.what << "\n";
  }
  const std::size_t count = found.size() + given.unreadable;
  if (count == 0) {
    print_counts(given.files, out);
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError("catalog check: " + std::to_string(count) +
                                       (count == 1 ? " fault" : " faults") +
                                       "; mend them and check again");
}

}  // namespace desirepath::command
