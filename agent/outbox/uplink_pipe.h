#pragma once

// The pipe between the resident agent and its uplink program: which octets cross it, and nothing
// else.
//
// The agent starts `desirepath-uplink session` with one end of a unix stream socket as descriptor
// 3, or is started by it. Either side writes messages of one octet type, four octets length (little
// endian) and that many octets:
//
//   agent -> uplink   1 Frame        u32 window, 368 octets, sealed
//                     2 FetchPolicy  0 octets, or the 32 octets of the hash of the bundle it holds
//                     3 End          nothing more to come
//   uplink -> agent  17 Accepted     u32 frames safe at the gate so far, i64 unix hour
//                    18 Bundle       a serialized PolicyBundle
//                    19 Failed       text: one sentence, the cause and the mend
//                    20 Done         the session is over
//
// The uplink sees sealed frames only, the agent sees no network. Both ends treat the other as a
// stranger.
//
// Limits: kMaxPipePayload octets a message. Errors: kInvalidArgument (unknown type, wrong length):
// end the session. Threads: values; a reader is used by one thread at a time.

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "proto/seal/frame.h"

namespace desirepath::outbox {

inline constexpr std::size_t kMaxPipePayload = std::size_t{16} << 20;
inline constexpr int kUplinkDescriptor = 3;

struct FrameMessage {
  std::uint32_t window = 0;
  seal::Sealed sealed{};
};
struct FetchPolicyMessage {
  std::string known_hash;  // empty, or 32 octets
};
struct EndMessage {};
struct AcceptedMessage {
  std::uint32_t count = 0;
  std::int64_t hour = 0;
};
struct BundleMessage {
  std::string bundle;
};
struct FailedMessage {
  std::string text;
};
struct DoneMessage {};

using PipeMessage = std::variant<FrameMessage, FetchPolicyMessage, EndMessage, AcceptedMessage,
                                 BundleMessage, FailedMessage, DoneMessage>;

std::string encode(const PipeMessage& message);

// Takes octets as they come and gives whole messages.
class PipeReader {
 public:
  void append(std::string_view octets) { buffer_.append(octets); }
  // Nothing: more octets are needed. After an error the stream is lost.
  absl::StatusOr<std::optional<PipeMessage>> next();
  // Octets of a message that is not whole: not empty at the end of the stream means it was cut off.
  [[nodiscard]] std::size_t pending() const { return buffer_.size() - start_; }

 private:
  std::string buffer_;
  std::size_t start_ = 0;
};

// Blocking, for programs that have nothing else to do. kUnavailable: the other side is gone.
absl::Status write_message(int descriptor, const PipeMessage& message);
// Nothing: the other side closed the pipe between two messages.
absl::StatusOr<std::optional<PipeMessage>> read_message(int descriptor, PipeReader& reader);

}  // namespace desirepath::outbox
