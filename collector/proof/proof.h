#pragma once

// `prove` attacks the promise in a made-up fleet of this organisation's departments, and says how
// far the attacker came beside chance and beside a control without the protection.
//
// `desirepath-collector prove-privacy --here` calls it with the signed policy; report.h makes pages
// of it. It takes no use data: only departments, headcounts, k and the standings.
//
// Errors: those of a scratch folder for the gate's spool. Threads: pure but for that folder.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/proof/linking.h"
#include "collector/proof/small_numbers.h"
#include "collector/publish/dictionary.h"

namespace desirepath::proof {

// What the promise is worth in a department.
enum class Size : std::uint8_t {
  kInParent,   // below ten devices: it reports as its parent
  kOnlyRest,   // below k reports: only in "other departments"
  kNeedsOnly,  // below fifteen: needs as bands, tools in "other departments"
  kTools,      // tools have figures of their own
  kSignals     // from fifty: signals relative to the department too
};

struct DepartmentSize {
  std::string name;
  std::uint32_t devices = 0;
  Size size = Size::kTools;
};

struct Proof {
  std::string organisation;
  std::uint32_t policy = 0;
  std::uint32_t k = 0;
  bool lab = false;
  std::uint32_t devices = 0;  // of the made-up fleet
  std::uint32_t headcount = 0;
  std::uint64_t seed = 0;
  std::uint32_t marks = 0;          // C1: octets two frames of one device share
  std::uint32_t marks_control = 0;  // the same with a serial number in each frame
  Success followed;                 // C4
  Success bundled;
  Order order;                 // C5
  SmallNumbers small_numbers;  // C8, C9
  std::vector<DepartmentSize> departments;

  [[nodiscard]] bool no_mark() const { return marks == 0 && marks_control > 0; }
  [[nodiscard]] bool unlinkable() const {
    return followed.no_better_than_chance() && !bundled.no_better_than_chance();
  }
  [[nodiscard]] bool shuffled() const {
    return order.correlation < 0.05 && order.correlation > -0.05 && order.fewest_devices >= k;
  }
  [[nodiscard]] bool no_small_number() const {
    return small_numbers.small == 0 && small_numbers.largest_step <= 1;
  }
  [[nodiscard]] bool kept() const {
    return no_mark() && unlinkable() && shuffled() && no_small_number();
  }
};

// kFailedPrecondition: an organisation too small for anything to be tried in (below twice k).
absl::StatusOr<Proof> prove(const publish::Dictionary& dictionary, std::uint64_t seed);

}  // namespace desirepath::proof
