#include "agent/outbox/ledger.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "agent/outbox/frame_format.h"
#include "agent/outbox/outbox.h"
#include "agent/outbox/plain_fact.h"
#include "proto/seal/encoding.h"
#include "proto/seal/hash.h"

namespace desirepath::outbox {
namespace {

FrameState state_of(const WindowFrames& window, const Frame& frame, absl::Time now,
                    const Timetable& timetable) {
  if (frame.vetoed) return FrameState::kVetoed;
  if (frame.delivered) return FrameState::kSent;
  if (frame.dropped || now >= timetable.closes(window.window)) return FrameState::kDropped;
  const bool open =
      now >= timetable.opens(window.window) && absl::Seconds(window.uptime) >= timetable.uptime();
  return open ? FrameState::kQueued : FrameState::kHeld;
}

std::string words_of(FrameState state, const facts::Fact& fact, const facts::Names& names) {
  const std::string_view pattern =
      fields::text(names.language, absl::StrCat("state.", std::string(name(state))));
  return fields::filled(pattern, {{"words", facts::words(fact, names)}});
}

}  // namespace

std::string_view name(FrameState state) {
  switch (state) {
    case FrameState::kHeld:
      return "held";
    case FrameState::kQueued:
      return "queued";
    case FrameState::kSent:
      return "sent";
    case FrameState::kVetoed:
      return "vetoed";
    case FrameState::kDropped:
      return "dropped";
  }
  return "";
}

std::string kind_name(facts::Kind kind) {
  if (kind == v1::FACT_KIND_DUMMY) return "filler";
  const std::string_view registered = fields::kind_name(static_cast<std::uint32_t>(kind));
  if (registered.empty()) return absl::StrCat("kind ", static_cast<int>(kind));
  return absl::StrReplaceAll(absl::AsciiStrToLower(std::string(registered)), {{"_", " "}});
}

absl::StatusOr<std::vector<WindowFrames>> Outbox::ledger() const {
  const absl::StatusOr<std::vector<std::string>> names = database_->names("outbox/");
  if (!names.ok()) return names.status();
  std::vector<WindowFrames> windows;
  for (const std::string& name : *names) {
    const absl::StatusOr<std::optional<std::string>> value = database_->get(name);
    if (!value.ok()) return value.status();
    absl::StatusOr<WindowFrames> window = decode(value->value_or(""));
    if (!window.ok()) return window.status();
    windows.push_back(*std::move(window));
  }
  return windows;
}

std::vector<LedgerEntry> ledger_entries(const WindowFrames& window, absl::Time now,
                                        const Timetable& timetable, const facts::Names& names) {
  std::vector<LedgerEntry> entries;
  for (std::uint32_t position = 0; position < window.frames.size(); ++position) {
    const Frame& frame = window.frames[position];
    LedgerEntry entry;
    entry.window = window.window;
    entry.window_name = names.window(window.window);
    entry.position = position;
    entry.made = window.made;
    entry.state = state_of(window, frame, now, timetable);
    const bool says_nothing = frame.fact.kind == v1::FACT_KIND_DUMMY;
    entry.filler = says_nothing && !frame.vetoed;
    entry.lab = window.lab;
    entry.kind = kind_name(frame.fact.kind);
    entry.words = words_of(entry.state, frame.fact, names);
    entry.true_answer = says_nothing ? 0 : frame.fact.value;
    entry.sent_answer = entry.true_answer;
    entry.plaintext = seal::to_hex(plain_fact(frame.fact));
    if (window.sealing_key) entry.sealing_key = seal::to_hex(*window.sealing_key);
    for (const Send& send : frame.sends) {
      entry.sends.push_back({send.time, send.number, seal::to_hex(send.sealed_hash),
                             seal::to_hex(send.seed), seal::to_hex(send.chain)});
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

LedgerEntry for_others(LedgerEntry entry) {
  entry.words = "told by another account of this machine";
  entry.plaintext.clear();
  for (LedgerSend& send : entry.sends) send.seed.clear();
  entry.true_answer = entry.sent_answer = 0;
  return entry;
}

bool belongs_to(const WindowFrames& window, std::uint32_t account) {
  return window.accounts.empty() ||
         (window.accounts.size() == 1 && window.accounts.front() == account);
}

absl::StatusOr<seal::Sealed> sealed_again(const WindowFrames& window, const Frame& frame,
                                          const Send& send) {
  if (!window.sealing_key) return absl::InvalidArgumentError("nothing of this window was sealed");
  return seal::seal_frame(plain_fact(frame.fact), *window.sealing_key, send.seed);
}

absl::Status verify_ledger(const std::vector<WindowFrames>& windows) {
  std::vector<const Send*> sends;
  for (const WindowFrames& window : windows) {
    for (const Frame& frame : window.frames) {
      for (const Send& send : frame.sends) {
        const absl::StatusOr<seal::Sealed> sealed = sealed_again(window, frame, send);
        if (!sealed.ok()) return sealed.status();
        if (seal::hash(seal::Octets(*sealed)) != send.sealed_hash) {
          return absl::DataLossError(
              absl::StrCat("ledger: send ", send.number, " does not make the octets it names"));
        }
        sends.push_back(&send);
      }
    }
  }
  std::sort(sends.begin(), sends.end(),
            [](const Send* left, const Send* right) { return left->number < right->number; });
  for (std::size_t index = 1; index < sends.size(); ++index) {
    const Send& before = *sends[index - 1];
    const Send& send = *sends[index];
    if (send.number != before.number + 1 ||
        next_link(before.chain, send.number, send.sealed_hash) != send.chain) {
      return absl::DataLossError(absl::StrCat("ledger: the chain breaks at send ", send.number));
    }
  }
  return absl::OkStatus();
}

}  // namespace desirepath::outbox
