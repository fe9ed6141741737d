#pragma once

// `Throttle` makes guessing passwords slow: after some failures a name has to wait, each time twice
// as long.
//
// The workplace asks it before it checks a password. Names that do not exist are treated alike, so
// that the wait tells nothing about who is here. All names together are limited too: a check costs
// a tenth of a second of the machine.
//
// Limits: 5 failures free, then 1 s, 2 s, 4 s … 15 min; 60 failures a minute in all; 1,024 names,
// then the one that failed longest ago is forgotten. Threads: one at a time.

#include <cstddef>
#include <deque>
#include <map>
#include <string>

#include "absl/time/time.h"

namespace desirepath::curation {

class Throttle {
 public:
  // How long `name` has to wait from now; zero when it may try.
  absl::Duration wait(const std::string& name, absl::Time now);
  void failed(const std::string& name, absl::Time now);
  void succeeded(const std::string& name);
  [[nodiscard]] int failures(const std::string& name) const;

 private:
  struct Failures {
    int count = 0;
    absl::Time last;
  };

  std::map<std::string, Failures> by_name_;
  std::deque<absl::Time> recent_;  // of the last minute
};

}  // namespace desirepath::curation
