#include "proto/policy/signature.h"

#include <algorithm>
#include <string_view>

namespace desirepath::policy {
namespace {

std::string signed_octets(Document kind, const std::string& payload) {
  static constexpr std::array<std::string_view, 6> kNames = {
      "policy", "key-log", "instructions", "catalog", "withdrawal", "notice"};
  std::string octets = "desirepath/";
  octets += kNames[static_cast<std::size_t>(kind)];
  octets += "/v1";
  octets += '\0';
  octets += payload;
  return octets;
}

}  // namespace

Hash document_hash(const std::string& payload) { return seal::hash(std::string_view(payload)); }

void sign_document(v1::SignedDocument& document, Document kind, const seal::SigningKey& key) {
  const std::string octets = signed_octets(kind, document.payload());
  const seal::Signature made = seal::sign(seal::octets(octets), key);
  const std::string public_key = field_of(key.public_key);
  v1::Signature* place = nullptr;
  for (v1::Signature& signature : *document.mutable_signatures()) {
    if (signature.public_key() == public_key) place = &signature;
  }
  if (place == nullptr) place = document.add_signatures();
  place->set_public_key(public_key);
  place->set_signature(std::string(made.begin(), made.end()));
}

bool is_signed_by(const v1::SignedDocument& document, Document kind, const PublicKey& key) {
  const std::string public_key = field_of(key);
  for (const v1::Signature& signature : document.signatures()) {
    if (signature.public_key() != public_key) continue;
    return seal::verify(seal::octets(signed_octets(kind, document.payload())),
                        seal::octets(signature.signature()), key);
  }
  return false;
}

bool is_signed_by_one_of(const v1::SignedDocument& document, Document kind,
                         const std::vector<PublicKey>& keys) {
  return std::any_of(keys.begin(), keys.end(),
                     [&](const PublicKey& key) { return is_signed_by(document, kind, key); });
}

PublicKey key_of(const std::string& field) {
  PublicKey key{};
  if (field.size() == key.size()) std::copy(field.begin(), field.end(), key.begin());
  return key;
}

std::string field_of(const PublicKey& key) { return {key.begin(), key.end()}; }

}  // namespace desirepath::policy
