#include "agent/outbox/uplink_pipe.h"

#include <absl/strings/str_cat.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace desirepath::outbox {
namespace {

constexpr std::size_t kHeadBytes = 5;
constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kMaxText = 4096;

enum Type : std::uint8_t {
  kFrame = 1,
  kFetchPolicy = 2,
  kEnd = 3,
  kAccepted = 17,
  kBundle = 18,
  kFailed = 19,
  kDone = 20,
};

template <typename Integer>
void put(std::string& out, Integer value) {
  const auto bits = static_cast<std::uint64_t>(value);
  for (std::size_t i = 0; i < sizeof(Integer); ++i) {
    out.push_back(static_cast<char>(bits >> (8 * i) & 0xff));
  }
}

template <typename Integer>
Integer get(std::string_view octets) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < sizeof(Integer); ++i) {
    bits |= std::uint64_t{static_cast<std::uint8_t>(octets[i])} << (8 * i);
  }
  return static_cast<Integer>(bits);
}

struct Encoder {
  std::string payload;

  Type operator()(const FrameMessage& message) {
    put(payload, message.window);
    payload.append(message.sealed.begin(), message.sealed.end());
    return kFrame;
  }
  Type operator()(const FetchPolicyMessage& message) {
    payload = message.known_hash;
    return kFetchPolicy;
  }
  Type operator()(const EndMessage& /*message*/) { return kEnd; }
  Type operator()(const AcceptedMessage& message) {
    put(payload, message.count);
    put(payload, message.hour);
    return kAccepted;
  }
  Type operator()(const BundleMessage& message) {
    payload = message.bundle;
    return kBundle;
  }
  Type operator()(const FailedMessage& message) {
    payload = message.text.substr(0, kMaxText);
    return kFailed;
  }
  Type operator()(const DoneMessage& /*message*/) { return kDone; }
};

// Whether a message of `type` may have `size` octets.
bool fits(std::uint8_t type, std::size_t size) {
  switch (type) {
    case kFrame:
      return size == 4 + seal::kSealedBytes;
    case kFetchPolicy:
      return size == 0 || size == kHashBytes;
    case kAccepted:
      return size == 12;
    case kBundle:
      return size <= kMaxPipePayload;
    case kFailed:
      return size <= kMaxText;
    case kEnd:
    case kDone:
      return size == 0;
    default:
      return false;
  }
}

PipeMessage decode(std::uint8_t type, std::string_view payload) {
  switch (type) {
    case kFrame: {
      FrameMessage frame{get<std::uint32_t>(payload), {}};
      std::copy(payload.begin() + 4, payload.end(), frame.sealed.begin());
      return frame;
    }
    case kFetchPolicy:
      return FetchPolicyMessage{std::string(payload)};
    case kAccepted:
      return AcceptedMessage{get<std::uint32_t>(payload), get<std::int64_t>(payload.substr(4))};
    case kBundle:
      return BundleMessage{std::string(payload)};
    case kFailed:
      return FailedMessage{std::string(payload)};
    case kEnd:
      return EndMessage{};
    default:
      return DoneMessage{};
  }
}

}  // namespace

std::string encode(const PipeMessage& message) {
  Encoder encoder;
  const Type type = std::visit(encoder, message);
  std::string out(1, static_cast<char>(type));
  put(out, static_cast<std::uint32_t>(encoder.payload.size()));
  return out + encoder.payload;
}

absl::StatusOr<std::optional<PipeMessage>> PipeReader::next() {
  const std::string_view rest = std::string_view(buffer_).substr(start_);
  if (rest.size() < kHeadBytes) return std::optional<PipeMessage>();
  const auto type = static_cast<std::uint8_t>(rest[0]);
  const auto size = get<std::uint32_t>(rest.substr(1));
  if (!fits(type, size)) {
    return absl::InvalidArgumentError(
        absl::StrCat("uplink pipe: message of type ", type, " with ", size,
                     " octets: both programs must be of one version"));
  }
  if (rest.size() - kHeadBytes < size) return std::optional<PipeMessage>();
  std::optional<PipeMessage> message = decode(type, rest.substr(kHeadBytes, size));
  start_ += kHeadBytes + size;
  if (start_ == buffer_.size()) {
    buffer_.clear();
    start_ = 0;
  } else if (start_ > buffer_.size() / 2) {
    buffer_.erase(0, std::exchange(start_, 0));
  }
  return message;
}

absl::Status write_message(int descriptor, const PipeMessage& message) {
  const std::string octets = encode(message);
  std::string_view rest = octets;
  while (!rest.empty()) {
    // Without the flag a peer that is gone would end this program by a signal.
    const ssize_t sent = ::send(descriptor, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) {
      return absl::UnavailableError(absl::StrCat("uplink pipe: ", std::strerror(errno)));
    }
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<PipeMessage>> read_message(int descriptor, PipeReader& reader) {
  while (true) {
    absl::StatusOr<std::optional<PipeMessage>> message = reader.next();
    if (!message.ok() || *message) return message;
    std::array<char, 16'384> octets;
    const ssize_t size = ::read(descriptor, octets.data(), octets.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) {
      return absl::UnavailableError(absl::StrCat("uplink pipe: ", std::strerror(errno)));
    }
    if (size == 0 && reader.pending() > 0) {
      return absl::UnavailableError("uplink pipe: cut off in the middle of a message");
    }
    if (size == 0) return std::optional<PipeMessage>();
    reader.append({octets.data(), static_cast<std::size_t>(size)});
  }
}

}  // namespace desirepath::outbox
