#pragma once

// Owners of OpenSSL's objects, and its last error as a status. Used inside proto/pki only.

#include <absl/status/status.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>

#include "proto/pki/free.h"

namespace desirepath::pki {

using KeyOwner = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using CertificateOwner = std::unique_ptr<X509, Free<X509_free>>;
using RequestOwner = std::unique_ptr<X509_REQ, Free<X509_REQ_free>>;
using NameOwner = std::unique_ptr<X509_NAME, Free<X509_NAME_free>>;
using ExtensionOwner = std::unique_ptr<X509_EXTENSION, Free<X509_EXTENSION_free>>;
using BioOwner = std::unique_ptr<BIO, Free<BIO_free_all>>;

// What OpenSSL said last, for `doing`; empties its queue.
absl::Status openssl_error(const std::string& doing);

std::string contents(BIO* bio);
// A view of `text`, which must outlive it.
BioOwner reading(const std::string& text);
BioOwner reading(std::string&& text) = delete;

KeyOwner read_key(const std::string& pem);
CertificateOwner read_certificate(const std::string& pem);
std::string write_certificate(X509* certificate);

}  // namespace desirepath::pki
