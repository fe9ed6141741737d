#pragma once

// `CollectorCommand` asks the collector's own command line: which windows are open, freeze one, a
// token; and sees in the spool's folder which segments still wait for delivery.
//
// The fleet is no part of the collector and opens none of its databases. Errors: kInternal with the
// command and its words.

#include <absl/status/statusor.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace desirepath::fleet {

class CollectorCommand {
 public:
  CollectorCommand(std::string program, std::filesystem::path dir)
      : program_(std::move(program)), dir_(std::move(dir)) {}

  // Whether each known window is open.
  absl::StatusOr<std::map<std::uint32_t, bool>> windows() const;
  absl::Status freeze(std::uint32_t window) const;
  absl::StatusOr<std::string> token(std::uint32_t uses) const;
  // HOST:PORT of the running server's gate.
  absl::StatusOr<std::string> gate() const;
  // File names of the segments that the gate holds; a delivered one is gone.
  std::set<std::string> spooled() const;

 private:
  absl::StatusOr<std::string> run(const std::vector<std::string>& words) const;

  std::string program_;
  std::filesystem::path dir_;
};

}  // namespace desirepath::fleet
