// A bundle is read before any of it is trusted: whatever the octets are, they are refused or
// understood.
//
// The second half mends signatures: the fuzzer's documents are signed with the keys the device
// trusts, so that the checks behind the signatures are reached too.

#include <cstddef>
#include <cstdint>
#include <string>

#include "desirepath/v1/policy.pb.h"
#include "proto/policy/bundle.h"
#include "proto/policy/signature.h"
#include "proto/policy/validity.h"
#include "proto/policy/words.h"

namespace {

using desirepath::policy::Document;

desirepath::seal::SigningKey key(std::uint8_t seed) {
  desirepath::seal::Key octets{};
  octets.fill(seed);
  return desirepath::seal::signing_key_from_seed(octets);
}

void sign_all(desirepath::v1::PolicyBundle& bundle, const desirepath::seal::SigningKey& admin,
              const desirepath::seal::SigningKey& staff) {
  for (auto& document : *bundle.mutable_policies()) {
    sign_document(document, Document::kPolicy, admin);
    sign_document(document, Document::kPolicy, staff);
  }
  for (auto& document : *bundle.mutable_key_log()) {
    sign_document(document, Document::kKeyLog, admin);
  }
  for (auto& document : *bundle.mutable_instructions()) {
    sign_document(document, Document::kInstructions, admin);
  }
  if (bundle.has_catalog()) sign_document(*bundle.mutable_catalog(), Document::kCatalog, admin);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const desirepath::seal::SigningKey admin = key(1);
  static const desirepath::seal::SigningKey staff = key(2);
  desirepath::policy::Trust trust;
  trust.signers = {admin.public_key, staff.public_key};
  trust.allow_lab = size % 2 == 1;
  const absl::Time now = absl::FromUnixSeconds(1'800'000'000);
  const std::string octets(reinterpret_cast<const char*>(data), size);
  (void)desirepath::policy::verify_bundle(octets, trust, nullptr, now);

  desirepath::v1::PolicyBundle message;
  if (!message.ParseFromString(octets) || message.policies_size() > 4 ||
      message.key_log_size() > 8 || message.instructions_size() > 2) {
    return 0;
  }
  sign_all(message, admin, staff);
  const auto bundle =
      desirepath::policy::verify_bundle(message.SerializeAsString(), trust, nullptr, now);
  if (!bundle.ok()) return 0;
  (void)desirepath::policy::policy_sentences(bundle->policy);
  (void)desirepath::policy::validity(&*bundle, {}, now, now);
  const auto again =
      desirepath::policy::verify_bundle(message.SerializeAsString(), trust, &*bundle, now);
  if (!again.ok()) __builtin_trap();  // a device accepts again what it holds
  return 0;
}
