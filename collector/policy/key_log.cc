#include "collector/policy/key_log.h"

#include <algorithm>
#include <map>
#include <vector>

#include "absl/status/status.h"
#include "proto/policy/bundle_writer.h"
#include "proto/policy/policy.h"
#include "proto/seal/octets.h"

namespace desirepath::policy {
namespace {

v1::KeyLogEntry entry_of(const v1::SignedDocument& document) {
  v1::KeyLogEntry entry;
  entry.ParseFromString(document.payload());
  return entry;
}

absl::StatusOr<std::map<std::uint32_t, PublicKey>> stored_keys(store::Database& keys) {
  absl::StatusOr<store::Statement> query =
      keys.prepare("SELECT window, public FROM sealing_key ORDER BY window");
  if (!query.ok()) return query.status();
  std::map<std::uint32_t, PublicKey> stored;
  while (true) {
    const absl::StatusOr<bool> row = query->step();
    if (!row.ok()) return row.status();
    if (!*row) return stored;
    const std::vector<std::uint8_t> octets = query->blob(1);
    PublicKey& key = stored[static_cast<std::uint32_t>(query->integer(0))];
    if (octets.size() == key.size()) std::copy(octets.begin(), octets.end(), key.begin());
  }
}

// The public keys of `first` to `last`: those that are stored, and new ones, stored with their
// secrets.
absl::StatusOr<std::map<std::uint32_t, PublicKey>> keys_for(store::Database& keys,
                                                            std::uint32_t first,
                                                            std::uint32_t last) {
  absl::StatusOr<store::Transaction> transaction = store::Transaction::begin(keys);
  if (!transaction.ok()) return transaction.status();
  absl::StatusOr<std::map<std::uint32_t, PublicKey>> stored = stored_keys(keys);
  if (!stored.ok()) return stored.status();
  absl::StatusOr<store::Statement> insert =
      keys.prepare("INSERT INTO sealing_key(window, public, secret) VALUES (?, ?, ?)");
  if (!insert.ok()) return insert.status();
  for (std::uint32_t window = first; window <= last; ++window) {
    if (stored->count(window) == 1) continue;
    const seal::SealingKeyPair pair = seal::generate_sealing_key();
    insert->bind(1, std::int64_t{window});
    insert->bind(2, seal::Octets(pair.public_key));
    insert->bind(3, seal::Octets(pair.secret_key));
    if (absl::Status s = insert->run(); !s.ok()) return s;
    (*stored)[window] = pair.public_key;
  }
  if (absl::Status s = transaction->commit(); !s.ok()) return s;
  return stored;
}

std::uint32_t head_of(const v1::PolicyBundle& bundle) {
  return entry_of(bundle.key_log(bundle.key_log_size() - 1)).window();
}

}  // namespace

absl::StatusOr<bool> extend_key_log(v1::PolicyBundle& bundle, store::Database& keys,
                                    std::uint32_t first, std::uint32_t last,
                                    std::uint32_t catalog_revision,
                                    const seal::SigningKey& collector) {
  if (bundle.key_log_size() > 0) first = std::max(first, head_of(bundle) + 1);
  if (first > last) return false;
  const absl::StatusOr<std::map<std::uint32_t, PublicKey>> made = keys_for(keys, first, last);
  if (!made.ok()) return made.status();
  for (std::uint32_t window = first; window <= last; ++window) {
    append_key(bundle, {window, made->at(window), catalog_revision}, collector);
  }
  return true;
}

absl::Status extend_key_log_by_one(v1::PolicyBundle& bundle, store::Database& keys,
                                   std::uint32_t catalog_revision,
                                   const seal::SigningKey& collector, const FirstLight& light) {
  if (bundle.key_log_size() == 0) {
    return absl::FailedPreconditionError(
        "the key log is empty; let \"serve\" run for a moment, then announce the first light");
  }
  const std::uint32_t window = head_of(bundle) + 1;
  const absl::StatusOr<std::map<std::uint32_t, PublicKey>> made = keys_for(keys, window, window);
  if (!made.ok()) return made.status();
  append_key(bundle, {window, made->at(window), catalog_revision}, collector, light);
  return absl::OkStatus();
}

void forget_keys_before(v1::PolicyBundle& bundle, std::uint32_t oldest) {
  int forgotten = 0;
  while (forgotten < bundle.key_log_size() &&
         entry_of(bundle.key_log(forgotten)).window() < oldest) {
    ++forgotten;
  }
  bundle.mutable_key_log()->DeleteSubrange(0, forgotten);
}

absl::StatusOr<std::vector<std::uint32_t>> windows_with_keys(store::Database& keys) {
  const absl::StatusOr<std::map<std::uint32_t, PublicKey>> stored = stored_keys(keys);
  if (!stored.ok()) return stored.status();
  std::vector<std::uint32_t> windows;
  for (const auto& [window, key] : *stored) windows.push_back(window);
  return windows;
}

}  // namespace desirepath::policy
