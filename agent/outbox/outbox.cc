#include "agent/outbox/outbox.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/outbox/frame_format.h"
#include "agent/outbox/plain_fact.h"
#include "agent/outbox/selection.h"
#include "agent/store/fields.h"
#include "proto/seal/hash.h"

namespace desirepath::outbox {
namespace {

constexpr std::string_view kState = "outbox";
constexpr std::uint8_t kStateVersion = 1;
constexpr std::uint32_t kLeastAtRisk = 2;  // frames a session of a window that has no send to spare

seal::Octets as_octets(const std::uint64_t& number, std::array<std::uint8_t, 8>& room) {
  for (std::size_t octet = 0; octet < room.size(); ++octet) {
    room[octet] = static_cast<std::uint8_t>(number >> (8 * octet) & 0xff);
  }
  return room;
}

}  // namespace

seal::Key next_link(const seal::Key& chain, std::uint64_t number, const seal::Key& sealed_hash) {
  std::array<std::uint8_t, 8> room{};
  return seal::hash({chain, as_octets(number, room), sealed_hash});
}

absl::StatusOr<Outbox> Outbox::open(store::Database& database, const seal::Random& random,
                                    std::uint32_t ledger_windows) {
  Outbox outbox(database, random, ledger_windows);
  if (absl::Status status = outbox.load(); !status.ok()) return status;
  return outbox;
}

absl::Status Outbox::load() {
  const absl::StatusOr<std::optional<std::string>> state = database_->get(kState);
  if (!state.ok()) return state.status();
  if (!*state) return absl::OkStatus();
  store::FieldReader in(**state);
  const std::uint8_t version = in.u8();
  const std::uint8_t flags = in.u8();
  const std::uint32_t last = in.u32();
  if ((flags & 1) != 0) last_closed_ = last;
  opted_out_ = (flags & 2) != 0;
  sends_ = in.u64();
  in.octets(chain_);
  vetoed_tools_.resize(in.count(4));
  for (std::uint32_t& tool : vetoed_tools_) tool = in.u32();
  if (!in.ok() || version != kStateVersion) {
    return absl::DataLossError(
        "state.db: the outbox is not laid out as this agent lays it: set the file aside");
  }
  // At most the last two windows can still be sent.
  for (std::uint32_t ago = 2; last_closed_ && ago-- > 0;) {
    if (*last_closed_ < ago) continue;
    const absl::StatusOr<std::optional<std::string>> value =
        database_->get(value_name(*last_closed_ - ago));
    if (!value.ok()) return value.status();
    if (!*value) continue;
    absl::StatusOr<WindowFrames> frames = decode(**value);
    if (!frames.ok()) return frames.status();
    active_.push_back(*std::move(frames));
  }
  return absl::OkStatus();
}

std::string Outbox::encode_state() const {
  store::FieldWriter out;
  out.u8(kStateVersion)
      .u8(static_cast<std::uint8_t>((last_closed_ ? 1 : 0) | (opted_out_ ? 2 : 0)));
  out.u32(last_closed_.value_or(0)).u64(sends_).octets(chain_);
  out.u32(static_cast<std::uint32_t>(vetoed_tools_.size()));
  for (const std::uint32_t tool : vetoed_tools_) out.u32(tool);
  return std::move(out).padded_to(1024);
}

absl::Status Outbox::save(std::span<WindowFrames* const> changed, bool state) {
  store::Batch batch;
  if (state) batch.put(kState, encode_state());
  for (const WindowFrames* const window : changed)
    batch.put(value_name(window->window), encode(*window));
  return database_->commit(batch);
}

absl::Status Outbox::close_window(Closing closing) {
  if (last_closed_ && closing.window <= *last_closed_) {
    return absl::FailedPreconditionError(
        absl::StrCat("outbox: window ", closing.window, " is done already"));
  }
  for (const facts::Fact& fact : closing.facts) {
    if (fact.window == closing.window) continue;
    return absl::InternalError(absl::StrCat("outbox: a fact of window ", fact.window,
                                            " among those of window ", closing.window));
  }
  if (opted_out_) closing.facts.clear();
  Selection selection = select_frames(std::move(closing.facts), closing.window, random_);
  WindowFrames made;
  made.window = closing.window;
  made.made = absl::ToUnixSeconds(closing.now);
  made.lost_facts = selection.lost_facts;
  made.lab = closing.lab;
  made.accounts = std::move(closing.accounts);
  made.frames = std::move(selection.frames);

  const std::optional<std::uint32_t> before = std::exchange(last_closed_, closing.window);
  store::Batch batch;
  batch.put(kState, encode_state());
  batch.put(value_name(made.window), encode(made));
  if (absl::StatusOr<std::vector<std::string>> names = database_->names("outbox/"); names.ok()) {
    const std::string oldest = value_name(made.window - std::min(made.window, ledger_windows_));
    for (const std::string& name : *names) {
      if (name <= oldest) batch.erase(name);
    }
  }
  if (absl::Status status = database_->commit(batch); !status.ok()) {
    last_closed_ =
        before;  // the facts are made anew at the next try: nothing of these was stored or sent
    return status;
  }
  counts_.made += kFramesPerWindow;
  counts_.lost += made.lost_facts;
  active_.push_back(std::move(made));
  return absl::OkStatus();
}

absl::Status Outbox::skip_to(std::uint32_t window) {
  if (last_closed_ && window <= *last_closed_) return absl::OkStatus();
  const std::optional<std::uint32_t> before = std::exchange(last_closed_, window);
  absl::Status status = save({}, true);
  if (!status.ok()) last_closed_ = before;
  return status;
}

void Outbox::add_uptime(absl::Duration uptime) {
  uptime_rest_ += uptime;
  const std::int64_t seconds = absl::ToInt64Seconds(uptime_rest_);
  uptime_rest_ -= absl::Seconds(seconds);
  for (WindowFrames& window : active_) window.uptime += seconds;
}

absl::Status Outbox::keep_uptime() {
  std::vector<WindowFrames*> changed;
  for (WindowFrames& window : active_) {
    const std::int64_t last = std::min(window.uptime, absl::ToInt64Seconds(kHoldUptime));
    if (window.kept_uptime < last && window.uptime - window.kept_uptime >= kUptimeGrain)
      changed.push_back(&window);
  }
  if (changed.empty()) return absl::OkStatus();
  absl::Status status = save(changed, false);
  if (status.ok()) {
    for (WindowFrames* const window : changed) window->kept_uptime = window->uptime;
  }
  return status;
}

namespace {

const policy::SealingKey* key_of(std::span<const policy::SealingKey> keys, std::uint32_t window) {
  const auto found = std::find_if(keys.begin(), keys.end(),
                                  [window](const auto& key) { return key.window == window; });
  return found == keys.end() ? nullptr : &*found;
}

bool may_leave(const WindowFrames& window, absl::Time now, const Timetable& timetable,
               std::span<const policy::SealingKey> keys) {
  return now >= timetable.opens(window.window) && now < timetable.closes(window.window) &&
         absl::Seconds(window.uptime) >= timetable.uptime() && window.sends() < kSendsPerWindow &&
         key_of(keys, window.window) != nullptr;
}

bool waits(const Frame& frame) { return !frame.delivered && !frame.dropped; }

// How many frames of the window a session may seal. What a session seals and the gate does not
// acknowledge is lost to the quota; so once something was lost, a session risks half of the sends
// that are to spare, and a device that is cut off again and again still has one for each frame.
std::size_t most_at_risk(const WindowFrames& window) {
  const auto waiting =
      static_cast<std::uint32_t>(std::count_if(window.frames.begin(), window.frames.end(), waits));
  const std::uint32_t left = kSendsPerWindow - window.sends();
  const std::uint32_t spare = left > waiting ? left - waiting : 0;
  if (spare == kSendsPerWindow - kFramesPerWindow) return left;
  return std::min(left, std::max(kLeastAtRisk, spare / 2));
}

}  // namespace

bool Outbox::has_due(absl::Time now, const Timetable& timetable,
                     std::span<const policy::SealingKey> keys) const {
  return std::any_of(active_.begin(), active_.end(), [&](const WindowFrames& window) {
    return may_leave(window, now, timetable, keys) &&
           std::any_of(window.frames.begin(), window.frames.end(), waits);
  });
}

absl::StatusOr<Outgoing> Outbox::seal_one(WindowFrames& window, std::uint32_t position,
                                          absl::Time now) {
  Frame& frame = window.frames[position];
  Send send;
  send.seed = random_.octets<32>();
  const absl::StatusOr<seal::Sealed> sealed =
      seal::seal_frame(plain_fact(frame.fact), *window.sealing_key, send.seed);
  if (!sealed.ok()) return sealed.status();
  send.number = ++sends_;
  send.time = absl::ToUnixSeconds(now);
  send.sealed_hash = seal::hash(seal::Octets(*sealed));
  send.chain = chain_ = next_link(chain_, send.number, send.sealed_hash);
  frame.sends.push_back(send);
  return Outgoing{window.window, position, *sealed, 0};
}

absl::StatusOr<std::vector<Outgoing>> Outbox::begin_session(
    absl::Time now, const Timetable& timetable, std::span<const policy::SealingKey> keys,
    std::size_t limit) {
  if (absl::Status status = expire(now, timetable); !status.ok()) return status;
  std::vector<Outgoing> session;
  std::vector<WindowFrames> drafts = active_;
  std::vector<WindowFrames*> changed;
  const std::uint64_t sends_before = sends_;
  const seal::Key chain_before = chain_;
  for (WindowFrames& window : drafts) {
    if (!may_leave(window, now, timetable, keys)) continue;
    const std::size_t before = session.size();
    if (!window.sealing_key) window.sealing_key = key_of(keys, window.window)->key;
    std::size_t quota = most_at_risk(window);
    for (const bool again : {false, true}) {
      for (std::uint32_t position = 0; position < window.frames.size(); ++position) {
        const Frame& frame = window.frames[position];
        if (session.size() == limit || quota == 0) break;
        // What this very session has sealed is not sent again by it.
        if (!waits(frame) || frame.sends.empty() == again) continue;
        if (again && frame.sends.back().number > sends_before) continue;
        absl::StatusOr<Outgoing> outgoing = seal_one(window, position, now);
        if (!outgoing.ok()) return outgoing.status();
        session.push_back(*std::move(outgoing));
        --quota;
      }
    }
    if (session.size() > before) changed.push_back(&window);
  }
  if (session.empty()) return session;
  if (absl::Status status = save(changed, true); !status.ok()) {
    sends_ = sends_before;
    chain_ = chain_before;
    return status;  // nothing left: no seed is stored, so nothing may be sent
  }
  active_ = std::move(drafts);
  counts_.sent += session.size();
  return session;
}

absl::Status Outbox::accepted(std::span<const Outgoing> session, std::size_t count) {
  std::vector<WindowFrames*> changed;
  for (const Outgoing& outgoing : session.first(std::min(count, session.size()))) {
    for (WindowFrames& window : active_) {
      if (window.window != outgoing.window || outgoing.position >= window.frames.size()) continue;
      Frame& frame = window.frames[outgoing.position];
      if (!waits(frame)) continue;
      frame.delivered = true;
      ++counts_.delivered;
      if (std::find(changed.begin(), changed.end(), &window) == changed.end())
        changed.push_back(&window);
    }
  }
  // Should this not reach the disk, the frames are sent once more after a restart, with the same
  // nonces.
  return changed.empty() ? absl::OkStatus() : save(changed, false);
}

absl::Status Outbox::expire(absl::Time now, const Timetable& timetable) {
  std::vector<WindowFrames*> changed;
  for (WindowFrames& window : active_) {
    if (now < timetable.closes(window.window)) continue;
    for (Frame& frame : window.frames) {
      if (!waits(frame)) continue;
      frame.dropped = true;
      ++counts_.dropped;
    }
    changed.push_back(&window);
  }
  if (changed.empty()) return absl::OkStatus();
  if (absl::Status status = save(changed, false); !status.ok()) return status;
  std::erase_if(active_,
                [&](const WindowFrames& window) { return now >= timetable.closes(window.window); });
  return absl::OkStatus();
}

}  // namespace desirepath::outbox
