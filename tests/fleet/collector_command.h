#pragma once

// `CollectorCommand` asks the collector's own command line: which windows are open, what has
// arrived, freeze one, a token.
//
// The fleet is no part of the collector and opens none of its databases. Errors: kInternal with the
// command and its words.

#include <absl/status/statusor.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace desirepath::fleet {

struct WindowState {
  bool open = false;
  std::uint64_t arrived = 0;  // frames opened and new, filler included
};

class CollectorCommand {
 public:
  CollectorCommand(std::string program, std::filesystem::path dir)
      : program_(std::move(program)), dir_(std::move(dir)) {}

  absl::StatusOr<std::map<std::uint32_t, WindowState>> windows() const;
  absl::Status freeze(std::uint32_t window) const;
  absl::StatusOr<std::string> token(std::uint32_t uses) const;
  // HOST:PORT of the running server's gate.
  absl::StatusOr<std::string> gate() const;

 private:
  absl::StatusOr<std::string> run(const std::vector<std::string>& words) const;

  std::string program_;
  std::filesystem::path dir_;
};

}  // namespace desirepath::fleet
