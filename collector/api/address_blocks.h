#pragma once

// `AddressBlocks` is a list of addresses and networks: "127.0.0.1, 10.20.0.0/16, fd00::/8".
//
// The server asks it whether a peer is a proxy that may say how the request came to it. IPv4
// addresses and those mapped into IPv6 are the same.
//
// Errors: kInvalidArgument names the entry that is none.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace desirepath::api {

class AddressBlocks {
 public:
  static absl::StatusOr<AddressBlocks> parse(const std::string& list);

  [[nodiscard]] bool contain(const std::string& address) const;

 private:
  using Address = std::array<std::uint8_t, 16>;
  struct Block {
    Address address{};
    unsigned bits = 0;
  };
  std::vector<Block> blocks_;
};

// The entries of a list with commas, without the blanks around them and empty ones.
std::vector<std::string> entries_of(std::string_view list);

}  // namespace desirepath::api
