#include "agent/ingest/line_json.h"

#include <algorithm>
#include <string>

#include "agent/ingest/line_formats.h"
#include "proto/seal/encoding.h"

namespace desirepath::ingest {
namespace {

constexpr std::size_t kPlaces = 7;

std::optional<std::uint64_t> count_in(const boost::json::value& value) {
  boost::system::error_code failure;
  const auto count = value.to_number<std::uint64_t>(failure);
  if (failure) return std::nullopt;
  return count;
}

}  // namespace

boost::json::array to_json(const LogLine& line) {
  return {line.time.time_since_epoch().count(),
          seal::to_hex(line.client),
          line.name,
          line.question,
          line.bytes_up,
          line.bytes_down,
          line.lasted.count()};
}

std::optional<LogLine> line_in(const boost::json::value& value) {
  if (!value.is_array() || value.get_array().size() != kPlaces) return std::nullopt;
  const boost::json::array& places = value.get_array();
  const std::optional<std::uint64_t> time = count_in(places[0]);
  const std::optional<std::uint64_t> up = count_in(places[4]);
  const std::optional<std::uint64_t> down = count_in(places[5]);
  const std::optional<std::uint64_t> lasted = count_in(places[6]);
  constexpr std::uint64_t kMostMicroseconds = std::uint64_t{1} << 60;
  if (!places[1].is_string() || !places[2].is_string() || !places[3].is_bool() || !time || !up ||
      !down || !lasted || *time > kMostMicroseconds || *lasted > kMostMicroseconds) {
    return std::nullopt;
  }
  LogLine line;
  const absl::StatusOr<std::string> client = seal::from_hex(std::string(places[1].get_string()));
  if (!client.ok() || client->size() != line.client.size()) return std::nullopt;
  std::copy(client->begin(), client->end(), line.client.begin());
  if (!take_name(std::string(places[2].get_string()), line)) return std::nullopt;
  line.time = capture::Time(std::chrono::microseconds(*time));
  line.question = places[3].get_bool();
  line.bytes_up = *up;
  line.bytes_down = *down;
  line.lasted = std::chrono::microseconds(*lasted);
  return line;
}

}  // namespace desirepath::ingest
