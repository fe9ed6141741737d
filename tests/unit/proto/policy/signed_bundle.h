#pragma once

// `SignedBundle` builds bundles for tests: a valid one in four lines, and each wrong one from it by
// one change.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "desirepath/v1/fact.pb.h"
#include "desirepath/v1/policy.pb.h"
#include "proto/policy/bundle.h"
#include "proto/policy/bundle_writer.h"
#include "proto/policy/signature.h"

namespace desirepath::policy {

inline seal::SigningKey test_key(std::uint8_t seed) {
  seal::Key octets{};
  octets.fill(seed);
  return seal::signing_key_from_seed(octets);
}

struct SignedBundle {
  seal::SigningKey admin = test_key(1);
  seal::SigningKey staff = test_key(2);
  seal::SigningKey curation = test_key(3);
  seal::SigningKey collector = test_key(4);
  std::int64_t begins = 1'800'000'000;
  v1::PolicyBundle message;

  [[nodiscard]] v1::Policy draft() const {
    v1::Policy policy;
    policy.set_organisation("Example Oy");
    policy.set_time_zone("Europe/Helsinki");
    policy.set_profile(v1::PROFILE_WEEKLY);
    policy.set_k(10);
    policy.set_department_floor(10);
    policy.set_frames_per_window(128);
    for (int kind : {1, 2, 5, 6, 7}) policy.add_kinds()->set_kind(static_cast<std::uint32_t>(kind));
    add_department(policy, 1, "sales", 0, 40);
    add_department(policy, 2, "sales-north", 1, 9);
    policy.set_admin_key(field_of(admin.public_key));
    policy.add_staff_keys(field_of(staff.public_key));
    policy.set_curation_key(field_of(curation.public_key));
    policy.set_collector_key(field_of(collector.public_key));
    policy.set_not_before(begins);
    policy.set_ends(begins + 365LL * 86400);
    policy.set_hold_hours(24);
    return policy;
  }

  static void add_department(v1::Policy& policy, std::uint32_t number, const std::string& id,
                             std::uint32_t parent, std::uint32_t devices) {
    v1::Department& department = *policy.add_departments();
    department.set_number(number);
    department.set_id(id);
    department.set_name(id);
    department.set_parent(parent);
    department.set_devices(devices);
  }

  SignedBundle& publish(const v1::Policy& policy) {
    v1::SignedDocument document = draft_policy(message, policy);
    sign_document(document, Document::kPolicy, admin);
    sign_document(document, Document::kPolicy, staff);
    *message.add_policies() = document;
    return *this;
  }

  SignedBundle& key(std::uint32_t window, std::uint8_t octet) {
    SealingKey entry{.window = window, .key = {}, .catalog_revision = 0};
    entry.key.fill(octet);
    append_key(message, entry, collector);
    return *this;
  }

  [[nodiscard]] Trust trust() const {
    return {.signers = {admin.public_key, staff.public_key}, .allow_lab = false, .denied = {}};
  }

  [[nodiscard]] absl::Time now() const { return absl::FromUnixSeconds(begins + 3600); }

  [[nodiscard]] absl::StatusOr<Bundle> verify(const Bundle* held = nullptr) const {
    return verify_bundle(message.SerializeAsString(), trust(), held, now());
  }

  // The refusal's text; empty when the bundle is accepted.
  [[nodiscard]] std::string refusal(const Bundle* held = nullptr) const {
    const absl::StatusOr<Bundle> bundle = verify(held);
    return bundle.ok() ? "" : std::string(bundle.status().message());
  }
};

}  // namespace desirepath::policy
