#include "collector/intake/window_writer.h"

#include <utility>

#include "collector/store/window_database.h"

namespace desirepath::intake {

absl::StatusOr<WindowWriter> WindowWriter::open(const std::string& window_db) {
  absl::StatusOr<store::Database> database = store::open_window_database(window_db);
  if (!database.ok()) return database.status();
  WindowWriter writer(*std::move(database));
  if (absl::Status status = writer.prepare(); !status.ok()) return status;
  return writer;
}

absl::Status WindowWriter::prepare() {
  const std::pair<store::Statement*, std::string_view> wanted[] = {
      {&add_cell_,
       "INSERT INTO cell(window, kind, department, a, b, value, count) VALUES (?, ?, ?, ?, ?, ?, ?)"
       " ON CONFLICT DO UPDATE SET count = count + excluded.count"},
      {&add_arrived_,
       "INSERT INTO arrived(window, facts, dummies, repeats) VALUES (?, ?, ?, ?)"
       " ON CONFLICT DO UPDATE SET facts = facts + excluded.facts,"
       " dummies = dummies + excluded.dummies, repeats = repeats + excluded.repeats"},
      {&add_window_, "INSERT OR IGNORE INTO window(id, state) VALUES (?, 'open')"},
      {&add_rejected_,
       "INSERT INTO rejected(reason, count) VALUES (?, ?)"
       " ON CONFLICT DO UPDATE SET count = count + excluded.count"},
  };
  for (const auto& [statement, sql] : wanted) {
    absl::StatusOr<store::Statement> prepared = database_.prepare(sql);
    if (!prepared.ok()) return prepared.status();
    *statement = *std::move(prepared);
  }
  return absl::OkStatus();
}

absl::Status WindowWriter::write(const std::vector<Batch>& group) {
  absl::Status status = write_all(group);
  // What the sets in memory learned was not committed.
  if (!status.ok()) nonces_.forget_all();
  return status;
}

absl::Status WindowWriter::write_all(const std::vector<Batch>& group) {
  absl::StatusOr<store::Transaction> transaction = store::Transaction::begin(database_);
  if (!transaction.ok()) return transaction.status();
  Totals totals;
  if (absl::Status status = count_facts(group, totals); !status.ok()) return status;
  for (const Batch& batch : group) {
    if (absl::Status status = count(batch, totals); !status.ok()) return status;
  }
  if (absl::Status status = add(totals); !status.ok()) return status;
  return transaction->commit();
}

absl::Status WindowWriter::count_facts(const std::vector<Batch>& group, Totals& totals) {
  std::map<std::uint32_t, std::vector<const CountedFact*>> by_window;
  for (const Batch& batch : group) {
    for (const CountedFact& fact : batch.facts) by_window[fact.window].push_back(&fact);
  }
  for (const auto& [window, facts] : by_window) {
    if (absl::Status status = count_facts(window, facts, totals); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status WindowWriter::count_facts(std::uint32_t window,
                                       const std::vector<const CountedFact*>& facts,
                                       Totals& totals) {
  const absl::StatusOr<bool> frozen = is_frozen(window, totals);
  if (!frozen.ok()) return frozen.status();
  if (*frozen) {
    nonces_.forget(window);
    totals.rejected[static_cast<std::size_t>(Rejection::kFrozenWindow)] +=
        static_cast<std::int64_t>(facts.size());
    return absl::OkStatus();
  }
  std::vector<Nonce> nonces;
  nonces.reserve(facts.size());
  for (const CountedFact* fact : facts) nonces.push_back(fact->nonce);
  const absl::StatusOr<std::vector<bool>> is_new = nonces_.add(database_, window, nonces);
  if (!is_new.ok()) return is_new.status();
  Arrived& arrived = totals.arrived[window];
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const CountedFact& fact = *facts[i];
    if (!(*is_new)[i]) {
      ++arrived.repeats;
      continue;
    }
    ++arrived.facts;
    ++totals.cells[{fact.window, fact.kind, fact.department, fact.a, fact.b, fact.value}];
  }
  return absl::OkStatus();
}

// Everything of a batch but its facts.
absl::Status WindowWriter::count(const Batch& batch, Totals& totals) {
  for (const auto& [window, dummies] : batch.dummies) {
    const absl::StatusOr<bool> frozen = is_frozen(window, totals);
    if (!frozen.ok()) return frozen.status();
    if (*frozen) {
      totals.rejected[static_cast<std::size_t>(Rejection::kFrozenWindow)] += dummies;
    } else {
      totals.arrived[window].dummies += dummies;
    }
  }
  for (std::size_t reason = 0; reason < totals.rejected.size(); ++reason) {
    totals.rejected[reason] += batch.rejected[reason];
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> WindowWriter::is_frozen(std::uint32_t window, Totals& totals) {
  const auto known = totals.frozen.find(window);
  if (known != totals.frozen.end()) return known->second;
  const absl::StatusOr<bool> frozen = store::is_frozen(database_, window);
  if (frozen.ok()) totals.frozen[window] = *frozen;
  return frozen;
}

absl::Status WindowWriter::add(const Totals& totals) {
  for (const auto& [cell, counted] : totals.cells) {
    int index = 0;
    for (const std::uint32_t part : cell) add_cell_.bind(++index, std::int64_t{part});
    add_cell_.bind(++index, counted);
    if (absl::Status status = add_cell_.run(); !status.ok()) return status;
  }
  for (const auto& [window, arrived] : totals.arrived) {
    add_window_.bind(1, std::int64_t{window});
    if (absl::Status status = add_window_.run(); !status.ok()) return status;
    add_arrived_.bind(1, std::int64_t{window});
    add_arrived_.bind(2, arrived.facts);
    add_arrived_.bind(3, arrived.dummies);
    add_arrived_.bind(4, arrived.repeats);
    if (absl::Status status = add_arrived_.run(); !status.ok()) return status;
  }
  return add_rejected(totals);
}

absl::Status WindowWriter::add_rejected(const Totals& totals) {
  for (std::size_t i = 0; i < totals.rejected.size(); ++i) {
    if (totals.rejected[i] == 0) continue;
    add_rejected_.bind(1, name(static_cast<Rejection>(i)));
    add_rejected_.bind(2, totals.rejected[i]);
    if (absl::Status status = add_rejected_.run(); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::uint32_t>> WindowWriter::frozen(
    std::span<const std::uint32_t> asked) {
  std::vector<std::uint32_t> answer;
  for (const std::uint32_t window : asked) {
    const absl::StatusOr<bool> frozen = store::is_frozen(database_, window);
    if (!frozen.ok()) return frozen.status();
    if (*frozen) answer.push_back(window);
  }
  return answer;
}

}  // namespace desirepath::intake
