#include <algorithm>
#include <array>
#include <string>

#include "proto/catalog/checker.h"
#include "proto/catalog/private_matters.h"

namespace desirepath::catalog {
namespace {

constexpr std::size_t kMaximumId = 64;
constexpr std::size_t kMaximumWords = 400;

// Lower-case letters and digits in groups, one hyphen between.
bool is_kebab_case(std::string_view id) {
  if (id.empty() || id.size() > kMaximumId || id.front() == '-' || id.back() == '-') return false;
  if (id.find("--") != std::string_view::npos) return false;
  return std::ranges::all_of(
      id, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

bool is_country(std::string_view code) {
  return code.size() == 2 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
}

// 2025, 2025-08 or 2025-08-26.
bool is_date(std::string_view date) {
  constexpr std::string_view kForm = "dddd-dd-dd";
  if (date.size() != 4 && date.size() != 7 && date.size() != 10) return false;
  for (std::size_t i = 0; i < date.size(); ++i) {
    const bool digit = date[i] >= '0' && date[i] <= '9';
    if (kForm[i] == 'd' ? !digit : date[i] != '-') return false;
  }
  return true;
}

}  // namespace

std::vector<RiskSubject> subjects_of(const v1::RiskFacts& facts) {
  std::vector<RiskSubject> said;
  const auto add = [&said](RiskSubject subject, bool known) {
    if (known) said.push_back(subject);
  };
  add(RiskSubject::kDpaOffered, facts.dpa_offered() != v1::ANSWER_UNSPECIFIED);
  add(RiskSubject::kSoc2, facts.soc2() != v1::ANSWER_UNSPECIFIED);
  add(RiskSubject::kIso27001, facts.iso27001() != v1::ANSWER_UNSPECIFIED);
  add(RiskSubject::kSso, facts.sso() != v1::ANSWER_UNSPECIFIED);
  add(RiskSubject::kMfa, facts.mfa() != v1::ANSWER_UNSPECIFIED);
  add(RiskSubject::kTrainsOnCustomerData,
      facts.trains_on_customer_data() != v1::ANSWER_UNSPECIFIED);
  add(RiskSubject::kDataRegion, !facts.data_region().empty());
  add(RiskSubject::kBreachHistory, !facts.breach_history().empty());
  return said;
}

void Checker::check_entries() {
  for (const TextCatalog& file : input_.files) {
    const v1::Catalog& entries = file.message();
    for (int i = 0; i < entries.needs_size(); ++i) check_need(file, i);
    for (int i = 0; i < entries.tools_size(); ++i) check_tool(file, i);
    for (int i = 0; i < entries.vendors_size(); ++i) check_vendor(file, i);
    check_rows(file);
    check_label_rules(file);
  }
}

void Checker::check_label_rules(const TextCatalog& file) {
  LabelRules rules;
  for (int i = 0; i < file.message().label_rules_size(); ++i) {
    const v1::LabelRule& rule = file.message().label_rules(i);
    const Spot spot{&file, file.line("label_rules", i)};
    const int role = rule.role();
    if (role <= 0 || role >= kRoleCount || !rules.add(rule.label(), static_cast<Role>(role))) {
      fault(spot, "label rule '" + rule.label() +
                      "' is no label with the role marketing, app, api or login; write it as "
                      "labels.textproto does");
    }
    if (!label_rules_.insert(rule.label()).second) {
      fault(spot, "label rule '" + rule.label() + "' stands twice; remove one of the two");
    }
  }
}

void Checker::check_need(const TextCatalog& file, int index) {
  const v1::Need& need = file.message().needs(index);
  const Spot spot{&file, file.line("needs", index)};
  if (!is_kebab_case(need.id()))
    fault(spot, "need '" + need.id() + "': its id is not like-this; use lower case and hyphens");
  if (need.name().empty() || need.group().empty() || need.definition().empty()) {
    fault(spot, "need '" + need.id() + "' lacks name, group or definition; write all three");
  }
  check_number("need", need.id(), need.number(), {&file, file.line("needs", index, "number")});
}

void Checker::check_tool(const TextCatalog& file, int index) {
  const v1::Tool& tool = file.message().tools(index);
  const auto at = [&](const char* field) { return Spot{&file, file.line("tools", index, field)}; };
  const std::string who = "tool '" + tool.id() + "'";
  if (!is_kebab_case(tool.id()))
    fault(at("id"), who + ": its id is not like-this; use lower case and hyphens");
  if (tool.name().empty() || tool.name().size() > kMaximumWords)
    fault(at("name"), who + " has no name of its own; write `name`");
  if (tool.vendor().empty()) fault(at("vendor"), who + " has no vendor; write `vendor`");
  if (!tool.hq_country().empty() && !is_country(tool.hq_country())) {
    fault(at("hq_country"),
          who + ": '" + tool.hq_country() + "' is no country; write two capitals, or leave it out");
  }
  if (tool.hosts_size() == 0) fault(at("id"), who + " has no host; without one no name shows it");
  check_number("tool", tool.id(), tool.number(), at("number"));
  check_tool_names(file, index);
  check_risk(file, index);
}

void Checker::check_tool_names(const TextCatalog& file, int index) {
  const v1::Tool& tool = file.message().tools(index);
  const std::string who = "tool '" + tool.id() + "'";
  const auto at = [&](const char* field, int i) {
    return Spot{&file, file.line("tools", index, field, i)};
  };
  if (!needs_.contains(tool.need())) {
    fault(at("need", 0), who + " names the need '" + tool.need() +
                             "', which does not exist; take one of needs.textproto");
  }
  for (int i = 0; i < tool.other_needs_size(); ++i) {
    const std::string& need = tool.other_needs(i);
    if (needs_.contains(need) && need != tool.need()) continue;
    fault(at("other_needs", i), who + " names the other need '" + need +
                                    "', which does not exist or is its main one; remove it");
  }
  for (int i = 0; i < tool.neighbours_size(); ++i) {
    const std::string& other = tool.neighbours(i);
    if (tools_.contains(other) && other != tool.id()) continue;
    fault(at("neighbours", i), who + " names the neighbour '" + other +
                                   "', which does not exist or is itself; remove it");
  }
}

void Checker::check_risk(const TextCatalog& file, int index) {
  const v1::Tool& tool = file.message().tools(index);
  const std::string who = "tool '" + tool.id() + "': risk facts ";
  std::set<RiskSubject> answered;
  for (int i = 0; i < tool.risk_size(); ++i) {
    const v1::RiskFacts& facts = tool.risk(i);
    const Spot spot{&file, file.line("tools", index, "risk", i)};
    if (facts.source().empty())
      fault(spot, who + "without source; name it, or leave the facts unknown");
    if (!is_date(facts.date())) {
      fault(spot, who + "without date; write it as 2025-08-26, or leave the facts unknown");
    }
    const std::vector<RiskSubject> said = subjects_of(facts);
    if (said.empty())
      fault(spot, who + "that say nothing; remove them, what is left out is unknown");
    for (const RiskSubject subject : said) {
      if (answered.insert(subject).second) continue;
      fault(spot, who + "answer " + std::string(word(subject)) + " twice; keep the newer source");
    }
  }
}

void Checker::check_vendor(const TextCatalog& file, int index) {
  const v1::Vendor& vendor = file.message().vendors(index);
  const Spot spot{&file, file.line("vendors", index)};
  if (vendor.name().empty()) fault(spot, "a vendor without name; write `name`");
  if (vendor.parent().empty()) return;
  if (!vendors_.contains(vendor.parent())) {
    fault(spot, "vendor '" + vendor.name() + "' names the parent '" + vendor.parent() +
                    "', which is no vendor here; add it, or remove the line");
    return;
  }
  std::set<std::string> seen;
  std::string above = vendor.name();
  while (!above.empty()) {
    if (in_circles_.count(above) != 0) return;  // said once
    if (!seen.insert(above).second) {
      in_circles_ = seen;
      fault(spot, "vendor '" + vendor.name() +
                      "' owns itself by way of its parents; remove one `parent`");
      return;
    }
    const auto parent = vendors_.find(above);
    above = parent == vendors_.end() ? std::string() : parent->second.first;
  }
}

// Infrastructure and denied rows: what is not their host.
void Checker::check_rows(const TextCatalog& file) {
  const v1::Catalog& entries = file.message();
  for (int i = 0; i < entries.infrastructure_size(); ++i) {
    const v1::Infrastructure& row = entries.infrastructure(i);
    const Spot spot{&file, file.line("infrastructure", i)};
    if (!is_kebab_case(row.kind()))
      fault(spot, "infrastructure '" + row.suffix() + "' has no kind; write one such as \"cdn\"");
    if (!row.related_tool().empty() && !tools_.contains(row.related_tool())) {
      fault(spot, "infrastructure '" + row.suffix() + "' names the tool '" + row.related_tool() +
                      "', which does not exist");
    }
  }
  for (int i = 0; i < entries.denied_size(); ++i) {
    const v1::Denied& row = entries.denied(i);
    if (std::ranges::find(kPrivateMatters, row.subject()) != kPrivateMatters.end()) continue;
    fault({&file, file.line("denied", i)},
          "denied '" + row.suffix() + "' has the subject '" + row.subject() +
              "', which is none of the list; use one that denied.textproto has");
  }
}

void Checker::check_number(const std::string& kind, const std::string& id, std::uint32_t number,
                           const Spot& spot) {
  const std::string who = kind + " '" + id + "'";
  if (input_.own) {
    if (number != 0) {
      fault(spot, who + " has a number; leave it out, an own tool gets one when it is published");
    }
    return;
  }
  const NumbersLock::Numbers& known = kind == "tool" ? known_.tools : known_.needs;
  const auto [at, fresh] = numbers_.emplace(std::pair(kind, number), id);
  if (number == 0) {
    fault(spot, who + " has no number; give it " + std::to_string(next_free(known)) +
                    ", the next free one, and add it to numbers.lock");
    return;
  }
  if (!fresh && at->second != id) {
    fault(spot, who + " has the number " + std::to_string(number) + " of '" + at->second +
                    "'; give it " + std::to_string(next_free(known)));
    return;
  }
  const auto locked = known.find(id);
  if (locked != known.end() && locked->second != number) {
    fault(spot, who + " has the number " + std::to_string(number) + ", but its permanent one is " +
                    std::to_string(locked->second) + "; put that back");
  } else if (input_.lock != nullptr && locked == known.end()) {
    fault(spot, who + " is not in numbers.lock; add the line \"" + kind + " " +
                    std::to_string(next_free(known)) + " " + id + "\" to its end");
  }
}

}  // namespace desirepath::catalog
