#pragma once

// Makes protected QUIC Initial packets as a client sends them, for tests.
//
// Source: RFC 9001, 5.3 and 5.4. Uses OpenSSL directly, apart from the code under test but for the
// keys, which have their own test against the RFC's examples.

#include <cstdint>

#include "agent/wire/quic_keys.h"
#include "tests/unit/agent/wire/octets.h"

namespace desirepath::sight {

struct InitialSpec {
  wire::QuicDialect dialect = wire::QuicDialect::kVersion1;
  std::uint32_t version = 1;
  wire::Octets id = {1, 2, 3, 4, 5, 6, 7, 8};      // in the header
  wire::Octets key_id = {1, 2, 3, 4, 5, 6, 7, 8};  // the keys are made of
  std::uint8_t number = 0;
  wire::Octets token;
};

wire::Octets crypto_frame(std::size_t offset, const wire::Octets& data);

// `frames` padded to at least `least` octets and sealed.
wire::Octets seal_initial(const InitialSpec& spec, wire::Octets frames, std::size_t least = 60);

}  // namespace desirepath::sight
