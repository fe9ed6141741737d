#include "collector/publish/freeze.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "collector/publish/publication.h"
#include "collector/publish/published_database.h"
#include "collector/store/window_database.h"
#include "proto/policy/department.h"
#include "proto/seal/random.h"

namespace desirepath::publish {
namespace {

absl::StatusOr<Tally> read_tally(store::Database& window_database, const policy::Policy& policy,
                                 std::uint32_t window) {
  absl::StatusOr<store::Statement> rows = window_database.prepare(
      "SELECT kind, department, a, b, value, count FROM cell WHERE window = ?");
  if (!rows.ok()) return rows.status();
  rows->bind(1, std::int64_t{window});
  std::map<std::uint32_t, std::uint32_t> places;  // by department as told
  Tally tally;
  for (;;) {
    const absl::StatusOr<bool> row = rows->step();
    if (!row.ok()) return row.status();
    if (!*row) return tally;
    const auto told = static_cast<std::uint32_t>(rows->integer(1));
    auto place = places.find(told);
    if (place == places.end()) {
      place = places.emplace(told, policy::effective_department(policy, told)).first;
    }
    tally.add({static_cast<std::uint32_t>(rows->integer(0)), place->second,
               static_cast<std::uint32_t>(rows->integer(2)),
               static_cast<std::uint32_t>(rows->integer(3)),
               static_cast<std::uint32_t>(rows->integer(4)), rows->integer(5)});
  }
}

absl::StatusOr<Earlier> read_earlier(store::Database& published, std::uint32_t window) {
  const absl::StatusOr<std::vector<std::uint32_t>> windows = list_windows(published);
  if (!windows.ok()) return windows.status();
  Earlier earlier;
  for (std::uint32_t back = 1; back <= std::min(kBefore, window); ++back) {
    const std::uint32_t id = window - back;
    Earlier::Past& past = earlier.past[back - 1];
    if (std::find(windows->begin(), windows->end(), id) == windows->end()) continue;
    const absl::StatusOr<Window> head = read_window(published, id);
    if (!head.ok()) return head.status();
    if (head->first_light) continue;  // it says nothing of tools
    std::vector<Block> blocks;
    for (const View view : kPastViews) {
      const absl::StatusOr<std::vector<Block>> some = read_blocks(published, view, id, id);
      if (!some.ok()) return some.status();
      blocks.insert(blocks.end(), some->begin(), some->end());
    }
    past = past_of(*head, blocks);
  }
  return earlier;
}

absl::Status close_window(store::Database& window_database, std::uint32_t window) {
  absl::StatusOr<store::Transaction> transaction = store::Transaction::begin(window_database);
  if (!transaction.ok()) return transaction.status();
  if (absl::Status status = store::mark_frozen(window_database, window); !status.ok()) {
    return status;
  }
  return transaction->commit();
}

// True: the window was there already.
absl::StatusOr<bool> publish_once(store::Database& published, const Publication& publication) {
  absl::StatusOr<store::Transaction> transaction = store::Transaction::begin(published);
  if (!transaction.ok()) return transaction.status();
  const absl::Status written = write_window(published, publication.window, publication.blocks);
  if (absl::IsFailedPrecondition(written)) return true;  // another process was first
  if (!written.ok()) return written;
  if (absl::Status status = transaction->commit(); !status.ok()) return status;
  return false;
}

// R10. The content is overwritten as it is deleted; the rebuild also gives back its pages, and may
// be left for next time when somebody reads.
absl::Status empty(store::Database& database) {
  const absl::Status rebuilt = database.execute("VACUUM");
  if (!rebuilt.ok() && !absl::IsUnavailable(rebuilt)) return rebuilt;
  return database.truncate_log();
}

absl::Status destroy(const Stores& stores, store::Database& window_database, std::uint32_t window) {
  {
    absl::StatusOr<store::Transaction> transaction = store::Transaction::begin(window_database);
    if (!transaction.ok()) return transaction.status();
    if (absl::Status status = store::erase_window(window_database, window); !status.ok()) {
      return status;
    }
    if (absl::Status status = transaction->commit(); !status.ok()) return status;
  }
  if (absl::Status status = empty(window_database); !status.ok()) return status;
  if (stores.keys.empty()) return absl::OkStatus();
  absl::StatusOr<store::Database> keys = store::open_keys_database(stores.keys);
  if (!keys.ok()) return keys.status();
  if (absl::Status status = store::erase_key(*keys, window); !status.ok()) return status;
  return empty(*keys);
}

absl::StatusOr<std::uint32_t> expire_windows(store::Database& published, std::uint32_t keep) {
  absl::StatusOr<store::Transaction> transaction = store::Transaction::begin(published);
  if (!transaction.ok()) return transaction.status();
  const absl::StatusOr<std::uint32_t> gone = expire(published, keep);
  if (!gone.ok() || *gone == 0) return gone;
  if (absl::Status status = transaction->commit(); !status.ok()) return status;
  if (absl::Status status = empty(published); !status.ok()) return status;
  return gone;
}

}  // namespace

absl::StatusOr<Outcome> freeze_and_publish(const Stores& stores, const Dictionary& dictionary,
                                           std::uint32_t window) {
  absl::StatusOr<store::Database> window_database = store::open_window_database(stores.window);
  if (!window_database.ok()) return window_database.status();
  absl::StatusOr<store::Database> published =
      open_published(stores.published, store::Mode::kReadWrite);
  if (!published.ok()) return published.status();
  if (absl::Status status = close_window(*window_database, window); !status.ok()) return status;

  Outcome outcome;
  const absl::StatusOr<std::vector<std::uint32_t>> windows = list_windows(*published);
  if (!windows.ok()) return windows.status();
  outcome.published_before = std::find(windows->begin(), windows->end(), window) != windows->end();
  if (!outcome.published_before) {
    const absl::StatusOr<Tally> tally = read_tally(*window_database, dictionary.policy, window);
    if (!tally.ok()) return tally.status();
    const absl::StatusOr<Earlier> earlier = read_earlier(*published, window);
    if (!earlier.ok()) return earlier.status();
    seal::Random random;
    std::optional<Noise> noise;
    if (dictionary.policy.noise_milli > 0) noise.emplace(dictionary.policy.noise_milli, random);
    const Publication publication =
        publication_of(*tally, dictionary, *earlier, window, noise ? &*noise : nullptr);
    const absl::StatusOr<bool> before = publish_once(*published, publication);
    if (!before.ok()) return before.status();
    outcome.published_before = *before;
    outcome.blocks = static_cast<std::uint32_t>(publication.blocks.size());
    outcome.alarms = publication.window.alarms;
  }
  if (absl::Status status = destroy(stores, *window_database, window); !status.ok()) return status;
  if (dictionary.policy.keep_windows == 0) return outcome;
  const absl::StatusOr<std::uint32_t> expired =
      expire_windows(*published, dictionary.policy.keep_windows);
  if (!expired.ok()) return expired.status();
  outcome.expired = *expired;
  return outcome;
}

}  // namespace desirepath::publish
