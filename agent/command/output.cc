#include "agent/command/output.h"

#include <unistd.h>

#include <cerrno>
#include <string_view>

namespace desirepath::command {

Output::Output(int file) : file_(file) { text_.reserve(2 * kPieceBytes); }

Output::~Output() { flush(); }

void Output::flush() {
  std::string_view rest = text_;
  while (!failed_ && !rest.empty()) {
    const ssize_t written = write(file_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) failed_ = true;
    if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
  }
  text_.clear();
}

}  // namespace desirepath::command
