#pragma once

// `LiveInterface` is one network interface opened for capture, with the kernel filter in place.
//
// `LiveSource` opens one for each interface with a default route, or those it is told.
//
// The ring is TPACKET_V3 (libpcap's choice where the kernel has it): the kernel wakes the reader
// when a block is full or a second old, and never for nothing. The interface is not made
// promiscuous: what belongs to others is not looked at.
//
// Where the card does not cut segments itself (no TSO), what could continue a split hello is shown,
// too: Showing's kNone becomes kClient.
//
// Limits: kRingBytes of ring; frames are cut at kNameOctets.
// Errors: kFailedPrecondition no right to capture; kNotFound no such interface; kUnavailable it is
// down or gone. Threads: one at a time.

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/capture/kernel_filter.h"
#include "agent/capture/packet.h"
#include "agent/capture/packet_source.h"

struct pcap;

namespace desirepath::capture {

constexpr int kRingBytes = 1024 * 1024;
constexpr int kBlockMilliseconds = 1000;

class LiveInterface {
 public:
  static constexpr int kMostAtOnce = 1024;

  static absl::StatusOr<std::unique_ptr<LiveInterface>> open(const std::string& name,
                                                             const Showing& showing);
  ~LiveInterface();
  LiveInterface(const LiveInterface&) = delete;
  LiveInterface& operator=(const LiveInterface&) = delete;

  [[nodiscard]] const std::string& name() const { return name_; }
  // Readable when a block is ready.
  [[nodiscard]] int file() const { return file_; }

  // Hands on what is ready, kMostAtOnce at most, so that a flood which comes faster than it is read
  // lets its reader go too; and how many that were. kUnavailable when the interface is gone.
  absl::StatusOr<int> read(absl::FunctionRef<void(const Packet&)> take);

  // kNothing is the source's to do.
  void show(Depth depth);

  // Whether the name still stands for this interface, and it is up.
  [[nodiscard]] bool is_current() const;

  // Packets the kernel dropped since the opening.
  [[nodiscard]] std::uint64_t dropped() const;

 private:
  LiveInterface(std::string name, pcap* handle);
  bool attach(std::vector<FilterInstruction>& program);
  void change_rate();
  absl::Status start(const Showing& showing);

  std::string name_;
  pcap* handle_;
  int file_ = -1;
  int number_ = 0;  // the kernel's, of the interface
  std::uint16_t link_type_ = 1;
  Showing showing_;
  Showing full_;  // as it began
  SampleRate rate_;
};

}  // namespace desirepath::capture
