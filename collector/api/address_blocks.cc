#include "collector/api/address_blocks.h"

#include <arpa/inet.h>

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace desirepath::api {
namespace {

using Address = std::array<std::uint8_t, 16>;
constexpr unsigned kMappedBits = 96;  // ::ffff:0:0/96, RFC 4291 section 2.5.5.2

struct Read {
  Address address{};
  bool four = false;
};

std::optional<Read> read(const std::string& text) {
  Read read;
  if (inet_pton(AF_INET6, text.c_str(), read.address.data()) == 1) return read;
  read.four = true;
  read.address[10] = read.address[11] = 0xff;
  if (inet_pton(AF_INET, text.c_str(), read.address.data() + 12) == 1) return read;
  return std::nullopt;
}

}  // namespace

absl::StatusOr<AddressBlocks> AddressBlocks::parse(const std::string& list) {
  AddressBlocks parsed;
  for (const std::string& entry : entries_of(list)) {
    const std::size_t slash = entry.find('/');
    const std::optional<Read> address = read(entry.substr(0, slash));
    const unsigned most = address && address->four ? 32 : 128;
    unsigned bits = most;
    const bool sound =
        address && (slash == std::string::npos || absl::SimpleAtoi(entry.substr(slash + 1), &bits));
    if (!sound || bits > most) {
      return absl::InvalidArgumentError(absl::StrCat(
          "\"", entry, "\" is no address or network, write for example 127.0.0.1 or 10.0.0.0/8"));
    }
    parsed.blocks_.push_back({address->address, address->four ? bits + kMappedBits : bits});
  }
  return parsed;
}

bool AddressBlocks::contain(const std::string& address) const {
  const std::optional<Read> given = read(address);
  if (!given) return false;
  return std::any_of(blocks_.begin(), blocks_.end(), [&](const Block& block) {
    for (unsigned bit = 0; bit < block.bits; ++bit) {
      const unsigned mask = 0x80U >> (bit % 8);
      if (((block.address[bit / 8] ^ given->address[bit / 8]) & mask) != 0) return false;
    }
    return true;
  });
}

std::vector<std::string> entries_of(std::string_view list) {
  std::vector<std::string> entries;
  for (const absl::string_view piece :
       absl::StrSplit(absl::string_view(list.data(), list.size()), ',')) {
    std::string entry(absl::StripAsciiWhitespace(piece));
    if (!entry.empty()) entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace desirepath::api
