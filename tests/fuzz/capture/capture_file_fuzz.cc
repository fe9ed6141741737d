// A capture file, pcap or pcapng, of whoever made it: every octet that a packet claims can be read,
// no more is claimed than the file has, and the kernel's filter, run over the packet, keeps no more
// either.

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "agent/capture/capture_file.h"
#include "agent/capture/filtered_view.h"

namespace capture = desirepath::capture;

namespace {

// The whole of `data` as a file without a name, read from its beginning each time it is opened.
class File {
 public:
  File() : file_(::memfd_create("capture", 0)) {}
  std::string holding(const std::uint8_t* data, std::size_t size) const {
    if (::ftruncate(file_, 0) != 0 ||
        ::pwrite(file_, data, size, 0) != static_cast<ssize_t>(size)) {
      std::abort();
    }
    return "/proc/self/fd/" + std::to_string(file_);
  }

 private:
  int file_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const File file;
  auto opened = capture::CaptureFile::open(file.holding(data, size));
  if (!opened.ok()) return 0;
  capture::FilteredView view(capture::Bulk::kClient, 7);
  std::uint64_t octets = 0;
  unsigned sum = 0;
  capture::Packet packet;
  capture::ReadOutcome outcome = opened->next(packet);
  while (outcome == capture::ReadOutcome::kPacket) {
    for (const std::uint8_t octet : packet.bytes) sum += octet;
    octets += packet.bytes.size();
    const std::size_t shown = packet.bytes.size();
    if (view.show(packet) && packet.bytes.size() > shown) std::abort();
    outcome = opened->next(packet);
  }
  if (octets > size) std::abort();
  (void)opened->describe(outcome);
  return sum == 0x7fffffff ? 1 : 0;
}
