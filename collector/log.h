#pragma once

// `Log` writes what happened to stderr, a line each, as text for people or JSON for a log
// collector.
//
// The daemon uses it; journald adds the time. Lines speak of files, ports, windows and counts,
// never of a device, an address or a tool. A problem that stays the same is said once, and once
// more when it is over, so that a full disk does not fill the log as well.
//
// Threads: one at a time.

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace desirepath::collector {

class Log {
 public:
  explicit Log(bool json) : json_(json) {}

  void say(const std::string& text) { write("info", text); }
  void warn(const std::string& text) { write("warning", text); }

  // Says how `topic` ("freezing", "keys") went, if that is news. True when it is well.
  bool note(const std::string& topic, const absl::Status& status);

  // Each problem that lasts, one after the other; OK when there is none.
  [[nodiscard]] absl::Status health() const;
  [[nodiscard]] std::vector<std::string> topics() const;

 private:
  void write(const std::string& level, const std::string& text) const;

  const bool json_;
  std::map<std::string, absl::Status> problems_;  // by topic
};

}  // namespace desirepath::collector
