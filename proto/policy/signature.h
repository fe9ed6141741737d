#pragma once

// Signed documents: the octets that are signed, their hash, and signing and checking them.
//
// `verify_bundle` checks with these; the collector's policy room, `policy sign` and the tests sign.
// What is signed is "desirepath/<document>/v1", a zero octet and the payload, so that a signature
// of one kind of document never passes for another. The hash that a chain names is BLAKE2b-256 of
// the payload alone.
//
// Source: privacy.md, Decisions 6.

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "desirepath/v1/policy.pb.h"
#include "proto/policy/policy.h"
#include "proto/seal/keys.h"

namespace desirepath::policy {

enum class Document : std::uint8_t {
  kPolicy,
  kKeyLog,
  kInstructions,
  kCatalog,
  kWithdrawal,
  kNotice
};

Hash document_hash(const std::string& payload);

// Adds a signature; one by the same key is replaced.
void sign_document(v1::SignedDocument& document, Document kind, const seal::SigningKey& key);

// True when the document carries a valid signature by `key`.
bool is_signed_by(const v1::SignedDocument& document, Document kind, const PublicKey& key);

// True when any one of `keys` has signed.
bool is_signed_by_one_of(const v1::SignedDocument& document, Document kind,
                         const std::vector<PublicKey>& keys);

// The 32 octets of a protobuf field; all zero when the field has another length.
PublicKey key_of(const std::string& field);
std::string field_of(const PublicKey& key);

}  // namespace desirepath::policy
