#include "collector/intake/nonce_book.h"

#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <utility>

namespace desirepath::intake {
namespace {

// A new set has room for this many more than it starts with.
constexpr std::size_t kHeadroom = 8192;

// Calls `visit` with the sorted nonces of each row of the window.
absl::Status each_row(store::Database& database, std::uint32_t window,
                      const std::function<void(std::span<const Nonce>)>& visit) {
  absl::StatusOr<store::Statement> rows =
      database.prepare("SELECT nonces FROM nonce WHERE window = ?");
  if (!rows.ok()) return rows.status();
  rows->bind(1, std::int64_t{window});
  std::vector<Nonce> nonces;
  while (true) {
    const absl::StatusOr<bool> row = rows->step();
    if (!row.ok()) return row.status();
    if (!*row) return absl::OkStatus();
    const std::vector<std::uint8_t> octets = rows->blob(0);
    nonces.resize(octets.size() / sizeof(Nonce));
    if (!nonces.empty()) std::memcpy(nonces.data(), octets.data(), nonces.size() * sizeof(Nonce));
    visit(nonces);
  }
}

// Those of `suspects` (sorted) that are on disk.
absl::StatusOr<absl::flat_hash_set<Nonce>> known_among(store::Database& database,
                                                       std::uint32_t window,
                                                       const std::vector<Nonce>& suspects) {
  absl::flat_hash_set<Nonce> known;
  if (suspects.empty()) return known;
  const absl::Status read = each_row(database, window, [&](std::span<const Nonce> row) {
    auto from = row.begin();
    for (const Nonce& suspect : suspects) {
      from = std::lower_bound(from, row.end(), suspect);
      if (from == row.end()) return;
      if (*from == suspect) known.insert(suspect);
    }
  });
  if (!read.ok()) return read;
  return known;
}

absl::Status write_row(store::Database& database, std::uint32_t window, std::vector<Nonce>& fresh) {
  if (fresh.empty()) return absl::OkStatus();
  std::sort(fresh.begin(), fresh.end());
  absl::StatusOr<store::Statement> row =
      database.prepare("INSERT INTO nonce(window, first, nonces) VALUES (?, ?, ?)");
  if (!row.ok()) return row.status();
  const std::span<const std::uint8_t> octets(fresh.front().data(), fresh.size() * sizeof(Nonce));
  row->bind(1, std::int64_t{window});
  row->bind(2, octets.first(sizeof(Nonce)));
  row->bind(3, octets);
  return row->run();
}

}  // namespace

absl::StatusOr<NonceSet*> NonceBook::set_of(store::Database& database, std::uint32_t window,
                                            std::size_t more) {
  const auto found = sets_.find(window);
  if (found != sets_.end() && !found->second.full()) return &found->second;
  absl::StatusOr<store::Statement> count =
      database.prepare("SELECT coalesce(sum(length(nonces)), 0) FROM nonce WHERE window = ?");
  if (!count.ok()) return count.status();
  count->bind(1, std::int64_t{window});
  if (const absl::StatusOr<bool> row = count->step(); !row.ok()) return row.status();
  const std::size_t stored = static_cast<std::size_t>(count->integer(0)) / sizeof(Nonce);
  count->reset();
  // The old one goes first: two at once would be half as much memory again.
  sets_.erase(window);
  // An eighth more, not twice: the set rounds up to a power of two, which is growth enough.
  NonceSet set(stored + stored / 8 + more + kHeadroom);
  const absl::Status read = each_row(database, window, [&](std::span<const Nonce> row) {
    for (const Nonce& nonce : row) set.insert(nonce);
  });
  if (!read.ok()) return read;
  return &sets_.insert_or_assign(window, std::move(set)).first->second;
}

absl::StatusOr<std::vector<bool>> NonceBook::add(store::Database& database, std::uint32_t window,
                                                 std::span<const Nonce> nonces) {
  const absl::StatusOr<NonceSet*> set = set_of(database, window, nonces.size());
  if (!set.ok()) return set.status();
  std::vector<Nonce> suspects;
  for (const Nonce& nonce : nonces) {
    if ((*set)->may_contain(nonce)) suspects.push_back(nonce);
  }
  std::sort(suspects.begin(), suspects.end());
  absl::StatusOr<absl::flat_hash_set<Nonce>> seen = known_among(database, window, suspects);
  if (!seen.ok()) return seen.status();
  std::vector<bool> is_new;
  std::vector<Nonce> fresh;
  for (const Nonce& nonce : nonces) {
    is_new.push_back(seen->insert(nonce).second);
    if (is_new.back()) fresh.push_back(nonce);
  }
  if (absl::Status status = write_row(database, window, fresh); !status.ok()) return status;
  for (const Nonce& nonce : fresh) {
    // Full in the middle of a transaction: the next one builds a larger set from the disk, this one
    // included.
    if ((*set)->full()) {
      sets_.erase(window);
      break;
    }
    (*set)->insert(nonce);
  }
  return is_new;
}

std::size_t NonceBook::resident_bytes() const {
  std::size_t bytes = 0;
  for (const auto& [window, set] : sets_) bytes += set.resident_bytes();
  return bytes;
}

}  // namespace desirepath::intake
