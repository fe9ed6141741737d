#include "agent/notice_book.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/diary/own_days.h"
#include "agent/store/fields.h"

namespace desirepath::agent {
namespace {

constexpr char kName[] = "agent/notices";
constexpr std::size_t kBlock = 4096;  // the value's length does not say how many were shown

bool concerns(const policy::Notice& notice, const diary::Snapshot& snapshot,
              const diary::OwnDays& own) {
  return std::any_of(snapshot.tools.begin(), snapshot.tools.end(),
                     [&](const diary::ToolDays& tool) {
                       return std::ranges::count(notice.tools, tool.tool) != 0 &&
                              own.used(tool, static_cast<std::int32_t>(notice.within_days));
                     });
}

ShownNotice read_one(store::FieldReader& in) {
  ShownNotice shown;
  shown.number = in.u32();
  shown.account = in.u32();
  shown.kind = static_cast<policy::NoticeKind>(in.u8());
  shown.day = in.i32();
  shown.first = in.i64();
  shown.last = in.i64();
  shown.days_shown = in.u32();
  shown.understood = in.u8() != 0;
  for (std::string& words : shown.words) words = in.text();
  return shown;
}

constexpr std::size_t kLeastOctets = 46;  // of one without words

}  // namespace

absl::Status NoticeBook::load() {
  absl::StatusOr<std::optional<std::string>> value = database_->get(kName);
  if (!value.ok() || !value->has_value()) return value.status();
  store::FieldReader in(**value);
  const std::uint32_t count = in.count(kLeastOctets);
  std::vector<ShownNotice> shown;
  for (std::uint32_t i = 0; i < count; ++i) shown.push_back(read_one(in));
  if (in.ok()) shown_ = std::move(shown);
  return absl::OkStatus();
}

absl::Status NoticeBook::save() {
  store::FieldWriter out;
  out.u32(static_cast<std::uint32_t>(shown_.size()));
  for (const ShownNotice& each : shown_) {
    out.u32(each.number).u32(each.account).u8(static_cast<std::uint8_t>(each.kind));
    out.i32(each.day).i64(each.first).i64(each.last).u32(each.days_shown);
    out.u8(each.understood ? 1 : 0);
    for (const std::string& words : each.words) out.text(words);
  }
  store::Batch batch;
  batch.put(kName, std::move(out).padded_to(kBlock));
  return database_->commit(batch);
}

ShownNotice* NoticeBook::find(std::uint32_t number, std::uint32_t account) {
  const auto found = std::find_if(shown_.begin(), shown_.end(), [&](const ShownNotice& each) {
    return each.number == number && each.account == account;
  });
  return found == shown_.end() ? nullptr : &*found;
}

bool NoticeBook::note(const policy::Notice& notice, std::uint32_t account, std::int32_t day,
                      absl::Time now) {
  ShownNotice* known = find(notice.number, account);
  if (known == nullptr) {
    if (shown_.size() >= kMostNoticesKept) {
      shown_.erase(std::min_element(
          shown_.begin(), shown_.end(),
          [](const ShownNotice& a, const ShownNotice& b) { return a.last < b.last; }));
    }
    const std::int64_t seconds = absl::ToUnixSeconds(now);
    shown_.push_back(
        {notice.number, account, notice.kind, day, seconds, seconds, 1, false, notice.words});
    return true;
  }
  if (known->understood) return false;
  if (day == known->day) return true;
  // A day before the last one: the clock was wrong then, or is wrong now; it is shown again.
  if (day > known->day && day - known->day < kDaysBetweenShows) return false;
  known->day = day;
  known->last = absl::ToUnixSeconds(now);
  ++known->days_shown;
  return true;
}

absl::StatusOr<std::vector<policy::Notice>> NoticeBook::show(
    const std::vector<policy::Notice>& in_force, const diary::Snapshot& snapshot,
    std::uint32_t account, absl::Time now) {
  const diary::OwnDays own(snapshot, account);
  std::vector<policy::Notice> due;
  std::vector<ShownNotice> before = shown_;
  for (const policy::Notice& notice : in_force) {
    if (absl::FromUnixSeconds(notice.ends) <= now || !concerns(notice, snapshot, own)) continue;
    if (note(notice, account, snapshot.today, now)) due.push_back(notice);
  }
  if (shown_ == before) return due;
  if (absl::Status status = save(); !status.ok()) {
    shown_ = std::move(before);
    return status;
  }
  return due;
}

absl::Status NoticeBook::understood(std::uint32_t number, std::uint32_t account) {
  ShownNotice* known = find(number, account);
  if (known == nullptr) {
    return absl::NotFoundError(
        absl::StrCat("notice ", number, " was not shown here; `notices` lists those that are"));
  }
  known->understood = true;
  return save();
}

}  // namespace desirepath::agent
