// A client's plain bytes: HTTP/1, HTTP/2 and the preludes before a ClientHello. Lengths never reach
// beyond the input, and a message is never empty.

#include <cstdlib>

#include "agent/wire/http2_request.h"
#include "agent/wire/http_request.h"
#include "agent/wire/prelude.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const desirepath::wire::Bytes input{data, size};
  for (const auto& request : {desirepath::wire::parse_http_request(input),
                              desirepath::wire::parse_cut_http_request(input)}) {
    if (!request.has_value()) continue;
    if (request->head_bytes == 0 || request->head_bytes > size) std::abort();
    (void)desirepath::wire::without_port(request->host);
    (void)desirepath::wire::without_port(request->target);
  }
  (void)desirepath::wire::parse_http2_request(input);
  (void)desirepath::wire::find_authority(input);
  const auto length = desirepath::wire::prelude_length(input);
  if (length.has_value() && (*length == 0 || *length > size)) std::abort();
  return 0;
}
