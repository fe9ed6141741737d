#pragma once

// `World` is a made-up fleet in the departments of a signed policy: two windows of statements, as
// its devices would send them. No use data of anybody is in it.
//
// `prove` attacks it. The model is privacy.md's: about four tools a device, tools by a long tail,
// half of a device's tools by its department's taste, each used in a window with probability 0.8.
// Deterministic by seed. Limits: kMostDevices; larger organisations are cut in proportion, which
// makes the attacker's task easier, not harder. Threads: pure.

#include <cstdint>
#include <vector>

#include "collector/publish/dictionary.h"
#include "collector/publish/tally.h"

namespace desirepath::proof {

constexpr std::uint32_t kMostDevices = 5000;
constexpr std::uint32_t kWindows = 2;
constexpr std::uint32_t kFrames = 128;  // a device and window

struct Device {
  std::uint32_t department = 0;
  std::vector<std::uint32_t> tools;  // all it ever uses
};

struct Statement {
  std::uint32_t device = 0;
  std::uint32_t window = 0;  // 0 or 1
  publish::Cell said;        // its count is 1; kind 0 is filler
};

struct World {
  std::vector<Device> devices;
  std::vector<Statement> statements;  // with filler, kFrames a device and window
};

World made_up_world(const publish::Dictionary& dictionary, std::uint64_t seed);

}  // namespace desirepath::proof
