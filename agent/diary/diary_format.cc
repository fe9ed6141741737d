#include "agent/diary/diary_format.h"

#include "absl/status/status.h"
#include "agent/store/fields.h"

namespace desirepath::diary {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kBlock = 8192;
constexpr std::size_t kBitmapBytes = 20;
constexpr std::size_t kToolBytes = 4 + 3 * kBitmapBytes + 4;
constexpr std::size_t kNoteBytes = 16;
constexpr std::size_t kPairBytes = 18;
constexpr std::size_t kUploadBytes = 16;
constexpr std::size_t kOpenDayBytes = 21;

void write(store::FieldWriter& out, const DayBitmap& bitmap) {
  out.i32(bitmap.newest()).u64(bitmap.low()).u64(bitmap.high());
}

DayBitmap read_bitmap(store::FieldReader& in) {
  const std::int32_t newest = in.i32();
  const std::uint64_t low = in.u64();
  return {newest, low, in.u64()};
}

std::uint32_t size_of(const auto& items) { return static_cast<std::uint32_t>(items.size()); }

void read_tools(store::FieldReader& in, Snapshot& snapshot) {
  for (std::uint32_t left = in.count(kToolBytes); left > 0; --left) {
    ToolDays tool;
    tool.tool = in.u32();
    tool.owner = read_bitmap(in);
    tool.guest = read_bitmap(in);
    tool.login = read_bitmap(in);
    tool.first_owner_day = in.i32();
    snapshot.tools.push_back(tool);
  }
}

void read_notes(store::FieldReader& in, Snapshot& snapshot) {
  for (std::uint32_t left = in.count(kNoteBytes); left > 0; --left) {
    DayNote note;
    note.day = in.i32();
    note.flows = in.u32();
    note.named_flows = in.u32();
    note.accounts.resize(in.count(4));
    for (std::uint32_t& account : note.accounts) account = in.u32();
    snapshot.notes.push_back(std::move(note));
  }
}

void read_pairs(store::FieldReader& in, Snapshot& snapshot) {
  for (std::uint32_t left = in.count(kPairBytes); left > 0; --left) {
    PairDay pair;
    pair.day = in.i32();
    pair.first = in.u32();
    pair.second = in.u32();
    pair.bounces = in.u32();
    pair.up = in.u8();
    pair.down = in.u8();
    snapshot.pairs.push_back(pair);
  }
}

void read_uploads(store::FieldReader& in, Snapshot& snapshot) {
  for (std::uint32_t left = in.count(kUploadBytes); left > 0; --left) {
    UploadDay upload;
    upload.day = in.i32();
    upload.tool = in.u32();
    upload.bytes_up = in.u64();
    snapshot.uploads.push_back(upload);
  }
}

OpenDays read_open_days(store::FieldReader& in) {
  OpenDays days;
  for (std::uint32_t left = in.count(kOpenDayBytes); left > 0; --left) {
    const std::int32_t day = in.i32();
    const std::uint32_t tool = in.u32();
    match::DayCounts& counts = days[{day, tool}];
    counts.product_slots = static_cast<std::uint16_t>(in.u32());
    counts.whole_site_slots = static_cast<std::uint16_t>(in.u32());
    counts.guest_slots = static_cast<std::uint16_t>(in.u32());
    counts.login = in.u8() != 0;
  }
  return days;
}

}  // namespace

std::string encode(const StoredDiary& diary) {
  const Snapshot& snapshot = diary.snapshot;
  store::FieldWriter out;
  out.u8(kVersion).i32(snapshot.began_day).i32(snapshot.today);
  write(out, snapshot.present);
  out.u32(size_of(snapshot.tools));
  for (const ToolDays& tool : snapshot.tools) {
    out.u32(tool.tool);
    for (const DayBitmap* const bitmap : {&tool.owner, &tool.guest, &tool.login})
      write(out, *bitmap);
    out.i32(tool.first_owner_day);
  }
  out.u32(size_of(snapshot.notes));
  for (const DayNote& note : snapshot.notes) {
    out.i32(note.day).u32(note.flows).u32(note.named_flows).u32(size_of(note.accounts));
    for (const std::uint32_t account : note.accounts) out.u32(account);
  }
  out.u32(size_of(snapshot.pairs));
  for (const PairDay& pair : snapshot.pairs) {
    out.i32(pair.day).u32(pair.first).u32(pair.second).u32(pair.bounces).u8(pair.up).u8(pair.down);
  }
  out.u32(size_of(snapshot.uploads));
  for (const UploadDay& upload : snapshot.uploads) {
    out.i32(upload.day).u32(upload.tool).u64(upload.bytes_up);
  }
  out.u32(size_of(diary.open_days));
  for (const auto& [key, counts] : diary.open_days) {
    out.i32(key.first).u32(key.second).u32(counts.product_slots).u32(counts.whole_site_slots);
    out.u32(counts.guest_slots).u8(counts.login ? 1 : 0);
  }
  return std::move(out).padded_to(kBlock);
}

absl::StatusOr<StoredDiary> decode(std::string_view octets) {
  store::FieldReader in(octets);
  StoredDiary diary;
  Snapshot& snapshot = diary.snapshot;
  const std::uint8_t version = in.u8();
  snapshot.began_day = in.i32();
  snapshot.today = in.i32();
  snapshot.present = read_bitmap(in);
  read_tools(in, snapshot);
  read_notes(in, snapshot);
  read_pairs(in, snapshot);
  read_uploads(in, snapshot);
  diary.open_days = read_open_days(in);
  if (version != kVersion || !in.ok()) {
    return absl::DataLossError(
        "state.db: the diary is not laid out as this agent lays it: set the file aside");
  }
  return diary;
}

}  // namespace desirepath::diary
