#pragma once

// The values of a verified policy bundle: what the organisation asks its devices, under which
// floors.
//
// The agent's facts, outbox and ledger read them, and so do the collector's intake, publish and
// needs. They are made by `verify_bundle` (bundle.h) from the signed octets the gate hands out, and
// are immutable afterwards.
//
// Source: privacy.md, Decisions 3, 6, 11 and 12. Threads: plain values.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "proto/policy/answer.h"
#include "proto/policy/notice.h"
#include "proto/policy/observed_network.h"

namespace desirepath::policy {

using PublicKey = std::array<std::uint8_t, 32>;  // Ed25519 or X25519
using Hash = std::array<std::uint8_t, 32>;       // BLAKE2b-256

constexpr std::uint32_t kOrganisation = 0;  // the number of the department that is everyone

struct Department {
  std::uint32_t number = 0;
  std::string id;
  std::string name;
  std::uint32_t parent = kOrganisation;
  std::uint32_t devices = 0;  // headcount: its own devices that may report, sub-departments apart
};

enum class Profile : std::uint8_t { kWeekly, kSmall, kDaily, kLab };

enum class Standing : std::uint8_t {
  kUnreviewed,
  kTolerated,
  kPiloting,
  kSanctioned,
  kRestricted,
  kBlocked
};

struct ToolStanding {
  std::uint32_t tool = 0;
  Standing standing = Standing::kUnreviewed;
  std::vector<std::uint32_t> departments;  // empty: everyone
  std::uint32_t effective_window = 0;
};

struct SealingKey {
  std::uint32_t window = 0;
  PublicKey key{};
  std::uint32_t catalog_revision = 0;
};

// A window cut short (first_light.h).
struct FirstLight {
  std::uint32_t window = 0;    // of the grid, in whose place it stands
  std::int32_t first_day = 0;  // of the grid's days

  friend bool operator==(const FirstLight&, const FirstLight&) = default;
};

struct ToolPair {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
};

// Outside these hours nothing is matched; traffic on the wire does not change.
struct CountingHours {
  std::uint32_t first_hour = 0;
  std::uint32_t last_hour = 24;   // the first hour that is outside again
  std::uint32_t weekdays = 0x7f;  // bit 0 is Monday
};

// Who may sign what: named by the policy itself.
struct Signers {
  PublicKey admin{};
  std::vector<PublicKey> staff;  // any one of them signs
  PublicKey curation{};          // instructions and catalog
  PublicKey collector{};         // the key log
};

struct Policy {
  std::uint32_t number = 0;
  std::string organisation;
  std::string time_zone;
  Profile profile = Profile::kWeekly;
  std::uint32_t k = 10;
  std::uint32_t department_floor = 10;
  std::uint32_t frames_per_window = 128;
  std::vector<std::uint32_t> kinds;  // FactKind numbers that may be asked
  std::vector<Department> departments;
  bool no_staff_body = false;
  std::int64_t not_before = 0;           // unix seconds
  std::int64_t ends = 0;                 // unix seconds
  std::uint32_t lab_window_seconds = 0;  // 0: not a lab
  std::uint32_t hold_hours = 24;
  CountingHours counting_hours;
  std::vector<std::uint32_t> sensitive_needs;  // needs that are off unless listed here
  std::uint32_t noise_milli = 0;   // noise on exact figures: its epsilon in thousandths; 0: none
  std::uint32_t keep_windows = 0;  // published windows that are kept; 0: all
  bool strict = false;             // nested figures are exact where every candidate is safe
  std::vector<ObservedNetwork> observed;  // networks whose devices gateways count
  Signers signers;
  // Announced in the key log, and noted here because windows are read from the policy
  // (proto/window).
  std::optional<FirstLight> first_light;

  [[nodiscard]] bool lab() const { return lab_window_seconds != 0; }
};

// A catalog as it came, its signature checked and its contents sound.
struct SignedCatalog {
  std::uint32_t revision = 0;
  bool two_hands = false;  // signed by the staff side too: it may name tools never asked about
  std::string packed;      // serialized Catalog
};

// A policy as it stands in the chain.
struct SignedPolicy {
  Policy policy;
  Hash hash{};
};

struct Bundle {
  Policy policy;  // the newest; `policy_in_force` (validity.h) tells which one holds at a time
  Hash policy_hash{};
  std::vector<SignedPolicy> policies;     // the whole chain, oldest first
  bool withdrawn = false;                 // the newest policy was withdrawn: no fact is made
  bool retired = false;                   // agents stop and erase
  std::vector<SealingKey> keys;           // by window, ascending
  std::vector<Hash> key_hashes;           // of the key log's entries, beside `keys`
  std::optional<FirstLight> first_light;  // as the key log announces it
  std::uint32_t instructions_number = 0;
  std::vector<Hash> instructions_hashes;  // of all instructions so far, the newest last
  std::vector<ToolStanding> standings;
  std::vector<ToolPair> pairs;
  std::vector<Answer> answers;  // at most one a need
  SignedCatalog catalog;        // the newest; nothing is packed in it if none came
  std::vector<SignedCatalog> earlier_catalogs;
  std::vector<Notice> notices;  // those in force
};

}  // namespace desirepath::policy
