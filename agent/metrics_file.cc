#include "agent/metrics_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "proto/metrics/exposition.h"

namespace desirepath::agent {

std::string metrics_text(const console::Status& status) {
  metrics::Exposition text;
  text.gauge("desirepath_agent_build_info", "1, with the version of the program.")
      .sample(1, {{"version", status.version}});
  text.gauge("desirepath_agent_healthy", "1, or 0 with the cause in one word.")
      .sample(status.health == console::Health::kOk ? 1 : 0,
              {{"cause", console::word(status.health)}});
  text.gauge("desirepath_agent_policy_number", "Number of the policy that is held; 0: none.")
      .sample(status.policy);
  if (status.policy != 0) {
    text.gauge("desirepath_agent_policy_end_timestamp_seconds", "When that policy ends.")
        .sample(static_cast<double>(status.policy_ends));
  }
  text.gauge("desirepath_agent_failed_sessions", "Visits at the gate that failed in a row.")
      .sample(status.failed_sessions);
  text.counter("desirepath_agent_failed_writes_total", "Writes to its memory that failed.")
      .sample(static_cast<double>(status.failed_writes));
  return text.text();
}

absl::Status write_whole(const std::string& path, const std::string& text) {
  const std::string fresh = path + ".new";  // node_exporter reads *.prom alone
  {
    std::ofstream file(fresh, std::ios::trunc);
    file << text;
    file.close();
    if (file && ::chmod(fresh.c_str(), 0644) == 0 &&
        std::rename(fresh.c_str(), path.c_str()) == 0) {
      return absl::OkStatus();
    }
  }
  const std::string reason = std::strerror(errno);
  ::unlink(fresh.c_str());
  return absl::UnavailableError(absl::StrCat(
      "metrics_file: ", path, ": ", reason,
      "; let the service write there (ReadWritePaths= and the folder's owner), or leave it out"));
}

}  // namespace desirepath::agent
