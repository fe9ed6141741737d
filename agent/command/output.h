#pragma once

// `Output` gathers text and writes it to a file descriptor in large pieces.
//
// `observe` prints through it: a write() a line would cost more than reading the packet.
//
// Limits: kPieceBytes are held at most, plus one line. Errors: after a failed write (a closed pipe,
// a full disk) it drops everything and failed() is true. Threads: one at a time.

#include <cstddef>
#include <string>

namespace desirepath::command {

class Output {
 public:
  explicit Output(int file);
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  // Where the next line is appended; call end_line() after it.
  std::string& text() { return text_; }
  void end_line() {
    text_.push_back('\n');
    if (text_.size() >= kPieceBytes) flush();
  }
  void flush();
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  static constexpr std::size_t kPieceBytes = 64 * 1024;

  int file_;
  bool failed_ = false;
  std::string text_;
};

}  // namespace desirepath::command
