#pragma once

// `visit` is `desirepath-uplink session`: what the agent writes into the pipe goes to the gate,
// what the gate answers comes back.
//
// Order of a visit: a certificate that is due is renewed and stored, one that is expired is
// replaced with the stored join token; then what the agent says, in its order: a policy asked for
// is fetched at once, so that the agent knows the gate is there before it seals; the frames up to
// End are submitted as one stream; Done. A failure is one Failed message; the agent keeps whatever
// was not Accepted.
//
// Limits: kMaxFrames a visit. Errors: those of Session, also written to the pipe. Threads: one.

#include <absl/status/status.h>
#include <absl/time/time.h>

#include <filesystem>
#include <string>

namespace desirepath::uplink {

inline constexpr std::size_t kMaxFrames = 1024;

// `tls_key_log`: a file for the connection's secrets, or empty.
absl::Status visit(int pipe, const std::filesystem::path& state_dir, absl::Time now,
                   const std::string& tls_key_log = "");

}  // namespace desirepath::uplink
