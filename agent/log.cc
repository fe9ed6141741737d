#include "agent/log.h"

#include <unistd.h>

#include <atomic>
#include <string>

namespace desirepath::agent {
namespace {

std::atomic<LogFormat> chosen_format{LogFormat::kText};

std::string_view word(LogLevel level) {
  switch (level) {
    case LogLevel::kInfo:
      return "info";
    case LogLevel::kWarning:
      return "warning";
    case LogLevel::kError:
      return "error";
  }
  return "";
}

// Quotes for JSON; control characters become spaces, in text too, so that a line stays a line.
std::string cleaned(std::string_view message, bool json) {
  std::string text;
  for (const char letter : message) {
    if (json && (letter == '"' || letter == '\\')) text.push_back('\\');
    text.push_back(static_cast<unsigned char>(letter) < 0x20 ? ' ' : letter);
  }
  return text;
}

}  // namespace

void set_log_format(LogFormat format) { chosen_format = format; }

void log_line(LogLevel level, std::string_view message) {
  std::string line;
  if (chosen_format == LogFormat::kJson) {
    line.append("{\"level\":\"").append(word(level));
    line.append("\",\"message\":\"").append(cleaned(message, true)).append("\"}\n");
  } else {
    line.append("desirepath-agent: ");
    if (level != LogLevel::kInfo) line.append(word(level)).append(": ");
    line.append(cleaned(message, false)).append("\n");
  }
  // A log that cannot be written is not worth dying for.
  static_cast<void>(!write(STDERR_FILENO, line.data(), line.size()));
}

}  // namespace desirepath::agent
