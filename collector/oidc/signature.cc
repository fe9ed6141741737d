#include "collector/oidc/signature.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <memory>

#include "proto/pki/free.h"
#include "proto/seal/octets.h"

namespace desirepath::oidc {
namespace {

constexpr std::size_t kCoordinate = 32;
constexpr int kLeastBits = 2048;
constexpr int kMostBits = 8192;

using pki::Free;
using Number = std::unique_ptr<BIGNUM, Free<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Free<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Free<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, Free<ECDSA_SIG_free>>;

Number number(std::string_view octets) {
  return Number(BN_bin2bn(seal::octets(octets).data(), static_cast<int>(octets.size()), nullptr));
}

Key key_from(const char* kind, OSSL_PARAM_BLD* builder) {
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
  EVP_PKEY* made = nullptr;
  if (parameters == nullptr || context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
    return nullptr;
  }
  return Key(made);
}

Key rsa_key(const PublicKey& key) {
  const Number modulus = number(key.first);
  const Number exponent = number(key.second);
  const int bits = modulus == nullptr ? 0 : BN_num_bits(modulus.get());
  if (exponent == nullptr || bits < kLeastBits || bits > kMostBits) return nullptr;
  const Builder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
  return key_from("RSA", builder.get());
}

// A point that is not on the curve is refused by OpenSSL when the key is made.
Key ec_key(const PublicKey& key) {
  if (key.first.size() != kCoordinate || key.second.size() != kCoordinate) return nullptr;
  const std::string point = "\x04" + key.first + key.second;
  const Builder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                   point.size());
  return key_from("EC", builder.get());
}

// JOSE writes r and s one after the other, OpenSSL reads DER.
std::string der_of(std::string_view signature) {
  if (signature.size() != 2 * kCoordinate) return "";
  const EcSignature made(ECDSA_SIG_new());
  Number r = number(signature.substr(0, kCoordinate));
  Number s = number(signature.substr(kCoordinate));
  if (made == nullptr || ECDSA_SIG_set0(made.get(), r.get(), s.get()) != 1) return "";
  (void)r.release();  // the signature's now
  (void)s.release();
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(made.get(), &der);
  std::string out(reinterpret_cast<const char*>(der),
                  size > 0 ? static_cast<std::size_t>(size) : 0);
  OPENSSL_free(der);
  return out;
}

}  // namespace

bool verifies(const PublicKey& key, std::string_view text, std::string_view signature) {
  const bool rsa = key.algorithm == Algorithm::kRs256;
  const Key made = rsa ? rsa_key(key) : ec_key(key);
  const std::string sealed = rsa ? std::string(signature) : der_of(signature);
  const DigestContext context(EVP_MD_CTX_new());
  if (made == nullptr || sealed.empty() || context == nullptr) return false;
  if (EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, made.get()) != 1) {
    return false;
  }
  const seal::Octets said = seal::octets(text);
  return EVP_DigestVerify(context.get(), seal::octets(sealed).data(), sealed.size(), said.data(),
                          said.size()) == 1;
}

}  // namespace desirepath::oidc
