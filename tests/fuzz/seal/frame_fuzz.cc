// What a stranger can send to the collector: 368 octets that should be a sealed frame, 320 that
// should be a padded fact.

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "desirepath/v1/fact.pb.h"
#include "proto/seal/seal.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace desirepath;
  static const seal::SealingKeyPair key = seal::sealing_key_from_secret(seal::Key{1});
  const seal::Octets input(data, size);
  static_cast<void>(seal::open_frame(input, key));

  seal::Plain plain{};
  std::copy_n(data, std::min(size, plain.size()), plain.begin());
  if (const auto message = seal::unpad(plain); message.ok()) {
    // One message has one frame.
    if (*seal::pad(*message) != plain) std::abort();
    v1::Fact fact;
    static_cast<void>(fact.ParseFromString(*message));
  }

  const std::string_view text = seal::text(input);
  if (const auto octets = seal::from_hex(text); octets.ok()) {
    if (seal::to_hex(seal::octets(*octets)).size() != size) std::abort();
  }
  static_cast<void>(seal::from_base64(text));
  static_cast<void>(seal::Cipher(seal::Key{2}).decrypt(text, "fuzz"));
  return 0;
}
