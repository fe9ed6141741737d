#include "collector/gate/segment.h"

#include <absl/strings/str_cat.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "proto/seal/encoding.h"

namespace desirepath::gate {
namespace {

absl::Status disk_error(const std::filesystem::path& path, const std::string& doing, int code) {
  const std::string text = absl::StrCat(path.string(), ": ", doing, ": ", std::strerror(code));
  if (code == ENOSPC || code == EDQUOT) {
    return absl::ResourceExhaustedError(absl::StrCat(text, ": free some space on its file system"));
  }
  return absl::UnavailableError(absl::StrCat(text, ": check the disk, the owner and the mode"));
}

}  // namespace

Segment::Segment(Segment&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      header_(other.header_),
      free_(std::move(other.free_)),
      frames_(other.frames_),
      torn_(other.torn_),
      dirty_(other.dirty_) {}

Segment& Segment::operator=(Segment&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(header_, other.header_);
  std::swap(free_, other.free_);
  std::swap(frames_, other.frames_);
  std::swap(torn_, other.torn_);
  std::swap(dirty_, other.dirty_);
  return *this;
}

Segment::~Segment() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

absl::Status Segment::error(const std::string& doing) const {
  return disk_error(path_, doing, errno);
}

absl::StatusOr<Segment> Segment::create(const std::filesystem::path& folder, std::uint32_t window,
                                        seal::Random& random) {
  const std::string name = absl::StrCat("segment-", seal::to_hex(random.octets<8>()), ".spool");
  const std::filesystem::path path = folder / name;
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return disk_error(path, "new spool segment", errno);
  Segment segment(path, descriptor, Header{window, Mark::kNone});
  if (const int code = ::posix_fallocate(descriptor, 0, static_cast<off_t>(kSegmentBytes));
      code != 0) {
    ::unlink(path.c_str());
    return disk_error(path, "room for a spool segment", code);
  }
  absl::Status status = segment.write(encode_header(segment.header_), 0);
  if (status.ok()) status = segment.sync();
  if (status.ok()) status = sync_folder(folder);
  if (!status.ok()) {
    ::unlink(path.c_str());
    return status;
  }
  segment.free_.resize(kSegmentSlots);
  for (std::size_t i = 0; i < kSegmentSlots; ++i) segment.free_[i] = static_cast<std::uint16_t>(i);
  random.shuffle(segment.free_);
  return segment;
}

absl::StatusOr<Segment> Segment::load(const std::filesystem::path& path, seal::Random& random) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (descriptor < 0) return disk_error(path, "open", errno);
  Segment segment(path, descriptor, Header{});
  HeaderOctets octets{};
  const ssize_t size = ::pread(descriptor, octets.data(), octets.size(), 0);
  if (size < 0) return segment.error("read");
  const std::optional<Header> header =
      decode_header(std::span(octets).first(static_cast<std::size_t>(size)));
  if (!header) {
    return absl::DataLossError(
        absl::StrCat(path.string(), ": not a spool segment: move it out of the folder"));
  }
  segment.header_ = *header;
  if (absl::Status status = segment.scan(random); !status.ok()) return status;
  return segment;
}

absl::Status Segment::scan(seal::Random& random) {
  std::vector<std::uint8_t> octets(kSegmentSlots * kSlotBytes);
  const ssize_t size = ::pread(descriptor_, octets.data(), octets.size(), kHeaderBytes);
  if (size < 0) return error("read");
  seal::Sealed ciphertext;
  for (std::size_t slot = 0; slot < kSegmentSlots; ++slot) {
    const std::span<const std::uint8_t, kSlotBytes> view(&octets[slot * kSlotBytes], kSlotBytes);
    switch (decode_slot(header_.window, view, ciphertext)) {
      case SlotState::kFull:
        ++frames_;
        break;
      case SlotState::kTorn:
        ++torn_;
        [[fallthrough]];  // never acknowledged: its place is free
      case SlotState::kEmpty:
        free_.push_back(static_cast<std::uint16_t>(slot));
        break;
    }
  }
  random.shuffle(free_);
  return absl::OkStatus();
}

absl::Status Segment::write(std::span<const std::uint8_t> octets, std::size_t offset) {
  while (!octets.empty()) {
    const ssize_t written =
        ::pwrite(descriptor_, octets.data(), octets.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return error("write");
    octets = octets.subspan(static_cast<std::size_t>(written));
    offset += static_cast<std::size_t>(written);
  }
  dirty_ = true;
  return absl::OkStatus();
}

absl::Status Segment::append(const seal::Sealed& ciphertext) {
  const std::size_t slot = free_.back();
  if (absl::Status status =
          write(encode_slot(header_.window, ciphertext), kHeaderBytes + slot * kSlotBytes);
      !status.ok()) {
    return status;
  }
  free_.pop_back();
  ++frames_;
  return absl::OkStatus();
}

absl::Status Segment::sync() {
  if (!dirty_) return absl::OkStatus();
  if (::fdatasync(descriptor_) != 0) return error("sync");
  dirty_ = false;
  return absl::OkStatus();
}

absl::Status Segment::set_mark(Mark mark) {
  if (header_.mark == mark) return absl::OkStatus();
  const std::uint8_t octet[] = {static_cast<std::uint8_t>(mark)};
  if (absl::Status status = write(octet, kMarkOffset); !status.ok()) return status;
  if (absl::Status status = sync(); !status.ok()) return status;
  header_.mark = mark;
  return absl::OkStatus();
}

absl::Status Segment::mark_k_reached() { return set_mark(Mark::kReached); }

absl::Status Segment::release() {
  if (absl::Status status = set_mark(Mark::kReleased); !status.ok()) return status;
  free_.clear();
  free_.shrink_to_fit();
  return absl::OkStatus();
}

absl::Status Segment::read(std::vector<intake::SealedFrame>& out) const {
  std::vector<std::uint8_t> octets(kSegmentSlots * kSlotBytes);
  const ssize_t size = ::pread(descriptor_, octets.data(), octets.size(), kHeaderBytes);
  if (size < 0) return error("read");
  intake::SealedFrame frame{header_.window, {}};
  for (std::size_t slot = 0; slot < kSegmentSlots; ++slot) {
    const std::span<const std::uint8_t, kSlotBytes> view(&octets[slot * kSlotBytes], kSlotBytes);
    if (decode_slot(header_.window, view, frame.ciphertext) == SlotState::kFull) {
      out.push_back(frame);
    }
  }
  return absl::OkStatus();
}

absl::Status Segment::remove() {
  if (::unlink(path_.c_str()) != 0 && errno != ENOENT) return error("remove");
  return absl::OkStatus();
}

absl::Status sync_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return disk_error(folder, "open", errno);
  const int code = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  return code == 0 ? absl::OkStatus() : disk_error(folder, "sync", code);
}

}  // namespace desirepath::gate
