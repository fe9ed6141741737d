#include "proto/pki/authority.h"

#include <absl/strings/escaping.h>
#include <absl/strings/str_cat.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

#include <utility>

#include "proto/pki/certificate.h"
#include "proto/pki/owners.h"

namespace desirepath::pki {
namespace {

// Clocks of devices are wrong by minutes; a certificate that is not valid yet would lock them out.
constexpr absl::Duration kClockSlack = absl::Hours(1);

struct Template {
  std::string common_name;
  std::vector<std::pair<int, std::string>> extensions;  // NID, value in OpenSSL's own words
  absl::Time from;
  absl::Time until;
};

std::string random_octets(std::size_t count) {
  std::string octets(count, '\0');
  RAND_bytes(reinterpret_cast<unsigned char*>(octets.data()), static_cast<int>(count));
  return octets;
}

bool set_serial(X509* certificate) {
  std::string serial = random_octets(16);
  serial[0] = static_cast<char>(serial[0] & 0x7f);  // RFC 5280: positive
  BIGNUM* number = BN_bin2bn(reinterpret_cast<const unsigned char*>(serial.data()),
                             static_cast<int>(serial.size()), nullptr);
  const bool set = BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nullptr;
  BN_free(number);
  return set;
}

bool set_times(X509* certificate, absl::Time from, absl::Time until) {
  return ASN1_TIME_set(X509_getm_notBefore(certificate), absl::ToTimeT(from)) != nullptr &&
         ASN1_TIME_set(X509_getm_notAfter(certificate), absl::ToTimeT(until)) != nullptr;
}

bool add_extensions(X509* certificate, X509* issuer, const Template& wanted) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  for (const auto& [nid, value] : wanted.extensions) {
    const ExtensionOwner extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
    if (extension == nullptr || X509_add_ext(certificate, extension.get(), -1) != 1) return false;
  }
  return true;
}

// `issuer` null: the certificate signs itself.
absl::StatusOr<CertificateOwner> make_certificate(EVP_PKEY* public_key, X509* issuer,
                                                  EVP_PKEY* issuer_key, const Template& wanted) {
  CertificateOwner certificate(X509_new());
  const NameOwner name(X509_NAME_new());
  if (certificate == nullptr || name == nullptr) return openssl_error("certificate");
  X509* const signer = issuer == nullptr ? certificate.get() : issuer;
  const auto* common_name = reinterpret_cast<const unsigned char*>(wanted.common_name.data());
  const bool made =
      X509_NAME_add_entry_by_txt(name.get(), "CN", MBSTRING_ASC, common_name,
                                 static_cast<int>(wanted.common_name.size()), -1, 0) == 1 &&
      X509_set_version(certificate.get(), X509_VERSION_3) == 1 && set_serial(certificate.get()) &&
      set_times(certificate.get(), wanted.from, wanted.until) &&
      X509_set_subject_name(certificate.get(), name.get()) == 1 &&
      X509_set_pubkey(certificate.get(), public_key) == 1 &&
      X509_set_issuer_name(certificate.get(), X509_get_subject_name(signer)) == 1 &&
      add_extensions(certificate.get(), signer, wanted) &&
      X509_sign(certificate.get(), issuer_key, EVP_sha256()) != 0;
  if (!made) return openssl_error("certificate");
  return certificate;
}

bool is_welcome(EVP_PKEY* key) {
  return EVP_PKEY_is_a(key, "ED25519") == 1 ||
         (EVP_PKEY_is_a(key, "EC") == 1 && EVP_PKEY_get_bits(key) >= 256 &&
          EVP_PKEY_get_bits(key) <= 384);
}

absl::StatusOr<KeyOwner> key_of_request(const std::string& request_der) {
  if (request_der.empty() || request_der.size() > kMaxRequestBytes) {
    return absl::InvalidArgumentError("certificate request: empty or over 4 KiB");
  }
  const auto* octets = reinterpret_cast<const unsigned char*>(request_der.data());
  const RequestOwner request(d2i_X509_REQ(nullptr, &octets, static_cast<long>(request_der.size())));
  if (request == nullptr) return openssl_error("certificate request");
  KeyOwner key(X509_REQ_get_pubkey(request.get()));
  if (key == nullptr) return openssl_error("certificate request");
  if (!is_welcome(key.get())) {
    return absl::InvalidArgumentError(
        "certificate request: its key is neither P-256, P-384 nor Ed25519: make a new one");
  }
  if (X509_REQ_verify(request.get(), key.get()) != 1) {
    return openssl_error("certificate request: wrong signature");
  }
  return key;
}

bool is_address(const std::string& name) {
  return name.find(':') != std::string::npos ||
         name.find_first_not_of("0123456789.") == std::string::npos;
}

}  // namespace

struct Authority::Keys {
  CertificateOwner certificate;
  KeyOwner key;
};

Authority::Authority(std::unique_ptr<Keys> keys) : keys_(std::move(keys)) {}
Authority::Authority(Authority&&) noexcept = default;
Authority& Authority::operator=(Authority&&) noexcept = default;
Authority::~Authority() = default;

