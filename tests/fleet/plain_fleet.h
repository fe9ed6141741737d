#pragma once

// `PlainFleet` plays a scenario without seals, network and databases: the agent's own facts are
// counted and go through the collector's own gate.
//
// The judge (judge.h) compares what is published with `NeedTruth`, which is counted from the
// touches and knows nothing of facts. Ten thousand device-weeks take about a second.
//
// Errors: kInvalidArgument of a scenario that the catalog does not know, or without a whole window.

#include <absl/status/statusor.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "collector/publish/history.h"
#include "collector/publish/tool_bands.h"
#include "proto/catalog/catalog.h"
#include "tests/fleet/plain_device.h"
#include "tests/fleet/surroundings.h"

namespace desirepath::fleet {

// Distinct devices of one need in one window.
struct NeedTruth {
  std::uint32_t other = 0;    // used, as owner or guest, a tool that is not offered to them
  std::uint32_t offered = 0;  // worked with one that is
};

struct PlayedWindow {
  publish::PublishedWindow published;
  std::map<std::uint32_t, NeedTruth> needs;  // by number
  std::uint32_t reporting = 0;
};

class PlainFleet {
 public:
  // `catalog` must outlive the fleet.
  static absl::StatusOr<std::unique_ptr<PlainFleet>> create(Scenario scenario,
                                                            const catalog::Catalog& catalog);
  PlainFleet(const PlainFleet&) = delete;
  PlainFleet& operator=(const PlainFleet&) = delete;

  [[nodiscard]] const Habits& habits() const { return habits_; }
  // Windows that the scenario's weeks fill; of days, up to the last Friday.
  [[nodiscard]] std::uint32_t windows() const;
  // Plays the next window.
  PlayedWindow play();

 private:
  PlainFleet(Habits habits, const catalog::Catalog& catalog, window::Calendar calendar);

  void count_truth(const PlainDevice& device, PlayedWindow& played) const;

  Habits habits_;
  const catalog::Catalog& catalog_;
  window::Calendar calendar_;
  policy::Bundle bundle_;
  Surroundings around_;
  std::uint32_t next_;
  std::vector<PlainDevice> devices_;
  std::vector<publish::Earlier::Past> past_;  // of all windows so far
};

}  // namespace desirepath::fleet
