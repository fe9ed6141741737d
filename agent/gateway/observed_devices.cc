#include "agent/gateway/observed_devices.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/store/fields.h"
#include "proto/policy/department.h"
#include "proto/seal/encoding.h"

namespace desirepath::gateway {
namespace {

constexpr std::string_view kParts = "gateway/";
constexpr std::string_view kNote = "note";        // of a part: when its device was seen
constexpr std::string_view kOwn = "gateway-own";  // of the whole: secret and opt-outs
constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kOwnBlock = 4096;      // the length on disk tells the opt-outs only so well
constexpr std::uint32_t kLedgerWindows = 2;  // nobody can look at these: what may be sent, no more

std::string part_name(const DeviceKey& key) {
  return absl::StrCat(std::string(kParts), seal::to_hex(key));
}

}  // namespace

absl::StatusOr<std::unique_ptr<ObservedDevices>> ObservedDevices::open(store::Database& whole,
                                                                       const seal::Random& random) {
  std::unique_ptr<ObservedDevices> devices(new ObservedDevices(whole, random));
  if (absl::Status status = devices->load(); !status.ok()) return status;
  return devices;
}

absl::Status ObservedDevices::load() {
  const absl::StatusOr<std::optional<std::string>> own = whole_->get(kOwn);
  if (!own.ok()) return own.status();
  if (!*own) {
    random_.fill(secret_);
    return save_own();
  }
  store::FieldReader in(**own);
  const std::uint8_t version = in.u8();
  in.octets(secret_);
  for (std::uint32_t left = in.count(DeviceKey().size()); left > 0; --left) {
    DeviceKey key{};
    in.octets(key);
    opted_out_.insert(key);
  }
  if (!in.ok() || version != kVersion) {
    return absl::DataLossError(
        "state.db: the gateway's secret is not laid out as this agent lays it: set the file aside");
  }
  const absl::StatusOr<std::vector<std::string>> names = whole_->names(kParts);
  if (!names.ok()) return names.status();
  for (const std::string& name : *names) {
    const absl::StatusOr<std::string> octets =
        seal::from_hex(std::string_view(name).substr(kParts.size(), 2 * DeviceKey().size()));
    DeviceKey key{};
    if (!octets.ok() || octets->size() != key.size()) continue;
    std::copy(octets->begin(), octets->end(), key.begin());
    if (devices_.contains(key)) continue;
    if (const absl::StatusOr<Kept*> kept = make(key, 0); !kept.ok()) return kept.status();
  }
  return absl::OkStatus();
}

absl::StatusOr<ObservedDevices::Kept*> ObservedDevices::make(const DeviceKey& key,
                                                             std::uint32_t department) {
  absl::StatusOr<store::Database> part = whole_->part(part_name(key));
  if (!part.ok()) return part.status();
  auto kept = std::make_unique<Kept>(*std::move(part));
  absl::StatusOr<diary::Diary> diary = diary::Diary::open(kept->part);
  if (!diary.ok()) return diary.status();
  kept->diary.emplace(*std::move(diary));
  absl::StatusOr<outbox::Outbox> outbox =
      outbox::Outbox::open(kept->part, seal::Random(random_.octets<32>()), kLedgerWindows);
  if (!outbox.ok()) return outbox.status();
  kept->outbox.emplace(*std::move(outbox));
  kept->diary->set_pairs(pairs_);
  kept->number = ++last_number_;
  kept->department = department;
  const absl::StatusOr<std::optional<std::string>> note = kept->part.get(kNote);
  if (!note.ok()) return note.status();
  if (*note) {
    store::FieldReader in(**note);
    const std::uint8_t version = in.u8();
    kept->department = in.u32();
    kept->last_seen = in.u32();
    kept->agent_window = in.u32();
    if (!in.ok() || version != kVersion) {
      return absl::DataLossError(
          "state.db: a gateway's device is not laid out as this agent lays it: set the file aside");
    }
  }
  if (opted_out_.contains(key) && !kept->outbox->opted_out()) {
    if (absl::Status status = kept->outbox->opt_out(); !status.ok()) return status;
    kept->diary->forget();
  }
  return (devices_[key] = std::move(kept)).get();
}

void ObservedDevices::set_networks(const std::vector<policy::ObservedNetwork>& networks) {
  most_.clear();
  for (const policy::ObservedNetwork& network : networks) {
    most_[network.department] += network.devices;
  }
}

void ObservedDevices::set_pairs(std::span<const policy::ToolPair> pairs) {
  pairs_.assign(pairs.begin(), pairs.end());
  for (auto& [key, kept] : devices_) kept->diary->set_pairs(pairs_);
}

void ObservedDevices::set_measures_uploads(bool measures) {
  measures_uploads_ = measures;
  for (auto& [key, kept] : devices_) kept->diary->set_measures_uploads(measures);
}

bool ObservedDevices::has_room(std::uint32_t department, std::uint32_t window) const {
  const auto most = most_.find(department);
  if (most == most_.end()) return false;
  const auto there = std::count_if(devices_.begin(), devices_.end(), [&](const auto& each) {
    return each.second->department == department && each.second->last_seen == window;
  });
  return static_cast<std::uint32_t>(there) < most->second;
}

absl::Status ObservedDevices::note(const Presence& presence, std::int32_t day,
                                   std::uint32_t window) {
  const auto found = devices_.find(presence.device.key);
  Kept* kept = found == devices_.end() ? nullptr : found->second.get();
  const bool counted = kept != nullptr && kept->last_seen == window &&
                       kept->department == presence.device.department;
  if (!counted) {
    if (!has_room(presence.device.department, window) ||
        (kept == nullptr && devices_.size() >= kMostDevices)) {
      ++beyond_;
      return absl::OkStatus();
    }
    if (kept == nullptr) {
      const absl::StatusOr<Kept*> made = make(presence.device.key, presence.device.department);
      if (!made.ok()) return made.status();
      kept = *made;
    }
    kept->department = presence.device.department;
    kept->last_seen = std::max(kept->last_seen, window);
    if (absl::Status status = save_note(*kept); !status.ok()) return status;
  }
  if (presence.has_agent) return find_agent(*kept, window);
  if (kept->agent_window == window || opted_out_.contains(presence.device.key)) {
    return absl::OkStatus();
  }
  kept->diary->start_day(day);
  kept->diary->set_measures_uploads(measures_uploads_);
  if (presence.flows != 0) kept->diary->note_flows(presence.flows, presence.named);
  return absl::OkStatus();
}

absl::Status ObservedDevices::find_agent(Kept& kept, std::uint32_t window) {
  if (kept.agent_window == window) return absl::OkStatus();
  if (absl::Status status = kept.outbox->hand_over(); !status.ok()) return status;
  kept.diary->forget();
  kept.diary->set_pairs(pairs_);
  kept.agent_window = window;
  ++have_agent_;
  return save_note(kept);
}

void ObservedDevices::record(const DeviceKey& key, const match::Contact& contact) {
  const auto found = devices_.find(key);
  if (found == devices_.end() || opted_out_.contains(key)) return;
  Kept& kept = *found->second;
  if (kept.agent_window < kept.last_seen) kept.diary->record(contact);
}

absl::Status ObservedDevices::opt_out(const ObservedDevice& device) {
  if (!opted_out_.insert(device.key).second) return absl::OkStatus();
  if (absl::Status status = save_own(); !status.ok()) {
    opted_out_.erase(device.key);
    return status;
  }
  const auto found = devices_.find(device.key);
  if (found == devices_.end()) return absl::OkStatus();
  Kept& kept = *found->second;
  if (absl::Status status = kept.outbox->opt_out(); !status.ok()) return status;
  kept.diary->forget();
  return save_note(kept);
}

absl::Status ObservedDevices::opt_in(const DeviceKey& key) {
  if (opted_out_.erase(key) == 0) return absl::OkStatus();
  if (absl::Status status = save_own(); !status.ok()) {
    opted_out_.insert(key);
    return status;
  }
  const auto found = devices_.find(key);
  return found == devices_.end() ? absl::OkStatus() : found->second->outbox->opt_in();
}

absl::Status ObservedDevices::save_note(Kept& kept) {
  store::FieldWriter out;
  out.u8(kVersion).u32(kept.department).u32(kept.last_seen).u32(kept.agent_window);
  store::Batch batch;
  batch.put(kNote, std::move(out).str());
  return kept.part.commit(batch);
}

absl::Status ObservedDevices::save_own() {
  store::FieldWriter out;
  out.u8(kVersion).octets(secret_).u32(static_cast<std::uint32_t>(opted_out_.size()));
  for (const DeviceKey& key : opted_out_) out.octets(key);
  store::Batch batch;
  batch.put(kOwn, std::move(out).padded_to(kOwnBlock));
  return whole_->commit(batch);
}

absl::Status ObservedDevices::flush() {
  absl::Status first;
  const absl::Status written = whole_->together([&] {
    for (auto& [key, kept] : devices_) first.Update(kept->diary->flush());
  });
  return written.ok() ? first : written;
}

absl::Status ObservedDevices::begin_anew() {
  devices_.clear();
  return save_own();
}

ObservedDevices::Counts ObservedDevices::counts() const {
  Counts counts{devices_.size(), beyond_, have_agent_, {}};
  for (const auto& [key, kept] : devices_) {
    counts.frames = counts.frames + kept->outbox->counts();
  }
  return counts;
}

}  // namespace desirepath::gateway
