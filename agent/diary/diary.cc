#include "agent/diary/diary.h"

#include <algorithm>
#include <utility>

#include "agent/diary/forgetting.h"

namespace desirepath::diary {
namespace {

constexpr std::string_view kName = "diary";

ToolDays& tool_in(std::vector<ToolDays>& tools, std::uint32_t number) {
  const auto at = std::lower_bound(
      tools.begin(), tools.end(), number,
      [](const ToolDays& tool, std::uint32_t wanted) { return tool.tool < wanted; });
  if (at != tools.end() && at->tool == number) return *at;
  return *tools.insert(at, {.tool = number});
}

// Enters one tool's day, as the use rule judges it.
void enter(std::vector<ToolDays>& tools, std::int32_t day, std::uint32_t number,
           const match::DayCounts& counts) {
  const match::Use use = match::classify(counts);
  if (use == match::Use::kAmbient && !match::login_only(counts)) return;
  ToolDays& tool = tool_in(tools, number);
  switch (use) {
    case match::Use::kOwner:
      tool.owner.set(day);
      tool.first_owner_day = tool.first_owner_day < 0 ? day : std::min(tool.first_owner_day, day);
      break;
    case match::Use::kGuest:
      tool.guest.set(day);
      break;
    case match::Use::kAmbient:
      tool.login.set(day);
      break;
  }
}

}  // namespace

absl::StatusOr<Diary> Diary::open(store::Database& database) {
  Diary diary(database);
  const absl::StatusOr<std::optional<std::string>> value = database.get(kName);
  if (!value.ok()) return value.status();
  if (!*value) return diary;
  absl::StatusOr<StoredDiary> stored = decode(**value);
  if (!stored.ok()) return stored.status();
  diary.stored_ = *std::move(stored);
  return diary;
}

void Diary::start_day(std::int32_t day) {
  Snapshot& snapshot = stored_.snapshot;
  if (day <= snapshot.today || day < 0) return;
  take_pairs(snapshot.today);
  if (snapshot.began_day < 0) snapshot.began_day = day;
  snapshot.today = day;
  snapshot.present.set(day);
  close_days_before(day - 1);
  forget_old();
  changed_ = true;
}

void Diary::record(const match::Contact& contact) {
  if (contact.day == stored_.snapshot.today + 1 && stored_.snapshot.today >= 0)
    start_day(contact.day);
  if (contact.day > stored_.snapshot.today || contact.day < stored_.snapshot.today - 1 ||
      contact.day < stored_.snapshot.began_day) {
    ++counts_.out_of_time;
    return;
  }
  ++counts_.contacts;
  live_[{contact.day, contact.tool}].add(contact);
  pairs_.record(contact);
  if (measures_uploads_) add_upload(contact);
  changed_ = true;
}

void Diary::set_measures_uploads(bool measures) {
  measures_uploads_ = measures;
  if (measures || stored_.snapshot.uploads.empty()) return;
  stored_.snapshot.uploads.clear();
  changed_ = true;
}

void Diary::add_upload(const match::Contact& contact) {
  if (!catalog::counts_as_use(contact.role)) return;
  auto& uploads = stored_.snapshot.uploads;
  const std::pair key(contact.day, contact.tool);
  const auto at = std::lower_bound(uploads.begin(), uploads.end(), key,
                                   [](const UploadDay& upload, const auto& wanted) {
                                     return std::pair(upload.day, upload.tool) < wanted;
                                   });
  if (at != uploads.end() && at->day == contact.day && at->tool == contact.tool) {
    at->bytes_up += contact.bytes_up;
  } else {
    uploads.insert(at, {contact.day, contact.tool, contact.bytes_up});
  }
}

DayNote* Diary::today_note() {
  Snapshot& snapshot = stored_.snapshot;
  if (snapshot.today < 0) return nullptr;
  if (snapshot.notes.empty() || snapshot.notes.back().day != snapshot.today) {
    snapshot.notes.push_back({.day = snapshot.today});
  }
  return &snapshot.notes.back();
}

void Diary::note_flows(std::uint32_t flows, std::uint32_t named) {
  DayNote* const note = today_note();
  if (note == nullptr || flows == 0) return;
  note->flows += flows;
  note->named_flows += std::min(named, flows);
  changed_ = true;
}

void Diary::note_account(std::uint32_t account) {
  DayNote* const note = today_note();
  if (note == nullptr) return;
  const auto at = std::lower_bound(note->accounts.begin(), note->accounts.end(), account);
  if (at != note->accounts.end() && *at == account) return;
  note->accounts.insert(at, account);
  changed_ = true;
}

OpenDays Diary::open_days() const {
  OpenDays days = stored_.open_days;
  for (const auto& [key, use] : live_) days[key] = match::add(days[key], use.counts());
  return days;
}

void Diary::close_days_before(std::int32_t day) {
  const OpenDays days = open_days();
  for (const auto& [key, counts] : days) {
    if (key.first < day) enter(stored_.snapshot.tools, key.first, key.second, counts);
  }
  std::erase_if(stored_.open_days, [day](const auto& entry) { return entry.first.first < day; });
  std::erase_if(live_, [day](const auto& entry) { return entry.first.first < day; });
}

void Diary::take_pairs(std::int32_t day) {
  for (const PairDay& taken : pairs_.take(day)) {
    auto& pairs = stored_.snapshot.pairs;
    const auto same = std::find_if(pairs.begin(), pairs.end(), [&taken](const PairDay& pair) {
      return pair.day == taken.day && pair.first == taken.first && pair.second == taken.second;
    });
    if (same == pairs.end()) {
      pairs.push_back(taken);
    } else {
      same->bounces += taken.bounces;
      same->up |= taken.up;
      same->down |= taken.down;
    }
  }
}

void Diary::forget_old() {
  Snapshot& snapshot = stored_.snapshot;
  forget_old_days(snapshot.tools, snapshot.today);
  while (snapshot.tools.size() > kMaximumTools) {
    snapshot.tools.erase(std::min_element(
        snapshot.tools.begin(), snapshot.tools.end(),
        [](const ToolDays& a, const ToolDays& b) { return last_day(a) < last_day(b); }));
    ++counts_.crowded_out;
  }
  const std::int32_t oldest_note = snapshot.today - kNoteDays + 1;
  std::erase_if(snapshot.notes,
                [oldest_note](const DayNote& note) { return note.day < oldest_note; });
  std::erase_if(snapshot.pairs,
                [oldest_note](const PairDay& pair) { return pair.day < oldest_note; });
}

absl::Status Diary::flush() {
  if (!changed_) return absl::OkStatus();
  take_pairs(stored_.snapshot.today);
  StoredDiary written = stored_;
  written.open_days = open_days();
  store::Batch batch;
  batch.put(kName, encode(written));
  if (absl::Status status = database_->commit(batch); !status.ok()) return status;
  changed_ = false;
  return absl::OkStatus();
}

Snapshot Diary::snapshot() const {
  Snapshot snapshot = stored_.snapshot;
  for (const auto& [key, counts] : open_days())
    enter(snapshot.tools, key.first, key.second, counts);
  return snapshot;
}

void Diary::forget_tool(std::uint32_t tool) {
  std::erase_if(stored_.snapshot.tools, [tool](const ToolDays& each) { return each.tool == tool; });
  std::erase_if(stored_.snapshot.pairs,
                [tool](const PairDay& pair) { return pair.first == tool || pair.second == tool; });
  std::erase_if(stored_.open_days,
                [tool](const auto& entry) { return entry.first.second == tool; });
  std::erase_if(live_, [tool](const auto& entry) { return entry.first.second == tool; });
  changed_ = true;
}

void Diary::forget() {
  const bool shared = stored_.snapshot.shared_machine;
  stored_ = {};
  stored_.snapshot.shared_machine = shared;
  live_.clear();
  pairs_ = {};
  changed_ = false;
}

}  // namespace desirepath::diary
