#include "collector/oidc/flow.h"

#include <array>

#include "collector/link/digest.h"
#include "proto/seal/encoding.h"
#include "proto/seal/hash.h"
#include "proto/seal/random.h"

namespace desirepath::oidc {
namespace {

std::string made_of(const std::string& secret, std::string_view what) {
  return seal::to_base64(
      seal::hash({seal::octets("desirepath sign-in "), seal::octets(what), seal::octets(secret)}));
}

}  // namespace

std::string Flow::state() const { return made_of(secret, "state "); }
std::string Flow::nonce() const { return made_of(secret, "nonce "); }
std::string Flow::verifier() const { return made_of(secret, "verifier "); }
std::string Flow::challenge() const { return seal::to_base64(link::sha256(verifier())); }

Flow new_flow() {
  std::array<std::uint8_t, 32> octets{};
  seal::random_bytes(octets);
  return Flow{seal::to_base64(octets)};
}

}  // namespace desirepath::oidc
