#include "collector/api/tls.h"

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <boost/asio/ssl/verify_mode.hpp>
#include <utility>

#include "absl/strings/str_cat.h"

namespace desirepath::api {
namespace {

namespace ssl = boost::asio::ssl;

constexpr const char* kCiphers12 = "ECDHE+AESGCM:ECDHE+CHACHA20";

absl::Status wrong(const char* key, const std::string& file, const std::string& what) {
  return absl::InvalidArgumentError(absl::StrCat("[web] ", key, ": ", file, ": ", what));
}

std::string address_text(const ASN1_OCTET_STRING& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const unsigned char* octets = ASN1_STRING_get0_data(&address);
  const int length = ASN1_STRING_length(&address);
  if (length == 4) return inet_ntop(AF_INET, octets, text.data(), text.size());
  if (length == 16) {
    return absl::StrCat("[", inet_ntop(AF_INET6, octets, text.data(), text.size()), "]");
  }
  return "";
}

}  // namespace

absl::StatusOr<std::shared_ptr<ssl::context>> tls_context(const TlsFiles& files) {
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  SSL_CTX* const handle = context->native_handle();
  // The process's defaults are those of the gate, which speaks to agents alone.
  SSL_CTX_clear_options(handle, SSL_OP_NO_TLSv1_2);
  SSL_CTX_set_min_proto_version(handle, TLS1_2_VERSION);
  SSL_CTX_set_options(
      handle, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_cipher_list(handle, kCiphers12);
  boost::system::error_code error;
  context->use_certificate_chain_file(files.certificate, error);
  if (error) {
    return wrong("certificate", files.certificate,
                 absl::StrCat("no readable PEM certificate (", error.message(),
                              "); name the file with the server's certificate and its chain"));
  }
  context->use_private_key_file(files.key, ssl::context::pem, error);
  if (error || SSL_CTX_check_private_key(handle) != 1) {
    return wrong("key", files.key,
                 absl::StrCat("not the readable PEM key of ", files.certificate,
                              error ? absl::StrCat(" (", error.message(), ")") : "",
                              "; name the key that the certificate was requested with"));
  }
  return context;
}

std::vector<std::string> names_of_certificate(ssl::context& context) {
  std::vector<std::string> names;
  X509* const certificate = SSL_CTX_get0_certificate(context.native_handle());
  if (certificate == nullptr) return names;
  auto* const all = static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  for (int i = 0; i < sk_GENERAL_NAME_num(all); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(all, i);
    if (name->type == GEN_DNS) {
      const auto* text = reinterpret_cast<const char*>(ASN1_STRING_get0_data(name->d.dNSName));
      names.emplace_back(text, static_cast<std::size_t>(ASN1_STRING_length(name->d.dNSName)));
    } else if (name->type == GEN_IPADD) {
      names.push_back(address_text(*name->d.iPAddress));
    }
  }
  GENERAL_NAMES_free(all);
  return names;
}

}  // namespace desirepath::api
