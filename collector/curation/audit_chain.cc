#include "collector/curation/audit_chain.h"

#include <algorithm>
#include <array>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <limits>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "proto/seal/encoding.h"
#include "proto/seal/hash.h"

namespace desirepath::curation {
namespace {

constexpr std::size_t kLongestText = 4096;
constexpr std::int64_t kReadAtOnce = 1000;

void append_text(std::string& octets, const std::string& text) {
  for (std::uint64_t length = text.size(), n = 0; n < 8; ++n, length >>= 8) {
    octets.push_back(static_cast<char>(length & 0xff));
  }
  octets += text;
}

seal::Key hash_of(const AuditEntry& entry) {
  std::string octets;
  append_text(octets, absl::StrCat(entry.number));
  append_text(octets, absl::StrCat(absl::ToUnixSeconds(entry.at)));
  for (const std::string* text : {&entry.by, &entry.action, &entry.subject, &entry.detail}) {
    append_text(octets, *text);
  }
  return seal::hash({seal::Octets(entry.previous), seal::octets(octets)});
}

seal::Key key_in(const std::vector<std::uint8_t>& octets) {
  seal::Key key{};
  if (octets.size() == key.size()) std::copy(octets.begin(), octets.end(), key.begin());
  return key;
}

absl::Status broken(std::int64_t number, const char* how) {
  return absl::DataLossError(absl::StrCat("the audit chain is broken: entry ", number, " ", how,
                                          "; compare it with an export kept elsewhere"));
}

// Whether `entry` may stand after `last`.
absl::Status follows(const AuditHead& last, const AuditEntry& entry) {
  const std::int64_t expected = last.number + 1;
  if (entry.number > expected) return broken(expected, "is missing");
  if (entry.previous != last.hash) {
    return broken(entry.number,
                  "does not follow on the one before: inserted, moved, or one before was replaced");
  }
  if (entry.hash != hash_of(entry)) return broken(entry.number, "was changed");
  return absl::OkStatus();
}

}  // namespace

std::string head_text(const AuditHead& head) {
  return absl::StrCat(head.number, ":", seal::to_hex(head.hash));
}

absl::StatusOr<AuditHead> parse_head(const std::string& text) {
  AuditHead head;
  const std::size_t colon = text.find(':');
  if (colon != std::string::npos && absl::SimpleAtoi(text.substr(0, colon), &head.number) &&
      head.number >= 0) {
    if (const absl::StatusOr<seal::Key> hash = seal::key_from_hex(text.substr(colon + 1));
        hash.ok()) {
      head.hash = *hash;
      return head;
    }
  }
  return absl::InvalidArgumentError(
      "a noted head is the number and hash that \"verify\" printed: 17:0a1b…");
}

std::string json_line(const AuditEntry& entry) {
  boost::system::error_code failure;
  boost::json::value detail = boost::json::parse(entry.detail, failure);
  if (failure) detail = entry.detail;  // a forged one is shown as it is
  return boost::json::serialize(boost::json::object{
      {"number", entry.number},
      {"at", absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", entry.at, absl::UTCTimeZone())},
      {"by", entry.by},
      {"action", entry.action},
      {"subject", entry.subject},
      {"detail", std::move(detail)},
      {"previous", seal::to_hex(entry.previous)},
      {"hash", seal::to_hex(entry.hash)}});
}

absl::StatusOr<AuditHead> AuditChain::head() {
  absl::StatusOr<store::Statement> query = database_.prepare("SELECT number, hash FROM audit_head");
  if (!query.ok()) return query.status();
  const absl::StatusOr<bool> row = query->step();
  if (!row.ok()) return row.status();
  return *row ? AuditHead{query->integer(0), key_in(query->blob(1))} : AuditHead{};
}

absl::Status AuditChain::append(AuditEntry entry) {
  for (const std::string* text : {&entry.by, &entry.action, &entry.subject, &entry.detail}) {
    if (text->size() > kLongestText) {
      return absl::InvalidArgumentError("the audit entry is too long; say it in 4 KiB");
    }
  }
  absl::StatusOr<store::Transaction> transaction = store::Transaction::begin(database_);
  if (!transaction.ok()) return transaction.status();
  const absl::StatusOr<AuditHead> last = head();
  if (!last.ok()) return last.status();
  entry.number = last->number + 1;
  entry.previous = last->hash;
  entry.hash = hash_of(entry);
  absl::StatusOr<store::Statement> insert = database_.prepare(
      "INSERT INTO audit(number, at, by, action, subject, detail, previous, hash) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
  if (!insert.ok()) return insert.status();
  insert->bind(1, entry.number);
  insert->bind(2, absl::ToUnixSeconds(entry.at));
  insert->bind(3, std::string_view(entry.by));
  insert->bind(4, std::string_view(entry.action));
  insert->bind(5, std::string_view(entry.subject));
  insert->bind(6, std::string_view(entry.detail));
  insert->bind(7, seal::Octets(entry.previous));
  insert->bind(8, seal::Octets(entry.hash));
  if (absl::Status s = insert->run(); !s.ok()) return s;
  absl::StatusOr<store::Statement> moved = database_.prepare(
      "INSERT INTO audit_head(one, number, hash) VALUES (1, ?1, ?2) "
      "ON CONFLICT DO UPDATE SET number = ?1, hash = ?2");
  if (!moved.ok()) return moved.status();
  moved->bind(1, entry.number);
  moved->bind(2, seal::Octets(entry.hash));
  if (absl::Status s = moved->run(); !s.ok()) return s;
  return transaction->commit();
}

absl::StatusOr<AuditHead> AuditChain::verify(const AuditHead& noted) {
  const absl::StatusOr<AuditHead> newest = head();
  if (!newest.ok()) return newest.status();
  AuditHead last;
  bool met = noted.number == 0;
  while (true) {
    const absl::StatusOr<std::vector<AuditEntry>> entries = after(last.number, kReadAtOnce);
    if (!entries.ok()) return entries.status();
    if (entries->empty()) break;
    for (const AuditEntry& entry : *entries) {
      if (absl::Status s = follows(last, entry); !s.ok()) return s;
      last = {entry.number, entry.hash};
      if (entry.number == noted.number) {
        if (entry.hash != noted.hash) return broken(entry.number, "is not the one that was noted");
        met = true;
      }
    }
  }
  if (last.number < newest->number) return broken(last.number + 1, "is missing at the end");
  if (last.number != newest->number || last.hash != newest->hash) {
    return broken(last.number, "is not the newest one by the head");
  }
  if (!met) return broken(noted.number, "was noted and is missing");
  return last;
}

absl::StatusOr<std::vector<AuditEntry>> AuditChain::read(const char* rest, std::int64_t bound,
                                                         std::int64_t most) {
  absl::StatusOr<store::Statement> query = database_.prepare(absl::StrCat(
      "SELECT number, at, by, action, subject, detail, previous, hash FROM audit ", rest));
  if (!query.ok()) return query.status();
  query->bind(1, bound);
  query->bind(2, most);
  std::vector<AuditEntry> entries;
  while (true) {
    const absl::StatusOr<bool> row = query->step();
    if (!row.ok()) return row.status();
    if (!*row) return entries;
    entries.push_back({query->text(2), query->text(3), query->text(4), query->text(5),
                       absl::FromUnixSeconds(query->integer(1)), query->integer(0),
                       key_in(query->blob(6)), key_in(query->blob(7))});
  }
}

absl::StatusOr<std::vector<AuditEntry>> AuditChain::newest(std::int64_t before, std::int64_t most) {
  const std::int64_t bound = before > 0 ? before : std::numeric_limits<std::int64_t>::max();
  return read("WHERE number < ?1 ORDER BY number DESC LIMIT ?2", bound, most);
}

absl::StatusOr<std::vector<AuditEntry>> AuditChain::after(std::int64_t after, std::int64_t most) {
  return read("WHERE number > ?1 ORDER BY number LIMIT ?2", after, most);
}

}  // namespace desirepath::curation
