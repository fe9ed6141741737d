#pragma once

// `CaptureFile` reads packets from a pcap or pcapng file, or from standard input when the path is
// "-".
//
// `observe` and the replay source use it. It reads the file formats itself: a third of libpcap's
// cost, and files whose interfaces have different link types, which libpcap refuses.
//
// Errors: open() says what is wrong with the file and how to mend it; next() says how the file
// ended. Threads: one at a time.

#include <string>
#include <variant>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/capture/byte_stream.h"
#include "agent/capture/packet.h"
#include "agent/capture/pcap_reader.h"
#include "agent/capture/pcapng_reader.h"
#include "agent/capture/read_outcome.h"

namespace desirepath::capture {

class CaptureFile {
 public:
  static absl::StatusOr<CaptureFile> open(const std::string& path);

  // The packet's octets are good until the next call.
  ReadOutcome next(Packet& packet) {
    if (auto* pcap = std::get_if<PcapReader>(&format_)) return pcap->next(stream_, packet);
    return std::get<PcapngReader>(format_).next(stream_, packet);
  }

  // A sentence about an outcome other than kPacket and kEnd.
  [[nodiscard]] std::string describe(ReadOutcome outcome) const;

 private:
  CaptureFile(std::string path, ByteStream stream, std::variant<PcapReader, PcapngReader> format);

  std::string path_;
  ByteStream stream_;
  std::variant<PcapReader, PcapngReader> format_;
};

}  // namespace desirepath::capture
