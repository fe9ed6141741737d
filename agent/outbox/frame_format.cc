#include "agent/outbox/frame_format.h"

#include "absl/status/status.h"
#include "absl/strings/str_format.h"
#include "agent/store/fields.h"

namespace desirepath::outbox {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kSendBytes = 8 + 8 + 3 * 32;
constexpr std::size_t kFrameBytes = 1 + 5 * 4 + 16 + 1 + 4;

void encode_frame(const Frame& frame, store::FieldWriter& out) {
  const facts::Fact& fact = frame.fact;
  out.u8(static_cast<std::uint8_t>(fact.kind)).u32(fact.policy_number).u32(fact.department);
  out.u32(fact.a).u32(fact.b).u32(fact.value).octets(fact.nonce);
  out.u8(static_cast<std::uint8_t>((frame.vetoed ? 1 : 0) | (frame.delivered ? 2 : 0) |
                                   (frame.dropped ? 4 : 0)));
  out.u32(static_cast<std::uint32_t>(frame.sends.size()));
  for (const Send& send : frame.sends) {
    out.u64(send.number)
        .i64(send.time)
        .octets(send.seed)
        .octets(send.sealed_hash)
        .octets(send.chain);
  }
}

Frame decode_frame(std::uint32_t window, store::FieldReader& in) {
  Frame frame;
  facts::Fact& fact = frame.fact;
  fact.window = window;
  fact.kind = static_cast<facts::Kind>(in.u8());
  fact.policy_number = in.u32();
  fact.department = in.u32();
  fact.a = in.u32();
  fact.b = in.u32();
  fact.value = in.u32();
  in.octets(fact.nonce);
  const std::uint8_t flags = in.u8();
  frame.vetoed = (flags & 1) != 0;
  frame.delivered = (flags & 2) != 0;
  frame.dropped = (flags & 4) != 0;
  frame.sends.resize(in.count(kSendBytes));
  for (Send& send : frame.sends) {
    send.number = in.u64();
    send.time = in.i64();
    in.octets(send.seed);
    in.octets(send.sealed_hash);
    in.octets(send.chain);
  }
  return frame;
}

}  // namespace

std::string encode(const WindowFrames& frames) {
  store::FieldWriter out;
  out.u8(kVersion)
      .u32(frames.window)
      .i64(frames.made)
      .u32(frames.lost_facts)
      .i64(frames.uptime)
      .u32(frames.erased_sends);
  out.u8(static_cast<std::uint8_t>((frames.lab ? 1 : 0) | (frames.sealing_key ? 2 : 0)));
  out.octets(frames.sealing_key.value_or(seal::Key{}));
  out.u32(static_cast<std::uint32_t>(frames.accounts.size()));
  for (const std::uint32_t account : frames.accounts) out.u32(account);
  out.u32(static_cast<std::uint32_t>(frames.frames.size()));
  for (const Frame& frame : frames.frames) encode_frame(frame, out);
  return std::move(out).str();
}

absl::StatusOr<WindowFrames> decode(std::string_view octets) {
  store::FieldReader in(octets);
  WindowFrames frames;
  const std::uint8_t version = in.u8();
  frames.window = in.u32();
  frames.made = in.i64();
  frames.lost_facts = in.u32();
  frames.uptime = frames.kept_uptime = in.i64();
  frames.erased_sends = in.u32();
  const std::uint8_t flags = in.u8();
  frames.lab = (flags & 1) != 0;
  seal::Key key{};
  in.octets(key);
  if ((flags & 2) != 0) frames.sealing_key = key;
  frames.accounts.resize(in.count(4));
  for (std::uint32_t& account : frames.accounts) account = in.u32();
  const std::uint32_t count = in.count(kFrameBytes);
  if (version != kVersion || count > kFramesPerWindow) {
    return absl::DataLossError(
        "outbox: a window's frames are not laid out as this agent lays them");
  }
  for (std::uint32_t index = 0; index < count; ++index)
    frames.frames.push_back(decode_frame(frames.window, in));
  if (!in.ok()) return absl::DataLossError("outbox: a window's frames are cut short");
  return frames;
}

std::string value_name(std::uint32_t window) { return absl::StrFormat("outbox/%010u", window); }

}  // namespace desirepath::outbox
