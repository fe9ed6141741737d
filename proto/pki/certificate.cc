#include "proto/pki/certificate.h"

#include <absl/strings/str_cat.h>
#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/sha.h>
#include <openssl/x509_vfy.h>

#include <algorithm>

#include "proto/pki/owners.h"

namespace desirepath::pki {
namespace {

absl::Time time_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return absl::InfinitePast();
  return absl::FromTM(parts, absl::UTCTimeZone());
}

DeviceId device_of(X509* certificate) {
  unsigned char* der = nullptr;
  const int size = i2d_X509_NAME(X509_get_subject_name(certificate), &der);
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
  if (size > 0) SHA256(der, static_cast<std::size_t>(size), digest.data());
  OPENSSL_free(der);
  DeviceId device;
  std::copy_n(digest.begin(), device.size(), device.begin());
  return device;
}

std::string serial_of(X509* certificate) {
  BIGNUM* number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr);
  char* hex = number == nullptr ? nullptr : BN_bn2hex(number);
  std::string serial = hex == nullptr ? "" : hex;
  OPENSSL_free(hex);
  BN_free(number);
  std::transform(serial.begin(), serial.end(), serial.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return serial;
}

std::string common_name_of(X509* certificate) {
  std::array<char, 65> text{};  // RFC 5280: at most 64 characters
  const int size = X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName,
                                             text.data(), static_cast<int>(text.size()));
  return size > 0 ? std::string(text.data()) : "";
}

std::string address_of(const ASN1_OCTET_STRING* octets) {
  const unsigned char* const data = ASN1_STRING_get0_data(octets);
  std::array<char, INET6_ADDRSTRLEN> text{};
  const int family = ASN1_STRING_length(octets) == 4 ? AF_INET : AF_INET6;
  return inet_ntop(family, data, text.data(), text.size()) == nullptr ? "" : text.data();
}

void read_names(X509* certificate, Certificate& into) {
  auto* alternatives = static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  if (alternatives == nullptr) return;
  for (int i = 0; i < sk_GENERAL_NAME_num(alternatives); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(alternatives, i);
    if (name->type == GEN_DNS) {
      const auto* text = reinterpret_cast<const char*>(ASN1_STRING_get0_data(name->d.dNSName));
      into.dns_names.emplace_back(text,
                                  static_cast<std::size_t>(ASN1_STRING_length(name->d.dNSName)));
    } else if (name->type == GEN_IPADD) {
      into.addresses.push_back(address_of(name->d.iPAddress));
    }
  }
  GENERAL_NAMES_free(alternatives);
}

}  // namespace

bool Certificate::due_for_renewal(absl::Time now) const {
  return now >= not_before + (not_after - not_before) * 2 / 3;
}

absl::StatusOr<Certificate> parse_certificate(const std::string& pem) {
  const CertificateOwner owner = read_certificate(pem);
  if (owner == nullptr) return openssl_error("certificate");
  Certificate certificate;
  certificate.device = device_of(owner.get());
  certificate.subject = common_name_of(owner.get());
  certificate.serial = serial_of(owner.get());
  certificate.not_before = time_of(X509_get0_notBefore(owner.get()));
  certificate.not_after = time_of(X509_get0_notAfter(owner.get()));
  read_names(owner.get(), certificate);
  const BioOwner der(BIO_new(BIO_s_mem()));
  if (i2d_X509_bio(der.get(), owner.get()) != 1) return openssl_error("certificate");
  certificate.der = contents(der.get());
  return certificate;
}

std::vector<std::string> split_pem(const std::string& pem) {
  constexpr char kEnd[] = "-----END CERTIFICATE-----";
  std::vector<std::string> parts;
  std::size_t from = 0;
  while (true) {
    const std::size_t end = pem.find(kEnd, from);
    if (end == std::string::npos) return parts;
    const std::size_t begin = pem.find("-----BEGIN CERTIFICATE-----", from);
    const std::size_t past = end + sizeof(kEnd) - 1;
    if (begin != std::string::npos && begin < end) {
      parts.push_back(pem.substr(begin, past - begin) + "\n");
    }
    from = past;
  }
}

bool belongs(const std::string& key_pem, const std::string& certificate_pem) {
  const KeyOwner key = read_key(key_pem);
  const CertificateOwner certificate = read_certificate(certificate_pem);
  const bool one = key != nullptr && certificate != nullptr &&
                   X509_check_private_key(certificate.get(), key.get()) == 1;
  ERR_clear_error();
  return one;
}

absl::Status verify_issued(const std::string& certificate_pem, const std::string& authorities_pem,
                           absl::Time now) {
  const CertificateOwner certificate = read_certificate(certificate_pem);
  if (certificate == nullptr) return openssl_error("certificate");
  const std::unique_ptr<X509_STORE, Free<X509_STORE_free>> store(X509_STORE_new());
  for (const std::string& part : split_pem(authorities_pem)) {
    const CertificateOwner authority = read_certificate(part);
    if (authority == nullptr) return openssl_error("authority certificate");
    X509_STORE_add_cert(store.get(), authority.get());
  }
  const std::unique_ptr<X509_STORE_CTX, Free<X509_STORE_CTX_free>> context(X509_STORE_CTX_new());
  if (X509_STORE_CTX_init(context.get(), store.get(), certificate.get(), nullptr) != 1) {
    return openssl_error("certificate");
  }
  X509_VERIFY_PARAM_set_time(X509_STORE_CTX_get0_param(context.get()), absl::ToTimeT(now));
  if (X509_verify_cert(context.get()) == 1) return absl::OkStatus();
  const char* reason = X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()));
  return absl::InvalidArgumentError(absl::StrCat("certificate: ", reason));
}

}  // namespace desirepath::pki
