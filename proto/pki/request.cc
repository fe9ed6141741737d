#include "proto/pki/request.h"

#include <openssl/ec.h>
#include <openssl/pem.h>

#include "proto/pki/owners.h"

namespace desirepath::pki {

absl::StatusOr<KeyAndRequest> make_key_and_request() {
  const KeyOwner key(EVP_EC_gen("P-256"));
  const RequestOwner request(X509_REQ_new());
  if (key == nullptr || request == nullptr) return openssl_error("new key");
  X509_REQ_set_version(request.get(), X509_REQ_VERSION_1);
  if (X509_REQ_set_pubkey(request.get(), key.get()) != 1 ||
      X509_REQ_sign(request.get(), key.get(), EVP_sha256()) == 0) {
    return openssl_error("certificate request");
  }
  const BioOwner pem(BIO_new(BIO_s_mem()));
  const BioOwner der(BIO_new(BIO_s_mem()));
  if (PEM_write_bio_PKCS8PrivateKey(pem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) !=
          1 ||
      i2d_X509_REQ_bio(der.get(), request.get()) != 1) {
    return openssl_error("certificate request");
  }
  return KeyAndRequest{contents(pem.get()), contents(der.get())};
}

}  // namespace desirepath::pki
