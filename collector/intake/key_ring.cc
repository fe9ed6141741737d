#include "collector/intake/key_ring.h"

#include <algorithm>
#include <utility>

#include "collector/store/window_database.h"

namespace desirepath::intake {

absl::StatusOr<std::unique_ptr<KeyRing>> KeyRing::open(const std::string& keys_db) {
  absl::StatusOr<store::Database> database = store::open_keys_database(keys_db);
  if (!database.ok()) return database.status();
  return std::unique_ptr<KeyRing>(new KeyRing(*std::move(database)));
}

absl::StatusOr<std::shared_ptr<const Keys>> KeyRing::keys() {
  const absl::MutexLock lock(&mutex_);
  const absl::StatusOr<std::int64_t> version = database_.data_version();
  if (!version.ok()) return version.status();
  if (keys_ != nullptr && *version == version_) return keys_;
  absl::StatusOr<std::shared_ptr<const Keys>> loaded = load();
  if (!loaded.ok()) return loaded.status();
  keys_ = *std::move(loaded);
  version_ = *version;
  return keys_;
}

absl::StatusOr<std::shared_ptr<const Keys>> KeyRing::load() {
  absl::StatusOr<store::Statement> rows = database_.prepare(
      "SELECT window, public, secret FROM sealing_key ORDER BY window DESC LIMIT ?");
  if (!rows.ok()) return rows.status();
  rows->bind(1, std::int64_t{kMaxKeys});
  auto keys = std::make_shared<Keys>();
  while (true) {
    const absl::StatusOr<bool> row = rows->step();
    if (!row.ok()) return row.status();
    if (!*row) return keys;
    seal::SealingKeyPair& pair = (*keys)[static_cast<std::uint32_t>(rows->integer(0))];
    std::vector<std::uint8_t> public_key = rows->blob(1);
    std::vector<std::uint8_t> secret_key = rows->blob(2);
    // The schema's CHECK keeps both at 32 octets.
    std::copy_n(public_key.begin(), std::min(public_key.size(), pair.public_key.size()),
                pair.public_key.begin());
    std::copy_n(secret_key.begin(), std::min(secret_key.size(), pair.secret_key.size()),
                pair.secret_key.begin());
    seal::wipe(secret_key);
  }
}

}  // namespace desirepath::intake
