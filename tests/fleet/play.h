#pragma once

// `play` drives a simulated fleet through its windows against a real collector.
//
// Backfill: for each past window every device lives it, makes its facts and sends them; when the
// collector has counted all of them the window is frozen and published through the collector's own
// command. Then, with `live`, the windows of the lab's clock follow as they end, frozen by the
// collector's own schedule. Each step is skipped when an earlier, killed run did it already. Prints
// a line a window: "window NAME: DEVICES devices, FRAMES frames, published".
//
// Errors: the first that cannot be mended by trying again. Threads: `threads` devices at a time.

#include <absl/status/status.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace desirepath::fleet {

struct PlayOptions {
  std::string scenario;         // file
  std::filesystem::path dir;    // of the collector
  std::filesystem::path state;  // the devices' folders
  std::string collector;        // the program
  std::string truth;            // file to write; empty: none
  std::string frames;           // file to write (frame_log.h); empty: none
  // Two devices whose users change places; none: everybody is at the own one.
  std::vector<std::uint32_t> swap;
  bool mishaps = false;  // mishaps.h
  unsigned threads = 4;
  bool live = false;
};

absl::Status play(const PlayOptions& options, const std::atomic<bool>& stopping);

}  // namespace desirepath::fleet
