// A byte stream as a TLS client's, and a datagram as a DTLS client's: what is found must lie in the
// input or in the scratch space.

#include <array>
#include <cstdlib>

#include "agent/wire/client_hello.h"
#include "agent/wire/dtls.h"
#include "agent/wire/tls_record.h"

using desirepath::wire::Bytes;

namespace {

std::array<std::uint8_t, 4096> scratch;

bool lies_in(const void* begin, std::size_t size, Bytes holder) {
  const auto* first = static_cast<const std::uint8_t*>(begin);
  return first >= holder.data() && first + size <= holder.data() + holder.size();
}

void check(Bytes message) {
  const auto hello = desirepath::wire::parse_client_hello(message);
  if (!hello.has_value()) return;
  const auto& name = hello->server_name;
  if (!name.empty() && !lies_in(name.data(), name.size(), message)) std::abort();
  if (!hello->alpn.empty() && !lies_in(hello->alpn.data(), hello->alpn.size(), message)) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bytes input{data, size};
  check(input);
  const auto message = desirepath::wire::first_handshake(input, scratch);
  if (message.has_value()) check(*message);
  const auto from_dtls = desirepath::wire::dtls_client_hello(input, scratch);
  if (from_dtls.has_value()) check(*from_dtls);
  return 0;
}
