#pragma once

// `ByteStream` reads a file front to back in large blocks and shows a contiguous window of it.
//
// The capture file readers stand on it. Plain read() into one warm buffer is cheaper than stdio
// (one copy less) and than mmap (no page faults): 95 against 160 and 114-150 ns a packet of 663
// octets.
//
// Limits: one window holds at most kLargestWindow octets; a longer request ends the stream as
// damaged. Errors: open() gives kNotFound or kInvalidArgument; a read error later ends the stream
// and stays in failure(). Threads: one at a time.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace desirepath::capture {

constexpr std::size_t kBlockBytes = 256 * 1024;
constexpr std::size_t kLargestWindow = 16 * 1024 * 1024;  // a frame of any link type is far smaller

class ByteStream {
 public:
  static absl::StatusOr<ByteStream> open(const std::string& path);
  ByteStream(ByteStream&& other) noexcept;
  ByteStream& operator=(ByteStream&&) = delete;
  ~ByteStream();

  // True when `count` octets stand at data(). What data() gave before is then void.
  bool ensure(std::size_t count) { return end_ - begin_ >= count || refill(count); }
  [[nodiscard]] const std::uint8_t* data() const { return buffer_.get() + begin_; }
  [[nodiscard]] std::size_t available() const { return end_ - begin_; }
  void consume(std::size_t count) { begin_ += count; }
  // Drops `count` octets without keeping them; false if the file ends before.
  bool skip(std::uint64_t count);

  // The position in the file of data(), for messages.
  [[nodiscard]] std::uint64_t offset() const { return read_ - available(); }
  // The errno of a failed read, or 0.
  [[nodiscard]] int failure() const { return failure_; }

 private:
  explicit ByteStream(int file);
  bool refill(std::size_t count);

  int file_;
  int failure_ = 0;
  std::size_t capacity_ = kBlockBytes;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t read_ = 0;
  std::unique_ptr<std::uint8_t[]> buffer_;
};

}  // namespace desirepath::capture
