#include <string>

#include "proto/catalog/checker.h"
#include "proto/catalog/host_name.h"

namespace desirepath::catalog {
namespace {

std::string key_of(const std::string& suffix, Form form, const std::string& ending) {
  return suffix + "\t" + std::to_string(static_cast<int>(form)) + "\t" + ending;
}

// The name itself, then each name above it, down to two labels.
std::vector<std::string> suffixes_of(std::string_view name) {
  std::vector<std::string> all;
  while (name.find('.') != std::string_view::npos) {
    all.emplace_back(name);
    name.remove_prefix(name.find('.') + 1);
  }
  return all;
}

std::string shortened(const std::string& text) {
  constexpr std::size_t kShown = 60;
  return text.size() <= kShown ? text : text.substr(0, kShown) + "…";
}

// What is wrong with the written form, and the mend; empty: nothing.
std::string fault_of_form(const std::string& suffix) {
  if (suffix.empty()) return "a host without name; write `suffix`";
  const std::string who = "host '" + shortened(suffix) + "'";
  if (suffix.size() > kMaximumName) return who + " is longer than 253 octets; no host is";
  if (suffix.find('*') != std::string::npos) {
    return who +
           " has a star; a suffix covers all names below it: leave the star out, or use "
           "`left_label`";
  }
  if (suffix.find("://") != std::string::npos || suffix.find('/') != std::string::npos) {
    return who + " is a web address; write the host alone";
  }
  if (suffix.find(':') != std::string::npos) return who + " has a port; write the host alone";
  if (suffix.back() == '.' || suffix.front() == '.')
    return who + " begins or ends with a dot; remove it";
  if (suffix.find('.') == std::string::npos)
    return who + " is a single label; write the whole name";
  for (const char c : suffix) {
    if (c >= 'A' && c <= 'Z') return who + " has capitals; write it in lower case";
    if (static_cast<unsigned char>(c) >= 0x80) return who + " is not in its xn-- form; write that";
  }
  if (!is_normal(suffix)) return who + " is no host name; check its labels";
  return {};
}

}  // namespace

void Checker::check_hosts() {
  for (const TextCatalog& file : input_.files) {
    const v1::Catalog& entries = file.message();
    for (int i = 0; i < entries.denied_size(); ++i) {
      const std::string& suffix = entries.denied(i).suffix();
      const Spot spot{&file, file.line("denied", i)};
      if (!check_name(suffix, spot)) continue;
      denied_.emplace(suffix, entries.denied(i).subject());
      claim(key_of(suffix, Form::kSuffix, ""), suffix,
            {Owner::kDenied, entries.denied(i).subject(), spot});
    }
    for (int i = 0; i < entries.infrastructure_size(); ++i) {
      const std::string& suffix = entries.infrastructure(i).suffix();
      const Spot spot{&file, file.line("infrastructure", i)};
      if (!check_name(suffix, spot)) continue;
      claim(key_of(suffix, Form::kSuffix, ""), suffix,
            {Owner::kInfrastructure, entries.infrastructure(i).kind(), spot});
    }
    for (int i = 0; i < entries.vendors_size(); ++i) {
      for (int j = 0; j < entries.vendors(i).suffixes_size(); ++j) {
        const std::string& suffix = entries.vendors(i).suffixes(j);
        const Spot spot{&file, file.line("vendors", i, "suffixes", j)};
        if (!check_name(suffix, spot)) continue;
        claim(key_of(suffix, Form::kSuffix, ""), suffix,
              {Owner::kVendor, entries.vendors(i).name(), spot});
      }
    }
    for (int i = 0; i < entries.tools_size(); ++i) {
      for (int j = 0; j < entries.tools(i).hosts_size(); ++j) check_tool_host(file, i, j);
    }
  }
  if (!whole_) claim_shipped();
  check_size();
  check_denied();
}

// A catalog beyond the limits is refused by every device; said once, where the first one too many
// stands.
void Checker::check_size() {
  std::size_t tools = whole_ ? 0 : input_.shipped->tools().size();
  std::size_t hosts = whole_ ? 0 : input_.shipped->hosts().size();
  for (const TextCatalog& file : input_.files) {
    for (int i = 0; i < file.message().tools_size(); ++i) {
      hosts += static_cast<std::size_t>(file.message().tools(i).hosts_size());
      if (++tools <= kMaximumTools && hosts <= kMaximumHosts) continue;
      fault({&file, file.line("tools", i)}, "more than " + std::to_string(kMaximumTools) +
                                                " tools or " + std::to_string(kMaximumHosts) +
                                                " hosts; devices refuse that, leave some out");
      return;
    }
  }
}

bool Checker::check_name(const std::string& suffix, const Spot& spot) {
  const std::string what = fault_of_form(suffix);
  if (!what.empty()) fault(spot, what);
  return what.empty();
}

void Checker::check_tool_host(const TextCatalog& file, int tool, int host) {
  const v1::Tool& entry = file.message().tools(tool);
  const v1::Host& row = entry.hosts(host);
  const Spot spot{&file, file.line("tools", tool, "hosts", host)};
  if (!check_name(row.suffix(), spot)) return;
  const std::string who = "host '" + row.suffix() + "'";
  if (row.role() <= 0 || row.role() >= kRoleCount)
    fault(spot, who + " has no role; give it one of HostRole");
  if (row.evidence() < 0 || row.evidence() > v1::HOST_EVIDENCE_OUTSIDERS)
    fault(spot, who + " has an evidence that is none of HostEvidence; leave it out");
  const std::string& label = row.left_label();
  if (!label.empty() &&
      (row.exact() || label.size() < 2 || label.front() != '*' ||
       label.find('*', 1) != std::string::npos || label.find('.') != std::string::npos)) {
    fault(spot, who + " has the left label '" + label +
                    "'; write a star and one label's ending, as in *-my, without `exact`");
  }
  const Form form = row.exact() ? Form::kExact : label.empty() ? Form::kSuffix : Form::kLeftLabel;
  if (form == Form::kSuffix && input_.suffixes->contains(row.suffix())) {
    fault(spot, who +
                    " is a public suffix: strangers register names under it; name the tool's own "
                    "hosts, or make it `exact`");
  }
  claim(key_of(row.suffix(), form, label), row.suffix(), {Owner::kTool, entry.id(), spot});
}

void Checker::claim(const ClaimKey& key, const std::string& suffix, const Claim& claim) {
  const auto [at, fresh] = claims_.emplace(key, claim);
  if (fresh) return;
  const Claim& first = at->second;
  fault(claim.spot, "host '" + suffix + "' stands " + place(first.spot) + " already, under '" +
                        first.subject +
                        "'; a name belongs to one entry: keep it where it is right");
}

// The shipped rows, save those of entries that the files bring anew.
void Checker::claim_shipped() {
  const Catalog& shipped = *input_.shipped;
  for (const HostRow& row : shipped.hosts()) {
    const std::string suffix(shipped.suffix(row));
    const std::string subject(row.owner == Owner::kTool ? shipped.tool_of(row).id
                                                        : shipped.word(row));
    if (row.owner == Owner::kDenied) denied_.emplace(suffix, subject);
    if (row.owner == Owner::kTool && tools_.at(subject).file != nullptr) continue;
    const std::string ending =
        row.form == Form::kLeftLabel ? "*" + std::string(shipped.label_ending(row)) : "";
    const auto [at, fresh] =
        claims_.emplace(key_of(suffix, row.form, ending), Claim{row.owner, subject, {}});
    const Claim& first = at->second;
    if (fresh || (first.owner == row.owner && row.owner != Owner::kTool)) continue;
    fault(first.spot, "host '" + suffix + "' stands in the shipped catalog already, under '" +
                          subject + "'; a name belongs to one entry: keep it where it is right");
  }
}

// No tool's host lies under a denied name: it would be dropped, and nobody would know why.
void Checker::check_denied() {
  for (const auto& [key, claim] : claims_) {
    if (claim.owner != Owner::kTool) continue;
    const std::string host = key.substr(0, key.find('\t'));
    for (const std::string& suffix : suffixes_of(host)) {
      const auto denied = denied_.find(suffix);
      if (denied == denied_.end()) continue;
      fault(claim.spot, "host '" + host + "' of tool '" + claim.subject + "' is private life (" +
                            denied->second + ", denied '" + suffix +
                            "'); remove the one or the other");
      break;
    }
  }
}

}  // namespace desirepath::catalog
