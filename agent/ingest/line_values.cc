// The values that every format has.

#include <algorithm>
#include <string>

#include "absl/strings/numbers.h"
#include "agent/ingest/line_formats.h"
#include "agent/sight/host_name.h"

namespace desirepath::ingest {
namespace {

constexpr std::size_t kLongestAddress = 64;

bool is_number(std::string_view name) {
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == ':'; });
}

}  // namespace

bool take_client(std::string_view text, LogLine& out) {
  if (text.empty() || text.size() > kLongestAddress) return false;
  const absl::StatusOr<policy::AddressOctets> address = policy::parse_address(std::string(text));
  if (!address.ok()) return false;
  out.client = *address;
  return true;
}

bool take_name(std::string_view text, LogLine& out) {
  const sight::HostName name = sight::HostName::from(text);
  // An address asked for in words is no name: nothing could be found by it.
  if (name.empty() || is_number(name.view())) return false;
  out.name = std::string(name.view());
  return true;
}

bool take_count(std::string_view text, std::uint64_t& out) {
  return text.size() <= 19 && absl::SimpleAtoi(std::string(text), &out);
}

}  // namespace desirepath::ingest
