#pragma once

// `ObserveSummary` adds up what the observers of several captures counted and says it in one line.
//
// `observe` prints it as its last line of stderr. A plain value.

#include <cstdint>
#include <string>

#include "agent/capture/packet_source.h"
#include "agent/sight/counts.h"

namespace desirepath::command {

class ObserveSummary {
 public:
  void add(const sight::Counts& counts);
  void add(const capture::SourceCounts& counts);  // of interfaces: how many the kernel dropped

  // "packets 12, bytes 3456, sightings 2 (tls 1, dns 1), malformed 1 (hello 1), seconds 0.012"
  [[nodiscard]] std::string text(std::uint64_t sightings, double seconds) const;

 private:
  sight::Counts sum_;
  bool is_live_ = false;
  std::uint64_t dropped_ = 0;
};

}  // namespace desirepath::command
