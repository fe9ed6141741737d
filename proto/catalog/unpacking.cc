#include "proto/catalog/unpacking.h"

#include <google/protobuf/io/coded_stream.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <utility>

#include "proto/catalog/host_name.h"

namespace desirepath::catalog {
namespace {

using google::protobuf::io::CodedInputStream;

constexpr std::uint32_t kVarint = 0;  // wire types of the two kinds of field a Catalog has
constexpr std::uint32_t kLengthDelimited = 2;
constexpr std::uint32_t kRevisionTag = 1 << 3 | kVarint;
constexpr std::size_t kMaximumLabelEnding = 40;

absl::Status damaged() {
  return absl::DataLossError(
      "catalog: the octets are no packed catalog; pack it again with protoc --encode");
}

std::string_view word_of(v1::Answer answer) {
  if (answer == v1::ANSWER_YES) return "yes";
  return answer == v1::ANSWER_NO ? "no" : kUnknown;
}

template <typename Entry>
bool decode(std::string_view octets, Entry& entry) {
  return entry.ParseFromArray(octets.data(), static_cast<int>(octets.size()));
}

}  // namespace

absl::Status refused(std::initializer_list<std::string_view> parts) {
  std::string message = "catalog: ";
  for (const std::string_view part : parts) message += part;
  return absl::InvalidArgumentError(message);
}

absl::StatusOr<Catalog> Unpacking::finish() {
  if (packed_.size() > kMaximumPackedBytes) {
    return refused({"larger than ", std::to_string(kMaximumPackedBytes),
                    " octets; split off what is not needed"});
  }
  catalog_.arena_ = std::make_unique_for_overwrite<char[]>(packed_.size());
  if (absl::Status status = read_entries(); !status.ok()) return status;
  if (absl::Status status = sort_and_relate(); !status.ok()) return status;
  if (absl::Status status = sort_hosts(); !status.ok()) return status;
  return std::move(catalog_);
}

absl::Status Unpacking::read_entries() {
  CodedInputStream stream(reinterpret_cast<const std::uint8_t*>(packed_.data()),
                          static_cast<int>(packed_.size()));
  while (const std::uint32_t tag = stream.ReadTag()) {
    std::uint32_t value = 0;
    if (!stream.ReadVarint32(&value)) return damaged();
    if (tag == kRevisionTag) {
      catalog_.revision_ = value;
      continue;
    }
    const auto at = static_cast<std::size_t>(stream.CurrentPosition());
    if ((tag & 7) != kLengthDelimited || value > packed_.size() - at) return damaged();
    if (absl::Status status = read_entry(tag >> 3, packed_.substr(at, value)); !status.ok()) {
      return status;
    }
    if (!stream.Skip(static_cast<int>(value))) return damaged();
  }
  return stream.ConsumedEntireMessage() ? absl::OkStatus() : damaged();
}

absl::Status Unpacking::read_entry(std::uint32_t field, std::string_view octets) {
  if (field == v1::Catalog::kNeedsFieldNumber) {
    v1::Need entry;
    return decode(octets, entry) ? add_need(entry) : damaged();
  }
  if (field == v1::Catalog::kToolsFieldNumber) {
    v1::Tool entry;
    return decode(octets, entry) ? add_tool(entry) : damaged();
  }
  if (field == v1::Catalog::kInfrastructureFieldNumber) {
    v1::Infrastructure entry;
    if (!decode(octets, entry)) return damaged();
    return add_row(entry.suffix(), "",
                   HostRow{.subject = word(entry.kind()), .owner = Owner::kInfrastructure});
  }
  if (field == v1::Catalog::kDeniedFieldNumber) {
    v1::Denied entry;
    if (!decode(octets, entry)) return damaged();
    return add_row(entry.suffix(), "",
                   HostRow{.subject = word(entry.subject()), .owner = Owner::kDenied});
  }
  if (field == v1::Catalog::kVendorsFieldNumber) {
    v1::Vendor entry;
    if (!decode(octets, entry)) return damaged();
    const HostRow row{.subject = word(entry.name()), .owner = Owner::kVendor};
    for (const std::string& suffix : entry.suffixes()) {
      if (absl::Status status = add_row(suffix, "", row); !status.ok()) return status;
    }
  }
  if (field == v1::Catalog::kLabelRulesFieldNumber) {
    v1::LabelRule entry;
    return decode(octets, entry) ? add_label_rule(entry) : damaged();
  }
  return absl::OkStatus();  // a later version's field
}

absl::Status Unpacking::add_label_rule(const v1::LabelRule& entry) {
  if (!entry.label().empty() && entry.role() > 0 && entry.role() < kRoleCount &&
      catalog_.label_rules_.add(keep(entry.label()), static_cast<Role>(entry.role()))) {
    return absl::OkStatus();
  }
  return refused({"label rule '", entry.label(),
                  "' is no label with the role marketing, app, api or login; write it as "
                  "labels.textproto does"});
}

absl::Status Unpacking::add_need(const v1::Need& entry) {
  if (entry.number() == 0 || entry.id().empty()) {
    return refused(
        {"need '", entry.id(), "' lacks its number or id; take the next free one of numbers.lock"});
  }
  catalog_.needs_.push_back({entry.number(), keep(entry.id()), keep(entry.name()),
                             keep(entry.group()), keep(entry.definition())});
  return absl::OkStatus();
}

absl::Status Unpacking::add_tool(const v1::Tool& entry) {
  if (entry.number() == 0 || entry.id().empty()) {
    return refused(
        {"tool '", entry.id(), "' lacks its number or id; take the next free one of numbers.lock"});
  }
  if (catalog_.tools_.size() == kMaximumTools)
    return refused({"more than ", std::to_string(kMaximumTools), " tools"});
  const auto index = static_cast<std::uint32_t>(catalog_.tools_.size());
  catalog_.tools_.push_back({.number = entry.number(),
                             .need = 0,
                             .id = keep(entry.id()),
                             .name = keep(entry.name()),
                             .vendor = keep(entry.vendor()),
                             .hq_country = keep(entry.hq_country()),
                             .doubtful = entry.doubtful(),
                             .self_hostable = entry.self_hostable()});
  main_needs_.push_back({index, keep(entry.need())});
  for (const std::string& need : entry.other_needs()) other_needs_.push_back({index, keep(need)});
  for (const std::string& tool : entry.neighbours()) neighbours_.push_back({index, keep(tool)});
  for (const v1::RiskFacts& facts : entry.risk()) add_risk(entry.number(), facts);
  for (const v1::Host& host : entry.hosts()) {
    if (absl::Status status = add_host(host, index); !status.ok()) return status;
  }
  return absl::OkStatus();
}

// What a source does not say is not kept: unknown is what remains.
void Unpacking::add_risk(std::uint32_t tool, const v1::RiskFacts& facts) {
  const auto add = [&](RiskSubject subject, std::string_view answer) {
    if (answer.empty() || answer == kUnknown) return;
    catalog_.risks_.push_back({tool, {subject, answer, keep(facts.source()), keep(facts.date())}});
  };
  add(RiskSubject::kDpaOffered, word_of(facts.dpa_offered()));
  add(RiskSubject::kSoc2, word_of(facts.soc2()));
  add(RiskSubject::kIso27001, word_of(facts.iso27001()));
  add(RiskSubject::kSso, word_of(facts.sso()));
  add(RiskSubject::kMfa, word_of(facts.mfa()));
  add(RiskSubject::kTrainsOnCustomerData, word_of(facts.trains_on_customer_data()));
  add(RiskSubject::kDataRegion, keep(facts.data_region()));
  add(RiskSubject::kBreachHistory, keep(facts.breach_history()));
}

absl::Status Unpacking::add_host(const v1::Host& entry, std::uint32_t tool) {
  const int role = entry.role();
  if (role <= 0 || role >= kRoleCount) {
    return refused({"host '", entry.suffix(), "' has no role; give it one of HostRole"});
  }
  HostRow row{.subject = tool,
              .owner = Owner::kTool,
              .doubtful = entry.doubtful(),
              .role = static_cast<Role>(role)};
  const int evidence = entry.evidence();
  row.evidence =
      evidence >= 0 && evidence <= 2 ? static_cast<Evidence>(evidence) : Evidence::kOutsiders;
  std::string_view ending = entry.left_label();
  if (entry.exact()) row.form = Form::kExact;
  if (!ending.empty()) {
    if (entry.exact() || ending.front() != '*' || ending.size() < 2 ||
        ending.size() > kMaximumLabelEnding) {
      return refused({"host '", entry.suffix(), "' has the left label '", ending,
                      "'; write a star and the label's ending, as in *-my, without exact"});
    }
    ending.remove_prefix(1);
    row.form = Form::kLeftLabel;
  }
  return add_row(entry.suffix(), ending, row);
}

absl::Status Unpacking::add_row(std::string_view suffix, std::string_view ending, HostRow row) {
  if (!is_normal(suffix)) {
    return refused(
        {"'", suffix,
         "' is no host name; write it in lower case, without scheme, port, star or last dot"});
  }
  if (catalog_.hosts_.size() == kMaximumHosts)
    return refused({"more than ", std::to_string(kMaximumHosts), " hosts"});
  row.text = static_cast<std::uint32_t>(catalog_.arena_bytes_);
  row.suffix_length = static_cast<std::uint8_t>(suffix.size());
  row.label_length = static_cast<std::uint8_t>(ending.size());
  for (const std::string_view part : {suffix, ending}) {
    std::memcpy(catalog_.arena_.get() + catalog_.arena_bytes_, part.data(), part.size());
    catalog_.arena_bytes_ += part.size();
  }
  catalog_.hosts_.push_back(row);
  return absl::OkStatus();
}

// The arena is as large as the packed message, and each text in it came from there once: it cannot
// overflow.
std::string_view Unpacking::keep(std::string_view text) {
  if (text.empty()) return {};
  const auto [at, fresh] = kept_.try_emplace(text);
  if (!fresh) return at->second;
  char* begin = catalog_.arena_.get() + catalog_.arena_bytes_;
  std::memcpy(begin, text.data(), text.size());
  catalog_.arena_bytes_ += text.size();
  const std::string_view kept{begin, text.size()};
  kept_.erase(at);
  kept_.emplace(kept, kept);
  return kept;
}

std::uint32_t Unpacking::word(std::string_view text) {
  const std::string_view kept = keep(text);
  const auto [at, fresh] =
      word_index_.try_emplace(kept, static_cast<std::uint32_t>(catalog_.words_.size()));
  if (fresh) catalog_.words_.push_back(kept);
  return at->second;
}

}  // namespace desirepath::catalog
