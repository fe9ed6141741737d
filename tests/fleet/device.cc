#include "tests/fleet/device.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "agent/facts/department.h"
#include "agent/match/contact.h"
#include "agent/outbox/plain_fact.h"
#include "agent/outbox/timetable.h"
#include "proto/seal/random.h"
#include "tests/fleet/command.h"

namespace desirepath::fleet {
namespace {

// Slots of a working day that every grid has, the lab's twelve included.
constexpr std::array<std::uint32_t, 4> kSlots{2, 4, 7, 9};

match::Contact contact_of(const DayTouch& touch, std::int32_t day, std::uint32_t slot) {
  match::Contact contact;
  contact.tool = touch.tool;
  contact.day = day;
  contact.slot = slot;
  switch (touch.touch) {
    case Touch::kWork:
      contact.role = match::Role::kApp;
      contact.bytes_up = 40'000 + 9'000 * slot;
      contact.bytes_down = 300'000;
      break;
    case Touch::kGuest:
      contact.role = match::Role::kViewer;
      contact.bytes_up = 6'000;
      contact.bytes_down = 900'000;
      break;
    case Touch::kLogin:
      contact.role = match::Role::kLogin;
      contact.bytes_up = 5'000;
      contact.bytes_down = 20'000;
      break;
    case Touch::kWidget:
      contact.role = match::Role::kEmbedded;
      contact.bytes_up = 3'000;
      contact.bytes_down = 200'000;
      break;
  }
  return contact;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Device>> Device::open(const Surroundings& around,
                                                     std::uint32_t number,
                                                     const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    return absl::InternalError("fleet: cannot make " + folder.string() + ": " + error.message());
  std::unique_ptr<Device> device(new Device(around, number, folder));
  if (absl::Status status = device->open_state(); !status.ok()) return status;
  return device;
}

absl::Status Device::open_state() {
  // The simulated key is not a secret: what is tested is the path, not this folder.
  seal::Key key{};
  key[0] = static_cast<std::uint8_t>(number_);
  key[1] = static_cast<std::uint8_t>(number_ >> 8U);
  absl::StatusOr<store::Database> database =
      store::Database::open((folder_ / "state.db").string(), key, {.durable = false});
  if (!database.ok()) return database.status();
  database_ = std::make_unique<store::Database>(std::move(*database));
  absl::StatusOr<diary::Diary> diary = diary::Diary::open(*database_);
  if (!diary.ok()) return diary.status();
  diary_ = std::make_unique<diary::Diary>(std::move(*diary));
  absl::StatusOr<outbox::Outbox> outbox = outbox::Outbox::open(*database_, seal::Random());
  if (!outbox.ok()) return outbox.status();
  outbox_ = std::make_unique<outbox::Outbox>(std::move(*outbox));
  return absl::OkStatus();
}

absl::Time Device::closing_time(std::uint32_t window) const {
  return around_.calendar->end(window) + absl::Milliseconds(1);
}

void Device::record(const DayTouch& touch, std::int32_t day) {
  const std::size_t slots = touch.touch == Touch::kLogin ? 1 : kSlots.size();
  for (std::size_t n = 0; n < slots; ++n) diary_->record(contact_of(touch, day, kSlots[n]));
}

absl::StatusOr<facts::Facts> Device::live(std::uint32_t window) {
  const std::uint32_t week = window - around_.first_window;
  const std::optional<std::uint32_t> closed = outbox_->last_closed();
  if (closed.has_value() && *closed >= window) return facts::Facts();
  if (!around_.habits->on(number_, week)) return facts::Facts();
  if (std::filesystem::exists(new_since(window))) return facts::Facts();  // it ended before

  const auto monday = static_cast<std::int32_t>(window * 7);
  const std::vector<DayTouch> touches = around_.habits->week(number_, week);
  for (std::uint32_t day = 0; day < 7; ++day) {
    diary_->start_day(monday + static_cast<std::int32_t>(day));
    diary_->note_flows(kDailyFlows, kDailyNamedFlows);
    for (const DayTouch& touch : touches) {
      if (touch.day == day) record(touch, monday + static_cast<std::int32_t>(day));
    }
  }
  // The whole week in one transaction: a kill leaves all of it to be lived again, or nothing.
  if (absl::Status flushed = diary_->flush(); !flushed.ok()) return flushed;

  const policy::Policy& policy = around_.bundle->policy;
  const diary::Snapshot snapshot = diary_->snapshot();
  const std::uint32_t department = facts::department_number(
      policy,
      department_id(
          around_.habits->scenario().departments[around_.habits->department(number_)].name));
  facts::Facts made = facts::make_facts({.diary = snapshot,
                                         .policy = policy,
                                         .standings = around_.bundle->standings,
                                         .pairs = {},
                                         .need_of =
                                             [this](std::uint32_t tool) {
                                               const catalog::Tool* known =
                                                   around_.catalog->tool(tool);
                                               return known == nullptr ? 0U : known->need;
                                             },
                                         .department = department,
                                         .window = window});
  if (absl::Status status = outbox_->close_window({.window = window,
                                                   .facts = made,
                                                   .now = closing_time(window),
                                                   .lab = policy.lab(),
                                                   .accounts = {}});
      !status.ok()) {
    return status;
  }
  return made;
}

bool Device::waiting(std::uint32_t window) const {
  return outbox_->has_due(closing_time(window),
                          outbox::Timetable(*around_.calendar, around_.bundle->policy),
                          around_.bundle->keys);
}

absl::Status Device::send(std::uint32_t window, Link& link, FrameLog* log, Mishap mishap) {
  const outbox::Timetable timetable(*around_.calendar, around_.bundle->policy);
  const absl::Time now = closing_time(window);
  while (outbox_->has_due(now, timetable, around_.bundle->keys)) {
    // First the connection, then the seals: a session that cannot begin costs no send of the quota.
    if (absl::Status status = link.connect(folder_); !status.ok()) return status;
    absl::StatusOr<std::vector<outbox::Outgoing>> session =
        outbox_->begin_session(now, timetable, around_.bundle->keys);
    if (!session.ok()) return session.status();
    std::size_t safe = 0;
    absl::Status sent = link.submit(*session, safe);
    if (sent.ok() && goes_wrong_now(window, mishap)) {
      if (mishap == Mishap::kAcksLost) continue;
      sent = link.submit(*session, safe);
    }
    if (absl::Status status = outbox_->accepted(*session, safe); !status.ok()) return status;
    if (!sent.ok()) return sent;
    if (log == nullptr) continue;
    if (absl::Status status = log_session(*session, *log); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status Device::log_session(const std::vector<outbox::Outgoing>& session,
                                 FrameLog& log) const {
  const auto ledger = outbox_->ledger();
  if (!ledger.ok()) return ledger.status();
  for (const outbox::WindowFrames& window : *ledger) {
    std::vector<facts::Nonce> nonces;
    for (const outbox::Outgoing& frame : session) {
      if (frame.window == window.window) nonces.push_back(window.frames[frame.position].fact.nonce);
    }
    if (absl::Status status = log.add(number_, window.window, nonces); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status Device::send_filler(std::uint32_t window, Link& link, FrameLog* log) {
  const auto key =
      std::find_if(around_.bundle->keys.begin(), around_.bundle->keys.end(),
                   [window](const policy::SealingKey& entry) { return entry.window == window; });
  if (key == around_.bundle->keys.end()) return absl::OkStatus();
  if (absl::Status status = link.connect(folder_); !status.ok()) return status;
  seal::Random random;
  facts::Fact filler;
  filler.window = window;
  random.fill(filler.nonce);
  const absl::StatusOr<seal::Sealed> sealed =
      seal::seal_frame(outbox::plain_fact(filler), key->key, random.octets<32>());
  if (!sealed.ok()) return sealed.status();
  std::size_t safe = 0;
  if (absl::Status status = link.submit({{window, 0, *sealed}}, safe); !status.ok()) return status;
  return log == nullptr ? absl::OkStatus() : log->add(number_, window, {filler.nonce});
}

}  // namespace desirepath::fleet
