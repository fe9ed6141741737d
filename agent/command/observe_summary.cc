#include "agent/command/observe_summary.h"

#include <array>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace desirepath::command {
namespace {

struct Kind {
  std::string_view word;
  std::uint64_t sight::Counts::*count;
};

constexpr std::array<Kind, 4> kSources = {{{"tls", &sight::Counts::tls},
                                           {"quic", &sight::Counts::quic},
                                           {"dns", &sight::Counts::dns},
                                           {"http", &sight::Counts::http}}};
constexpr std::array<Kind, 8> kMalformed = {{{"link", &sight::Counts::bad_link},
                                             {"ip", &sight::Counts::bad_ip},
                                             {"transport", &sight::Counts::bad_transport},
                                             {"hello", &sight::Counts::bad_hello},
                                             {"quic", &sight::Counts::bad_quic},
                                             {"dns", &sight::Counts::bad_dns},
                                             {"http", &sight::Counts::bad_http},
                                             {"name", &sight::Counts::bad_name}}};
// What a limit made the observer give up.
constexpr std::array<Kind, 6> kGivenUp = {{{"too deep", &sight::Counts::too_deep},
                                           {"undecryptable", &sight::Counts::undecryptable},
                                           {"flows", &sight::Counts::flows_evicted},
                                           {"hellos", &sight::Counts::assemblies_evicted},
                                           {"fragments", &sight::Counts::fragments_evicted},
                                           {"names", &sight::Counts::names_dropped}}};

template <std::size_t size>
std::uint64_t total(const std::array<Kind, size>& kinds, const sight::Counts& counts) {
  std::uint64_t sum = 0;
  for (const Kind& kind : kinds) sum += counts.*kind.count;
  return sum;
}

// " (tls 1, dns 1)", or nothing if all are zero.
template <std::size_t size>
std::string parts(const std::array<Kind, size>& kinds, const sight::Counts& counts) {
  std::string text;
  for (const Kind& kind : kinds) {
    const std::uint64_t count = counts.*kind.count;
    if (count != 0)
      absl::StrAppend(&text, text.empty() ? " (" : ", ", std::string(kind.word), " ", count);
  }
  return text.empty() ? text : text + ")";
}

}  // namespace

void ObserveSummary::add(const sight::Counts& counts) {
  sum_.packets += counts.packets;
  sum_.bytes += counts.bytes;
  for (const auto& kind : kSources) sum_.*kind.count += counts.*kind.count;
  for (const auto& kind : kMalformed) sum_.*kind.count += counts.*kind.count;
  for (const auto& kind : kGivenUp) sum_.*kind.count += counts.*kind.count;
}

void ObserveSummary::add(const capture::SourceCounts& counts) {
  is_live_ = true;
  dropped_ += counts.dropped;
}

std::string ObserveSummary::text(std::uint64_t sightings, double seconds) const {
  return absl::StrCat("packets ", sum_.packets, ", bytes ", sum_.bytes, ", sightings ", sightings,
                      parts(kSources, sum_), ", malformed ", total(kMalformed, sum_),
                      parts(kMalformed, sum_), ", given up ", total(kGivenUp, sum_),
                      parts(kGivenUp, sum_),
                      is_live_ ? absl::StrCat(", dropped by the kernel ", dropped_) : "",
                      absl::StrFormat(", seconds %.3f", seconds));
}

}  // namespace desirepath::command
