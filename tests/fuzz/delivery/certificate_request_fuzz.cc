// Whoever holds a join token may send any octets as a certificate request, and any PEM may be in a
// credential file.

#include <absl/time/time.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "proto/pki/authority.h"
#include "proto/pki/certificate.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace pki = desirepath::pki;
  const absl::Time now = absl::FromUnixSeconds(1'790'000'000);
  static const pki::Authority authority = *pki::Authority::create(now);
  const std::string octets(reinterpret_cast<const char*>(data), size);
  const auto certificate = authority.certify_device(octets, pki::random_subject(), now);
  // What is certified is a device's certificate and nothing more, whatever the request asked for.
  if (certificate.ok()) {
    const auto parsed = pki::parse_certificate(*certificate);
    if (!parsed.ok() || !parsed->dns_names.empty() || parsed->subject.size() != 32) std::abort();
  }
  pki::parse_certificate(octets).status().IgnoreError();
  for (const std::string& part : pki::split_pem(octets)) {
    pki::parse_certificate(part).status().IgnoreError();
  }
  return 0;
}
