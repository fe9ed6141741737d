#include "proto/pki/owners.h"

#include <absl/strings/str_cat.h>
#include <openssl/err.h>
#include <openssl/pem.h>

namespace desirepath::pki {

absl::Status openssl_error(const std::string& doing) {
  const unsigned long code = ERR_peek_last_error();
  ERR_clear_error();
  const char* reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  return absl::InvalidArgumentError(
      absl::StrCat(doing, ": ", reason == nullptr ? "not understood" : reason));
}

std::string contents(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return data == nullptr ? std::string() : std::string(data, static_cast<std::size_t>(size));
}

BioOwner reading(const std::string& text) {
  return BioOwner(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

KeyOwner read_key(const std::string& pem) {
  const BioOwner bio = reading(pem);
  // An empty passphrase keeps OpenSSL from asking at the terminal for a key that has one.
  char no_passphrase[] = "";
  return KeyOwner(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, no_passphrase));
}

CertificateOwner read_certificate(const std::string& pem) {
  const BioOwner bio = reading(pem);
  return CertificateOwner(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

std::string write_certificate(X509* certificate) {
  const BioOwner bio(BIO_new(BIO_s_mem()));
  if (PEM_write_bio_X509(bio.get(), certificate) != 1) return "";
  return contents(bio.get());
}

}  // namespace desirepath::pki
