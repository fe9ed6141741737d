#include "tests/fleet/link.h"

#include <absl/time/clock.h>

#include "agent/uplink/credentials.h"
#include "agent/uplink/enrol.h"

namespace desirepath::fleet {
namespace {

// A fleet is impatient: it runs in minutes, and whoever drives it starts it again.
const uplink::SessionOptions kImpatient{.patience = absl::Seconds(5),
                                        .first_pause = absl::Milliseconds(50),
                                        .longest_pause = absl::Seconds(1),
                                        .tls_key_log = ""};

}  // namespace

absl::Status Link::connect(const std::filesystem::path& folder) {
  if (session_ != nullptr && folder_ == folder) return absl::OkStatus();
  session_.reset();
  folder_ = folder;
  absl::StatusOr<uplink::Credentials> credentials = uplink::load_credentials(folder);
  if (absl::IsNotFound(credentials.status())) {
    credentials = uplink::enrol(gate_, token_);
    if (!credentials.ok()) return credentials.status();
    if (absl::Status status = uplink::store_credentials(*credentials, folder); !status.ok())
      return status;
  }
  if (!credentials.ok()) return credentials.status();
  credentials->gate = gate_;  // the lab's gate may listen elsewhere since it was started again
  absl::StatusOr<std::unique_ptr<uplink::Session>> session =
      uplink::Session::open(*std::move(credentials), absl::Now(), kImpatient);
  if (!session.ok()) return session.status();
  session_ = *std::move(session);
  if (const absl::Status reached = session_->fetch_policy("").status(); !reached.ok()) {
    session_.reset();
    return reached;
  }
  return absl::OkStatus();
}

absl::Status Link::submit(const std::vector<outbox::Outgoing>& frames, std::size_t& safe) {
  std::vector<uplink::Frame> sealed;
  sealed.reserve(frames.size());
  for (const outbox::Outgoing& frame : frames) sealed.push_back({frame.window, frame.sealed});
  safe = 0;
  return session_->submit(sealed,
                          [&safe](std::uint32_t count, std::int64_t /*hour*/) { safe = count; });
}

absl::StatusOr<std::pair<std::string, std::string>> Link::policy() {
  absl::StatusOr<uplink::PolicyAnswer> answer = session_->fetch_policy("");
  if (!answer.ok()) return answer.status();
  return std::pair(std::move(answer->bundle), session_->credentials().signers);
}

}  // namespace desirepath::fleet
