#pragma once

// A sign-in service in a test: a key of its own, its key set, and tokens that it signs.

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <boost/json.hpp>
#include <memory>
#include <string>
#include <vector>

#include "proto/seal/encoding.h"

namespace desirepath::oidc {

class Issuer {
 public:
  explicit Issuer(bool rsa, unsigned bits = 2048)
      : rsa_(rsa), key_(rsa ? EVP_RSA_gen(bits) : EVP_EC_gen("P-256"), &EVP_PKEY_free) {}

  [[nodiscard]] boost::json::object jwk(const std::string& id) const {
    if (rsa_) {
      return {{"kty", "RSA"},
              {"kid", id},
              {"use", "sig"},
              {"alg", "RS256"},
              {"n", number(OSSL_PKEY_PARAM_RSA_N)},
              {"e", number(OSSL_PKEY_PARAM_RSA_E)}};
    }
    return {{"kty", "EC"},
            {"kid", id},
            {"crv", "P-256"},
            {"alg", "ES256"},
            {"x", number(OSSL_PKEY_PARAM_EC_PUB_X, 32)},
            {"y", number(OSSL_PKEY_PARAM_EC_PUB_Y, 32)}};
  }
  [[nodiscard]] std::string key_set(const std::string& id) const {
    return boost::json::serialize(boost::json::object{{"keys", boost::json::array{jwk(id)}}});
  }

  [[nodiscard]] std::string sign(const boost::json::object& header,
                                 const boost::json::object& claims) const {
    const std::string text =
        base64(boost::json::serialize(header)) + "." + base64(boost::json::serialize(claims));
    return text + "." + base64(signature(text));
  }
  [[nodiscard]] std::string sign(const boost::json::object& claims,
                                 const std::string& id = "k1") const {
    return sign({{"alg", rsa_ ? "RS256" : "ES256"}, {"kid", id}}, claims);
  }

  static std::string base64(std::string_view text) { return seal::to_base64(seal::octets(text)); }

 private:
  [[nodiscard]] std::string number(const char* name, int width = 0) const {
    BIGNUM* value = nullptr;
    EVP_PKEY_get_bn_param(key_.get(), name, &value);
    std::string octets(static_cast<std::size_t>(width == 0 ? BN_num_bytes(value) : width), '\0');
    BN_bn2binpad(value, reinterpret_cast<unsigned char*>(octets.data()),
                 static_cast<int>(octets.size()));
    BN_free(value);
    return base64(octets);
  }

  [[nodiscard]] std::string signature(const std::string& text) const {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                    &EVP_MD_CTX_free);
    EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get());
    std::size_t size = 0;
    const seal::Octets said = seal::octets(text);
    EVP_DigestSign(context.get(), nullptr, &size, said.data(), said.size());
    std::string made(size, '\0');
    auto* const out = reinterpret_cast<unsigned char*>(made.data());
    EVP_DigestSign(context.get(), out, &size, said.data(), said.size());
    made.resize(size);
    return rsa_ ? made : r_and_s(made);
  }

  static std::string r_and_s(const std::string& der) {
    const unsigned char* from = seal::octets(der).data();
    ECDSA_SIG* parsed = d2i_ECDSA_SIG(nullptr, &from, static_cast<long>(der.size()));
    std::string out(64, '\0');
    auto* const to = reinterpret_cast<unsigned char*>(out.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(parsed), to, 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(parsed), to + 32, 32);
    ECDSA_SIG_free(parsed);
    return out;
  }

  bool rsa_;
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_;
};

}  // namespace desirepath::oidc
