#pragma once

// A device in one process: its state.db, diary and outbox, with time moved by hand, and the
// collector's key to look into what left. Used by the tests of the agent's path from contacts to
// sealed frames.

#include <algorithm>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "agent/diary/diary.h"
#include "agent/outbox/closing.h"
#include "agent/outbox/outbox.h"
#include "agent/store/database.h"
#include "proto/catalog/shipped.h"
#include "proto/seal/seal.h"
#include "tests/support/folder.h"

namespace desirepath::outbox {

using support::Folder;

inline const catalog::Catalog& shipped_catalog() {
  static const catalog::Catalog catalog = *catalog::Catalog::unpack(catalog::shipped());
  return catalog;
}

inline std::uint32_t tool_number(std::string_view id) {
  return shipped_catalog().tool_by_id(id)->number;
}
inline std::uint32_t need_of(std::string_view id) { return shipped_catalog().tool_by_id(id)->need; }

// A weekly policy of an organisation in Helsinki: Sales (1) of 40 devices, in it Key Accounts (2)
// of 6.
inline policy::Policy office_policy() {
  policy::Policy policy;
  policy.number = 7;
  policy.organisation = "Example Oy";
  policy.time_zone = "Europe/Helsinki";
  policy.kinds = {1, 2, 3, 5, 6, 7, 8, 10, 11};
  policy.departments = {{1, "sales", "Sales", 0, 40}, {2, "key-accounts", "Key Accounts", 1, 6}};
  policy.ends = 32503680000;
  return policy;
}

inline policy::Bundle bundle_of(const policy::Policy& policy, std::uint32_t first_window,
                                std::uint32_t windows, const seal::SealingKeyPair& key) {
  policy::Bundle bundle;
  bundle.policy = policy;
  bundle.policies = {{policy, {}}};
  for (std::uint32_t window = first_window; window < first_window + windows; ++window) {
    bundle.keys.push_back({window, key.public_key, 1});
  }
  return bundle;
}

class Device {
 public:
  explicit Device(std::string state, std::uint8_t seed = 1) : path_(std::move(state)) {
    seed_[0] = seed;
    open();
  }

  void open() {
    outbox_.reset();
    diary_.reset();
    database_.reset();
    database_ = std::make_unique<store::Database>(
        *store::Database::open(path_, state_key_, {.durable = false}));
    diary_ = std::make_unique<diary::Diary>(*diary::Diary::open(*database_));
    seed_[1] = static_cast<std::uint8_t>(seed_[1] + 1);
    // Seed 0 draws from the system: a device that lives on in another process draws other nonces.
    outbox_ = std::make_unique<Outbox>(
        *Outbox::open(*database_, seed_[0] == 0 ? seal::Random() : seal::Random(seed_)));
  }

  // A day of work with the tool: three slots of typing.
  void works_with(std::string_view tool, std::int32_t day) {
    diary_->start_day(day);
    for (const std::uint32_t slot : {100U, 101U, 105U}) {
      diary_->record({.tool = tool_number(tool),
                      .role = match::Role::kApp,
                      .day = day,
                      .slot = slot,
                      .bytes_up = 20'000,
                      .bytes_down = 200'000});
    }
  }
  void is_guest_of(std::string_view tool, std::int32_t day) {
    diary_->start_day(day);
    diary_->record({.tool = tool_number(tool),
                    .role = match::Role::kViewer,
                    .day = day,
                    .slot = 90,
                    .bytes_up = 2'000,
                    .bytes_down = 400'000});
  }
  void logs_in_to(std::string_view tool, std::int32_t day) {
    diary_->start_day(day);
    diary_->record({.tool = tool_number(tool),
                    .role = match::Role::kLogin,
                    .day = day,
                    .slot = 90,
                    .bytes_up = 3'000,
                    .bytes_down = 9'000});
  }

  diary::Diary& diary() { return *diary_; }
  Outbox& outbox() { return *outbox_; }
  store::Database& database() { return *database_; }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
  seal::Key state_key_{9};
  seal::Key seed_{};
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<diary::Diary> diary_;
  std::unique_ptr<Outbox> outbox_;
};

// The facts in the frames, filler left out, in the order of their octets.
inline std::vector<v1::Fact> opened(const std::vector<Outgoing>& frames,
                                    const seal::SealingKeyPair& key) {
  std::vector<v1::Fact> facts;
  for (const Outgoing& frame : frames) {
    v1::Fact fact;
    const auto plain = seal::open_frame(frame.sealed, key);
    if (!plain.ok() || !fact.ParseFromString(*seal::unpad(*plain))) continue;
    if (fact.kind() != v1::FACT_KIND_DUMMY) facts.push_back(std::move(fact));
  }
  std::sort(facts.begin(), facts.end(), [](const v1::Fact& left, const v1::Fact& right) {
    return std::tuple(left.kind(), left.a(), left.b()) <
           std::tuple(right.kind(), right.a(), right.b());
  });
  return facts;
}

}  // namespace desirepath::outbox
