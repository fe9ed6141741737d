#pragma once

// `ReplaySource` plays capture files as if they came from an interface now.
//
// A lab's daemon reads it where there is no right to capture, and tests do. Packets keep their
// order; the distances of a file are stretched or shortened so that it fills its share of `span`;
// times are those of the playing. After the last file the first begins again.
//
// Limits: files are read one packet at a time. A file that has gone is passed over, and trouble()
// says so. Threads: read() one thread; wake() any.

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/capture/capture_file.h"
#include "agent/capture/packet_source.h"

namespace desirepath::capture {

class ReplaySource final : public PacketSource {
 public:
  // Checks that each file is a capture that holds packets. All of them together take `span`.
  static absl::StatusOr<std::unique_ptr<ReplaySource>> open(const std::vector<std::string>& files,
                                                            std::chrono::milliseconds span);
  ~ReplaySource() override;

  SourceState read(std::chrono::milliseconds patience,
                   absl::FunctionRef<void(const Packet&)> take) override;
  void release() override {}              // files are not the network
  void show(Depth /*depth*/) override {}  // nor do they cost what a network may
  void wake() override;
  [[nodiscard]] SourceCounts counts() const override { return counts_; }
  [[nodiscard]] bool shows_all() const override { return true; }
  [[nodiscard]] std::vector<std::string> names() const override;
  [[nodiscard]] std::string trouble() const override { return trouble_; }

 private:
  struct Reel {
    std::string path;
    Time first;
    std::chrono::microseconds length{1};
  };

  ReplaySource(std::vector<Reel> reels, std::chrono::microseconds share);
  void begin_reel(Time now);
  // The next packet and when it is due; false if this round of the reel is over.
  bool wind();
  [[nodiscard]] static Time now();

  std::vector<Reel> reels_;
  std::chrono::microseconds share_;  // how long one reel plays
  std::size_t reel_ = 0;
  std::optional<CaptureFile> file_;
  Time begun_;
  Packet held_;
  Time due_;
  int wake_file_;
  SourceCounts counts_;
  std::string trouble_;
};

}  // namespace desirepath::capture
