#pragma once

// What is publicly known of a tool's risk: eight subjects, each with its answer, source and day.
//
// The catalog keeps the answers that somebody published; all others are "unknown", and are shown as
// that by the reports, the API and the page. Data regions and breaches are told in words. Numbers
// are in no other file: the order here is the order they are shown in. Threads: plain values.

#include <array>
#include <cstdint>
#include <string_view>

namespace desirepath::catalog {

enum class RiskSubject : std::uint8_t {
  kDpaOffered,
  kSoc2,
  kIso27001,
  kSso,
  kMfa,
  kTrainsOnCustomerData,
  kDataRegion,
  kBreachHistory,
};

constexpr std::array<std::string_view, 8> kRiskSubjects = {
    "dpa_offered", "soc2",          "iso27001", "sso", "mfa", "trains_on_customer_data",
    "data_region", "breach_history"};

constexpr std::string_view kUnknown = "unknown";

[[nodiscard]] constexpr std::string_view word(RiskSubject subject) {
  return kRiskSubjects.at(static_cast<std::size_t>(subject));
}

struct RiskFact {
  RiskSubject subject = RiskSubject::kDpaOffered;
  std::string_view answer = kUnknown;  // "yes", "no", words, or kUnknown
  std::string_view source;             // empty if unknown
  std::string_view date;
};

using RiskFacts = std::array<RiskFact, kRiskSubjects.size()>;

}  // namespace desirepath::catalog
