#include "agent/capture/capture_file.h"

#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"

namespace desirepath::capture {
namespace {

absl::Status foreign(const std::string& path, const ByteStream& stream) {
  if (stream.failure() != 0) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": cannot read: ", std::strerror(stream.failure())));
  }
  if (stream.available() == 0) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": is empty; capture it again"));
  }
  const std::uint8_t* head = stream.data();
  if (stream.available() >= 2 && head[0] == 0x1f && head[1] == 0x8b) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": is compressed; gunzip it first"));
  }
  return absl::InvalidArgumentError(absl::StrCat(
      path, ": is neither pcap nor pcapng; convert it with `editcap -F pcap ", path, " new.pcap`"));
}

}  // namespace

absl::StatusOr<CaptureFile> CaptureFile::open(const std::string& path) {
  absl::StatusOr<ByteStream> stream = ByteStream::open(path);
  if (!stream.ok()) return stream.status();
  if (PcapngReader::recognises(*stream)) {
    return CaptureFile(path, *std::move(stream), PcapngReader());
  }
  const std::optional<PcapReader> pcap = PcapReader::from(*stream);
  if (!pcap.has_value()) return foreign(path, *stream);
  return CaptureFile(path, *std::move(stream), *pcap);
}

CaptureFile::CaptureFile(std::string path, ByteStream stream,
                         std::variant<PcapReader, PcapngReader> format)
    : path_(std::move(path)), stream_(std::move(stream)), format_(std::move(format)) {}

std::string CaptureFile::describe(ReadOutcome outcome) const {
  const std::uint64_t at = stream_.offset();
  if (stream_.failure() != 0) {
    return absl::StrCat(path_, ": cannot read at octet ", at, ": ",
                        std::strerror(stream_.failure()));
  }
  switch (outcome) {
    case ReadOutcome::kPacket:
    case ReadOutcome::kEnd:
      return absl::StrCat(path_, ": read whole");
    case ReadOutcome::kCut:
      return absl::StrCat(path_, ": cut short inside a packet at octet ", at,
                          "; the packets before it were read");
    case ReadOutcome::kDamaged:
      return absl::StrCat(path_, ": damaged before octet ", at,
                          "; the packets before it were read");
  }
  return path_;
}

}  // namespace desirepath::capture