absl::StatusOr<Authority> Authority::create(absl::Time now) {
  auto keys = std::make_unique<Keys>();
  keys->key = KeyOwner(EVP_EC_gen("P-256"));
  if (keys->key == nullptr) return openssl_error("authority key");
  const Template wanted{.common_name = absl::StrCat("Desirepath ", random_subject().substr(0, 8)),
                        .extensions = {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
                                       {NID_key_usage, "critical,keyCertSign,cRLSign"},
                                       {NID_subject_key_identifier, "hash"}},
                        .from = now - kClockSlack,
                        .until = now + kAuthorityLifetime};
  auto certificate = make_certificate(keys->key.get(), nullptr, keys->key.get(), wanted);
  if (!certificate.ok()) return certificate.status();
  keys->certificate = *std::move(certificate);
  const BioOwner pem(BIO_new(BIO_s_mem()));
  PEM_write_bio_PKCS8PrivateKey(pem.get(), keys->key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  Authority authority(std::move(keys));
  authority.certificate_pem_ = write_certificate(authority.keys_->certificate.get());
  authority.key_pem_ = contents(pem.get());
  return authority;
}

absl::StatusOr<Authority> Authority::from_pem(const std::string& certificate_pem,
                                              const std::string& key_pem) {
  auto keys = std::make_unique<Keys>();
  keys->certificate = read_certificate(certificate_pem);
  if (keys->certificate == nullptr) return openssl_error("authority certificate");
  keys->key = read_key(key_pem);
  if (keys->key == nullptr) return openssl_error("authority key");
  if (X509_check_private_key(keys->certificate.get(), keys->key.get()) != 1) {
    return openssl_error("authority key: it does not belong to the authority's certificate");
  }
  Authority authority(std::move(keys));
  authority.certificate_pem_ = certificate_pem;
  authority.key_pem_ = key_pem;
  return authority;
}

absl::StatusOr<std::string> Authority::certify_device(const std::string& request_der,
                                                      const std::string& subject, absl::Time now,
                                                      absl::Duration lifetime) const {
  const absl::StatusOr<KeyOwner> key = key_of_request(request_der);
  if (!key.ok()) return key.status();
  const Template wanted{.common_name = subject,
                        .extensions = {{NID_basic_constraints, "critical,CA:FALSE"},
                                       {NID_key_usage, "critical,digitalSignature"},
                                       {NID_ext_key_usage, "clientAuth"},
                                       {NID_authority_key_identifier, "keyid"}},
                        .from = now - kClockSlack,
                        .until = now + lifetime};
  auto certificate =
      make_certificate(key->get(), keys_->certificate.get(), keys_->key.get(), wanted);
  if (!certificate.ok()) return certificate.status();
  return write_certificate(certificate->get());
}

absl::StatusOr<std::string> Authority::certify_server(const std::string& request_der,
                                                      const std::vector<std::string>& names,
                                                      absl::Time now,
                                                      absl::Duration lifetime) const {
  const absl::StatusOr<KeyOwner> key = key_of_request(request_der);
  if (!key.ok()) return key.status();
  return certify(key->get(), names, now, lifetime);
}

absl::StatusOr<std::string> Authority::certify_server_again(const std::string& certificate_pem,
                                                            absl::Time now,
                                                            absl::Duration lifetime) const {
  const absl::StatusOr<Certificate> before = parse_certificate(certificate_pem);
  if (!before.ok()) return before.status();
  const CertificateOwner owner = read_certificate(certificate_pem);
  const KeyOwner key(owner == nullptr ? nullptr : X509_get_pubkey(owner.get()));
  if (key == nullptr) return openssl_error("server certificate");
  std::vector<std::string> names = before->dns_names;
  names.insert(names.end(), before->addresses.begin(), before->addresses.end());
  return certify(key.get(), names, now, lifetime);
}

absl::StatusOr<std::string> Authority::certify(EVP_PKEY* key, const std::vector<std::string>& names,
                                               absl::Time now, absl::Duration lifetime) const {
  if (names.empty()) return absl::InvalidArgumentError("server certificate: it needs a name");
  std::string alternatives;
  for (const std::string& name : names) {
    absl::StrAppend(&alternatives, alternatives.empty() ? "" : ",",
                    is_address(name) ? "IP:" : "DNS:", name);
  }
  const Template wanted{.common_name = names.front(),
                        .extensions = {{NID_basic_constraints, "critical,CA:FALSE"},
                                       {NID_key_usage, "critical,digitalSignature"},
                                       {NID_ext_key_usage, "serverAuth,clientAuth"},
                                       {NID_subject_alt_name, alternatives},
                                       {NID_authority_key_identifier, "keyid"}},
                        .from = now - kClockSlack,
                        .until = now + lifetime};
  auto certificate = make_certificate(key, keys_->certificate.get(), keys_->key.get(), wanted);
  if (!certificate.ok()) return certificate.status();
  return write_certificate(certificate->get());
}

std::string random_subject() { return absl::BytesToHexString(random_octets(16)); }

}  // namespace desirepath::pki
