#include "agent/console/policy_json.h"

#include <boost/json/array.hpp>

#include "absl/strings/str_cat.h"
#include "agent/console/members.h"
#include "proto/policy/change.h"
#include "proto/policy/words.h"
#include "proto/seal/encoding.h"

namespace desirepath::console {
namespace {

std::string date(std::int64_t seconds) {
  return absl::FormatTime("%Y-%m-%d", absl::FromUnixSeconds(seconds), absl::UTCTimeZone());
}

boost::json::array questions(const policy::Policy& policy, fields::Language language) {
  boost::json::array words;
  for (const std::uint32_t kind : policy.kinds) {
    words.emplace_back(policy::kind_words(kind, language));
  }
  return words;
}

boost::json::array departments(const policy::Policy& policy) {
  boost::json::array all;
  for (const policy::Department& one : policy.departments) {
    all.push_back(
        boost::json::object{{"id", one.id}, {"name", one.name}, {"devices", one.devices}});
  }
  return all;
}

}  // namespace

boost::json::object policy_to_json(const policy::Bundle* bundle, const policy::Policy* in_force,
                                   policy::Validity validity, absl::Time now,
                                   fields::Language language) {
  boost::json::object object{{"validity", policy::validity_words(validity)}};
  if (bundle == nullptr) return object;
  object["hash"] = seal::to_hex(bundle->policy_hash);
  if (in_force == nullptr) return object;
  object["number"] = in_force->number;
  object["organisation"] = in_force->organisation;
  object["lab"] = in_force->lab();
  object["k"] = in_force->k;
  object["department_floor"] = in_force->department_floor;
  object["ends"] = date(in_force->ends);
  object["hold_hours"] = in_force->hold_hours;
  object["second_signature"] = in_force->no_staff_body
                                   ? "the auditor's: this organisation has no staff body"
                                   : "the staff's";
  object["questions"] = questions(*in_force, language);
  object["departments"] = departments(*in_force);
  boost::json::array& observed = object["observed_without_agent"].emplace_array();
  for (const std::string& network : policy::observed_sentences(*in_force)) {
    observed.emplace_back(network);
  }
  if (bundle->policy.number != in_force->number) {
    boost::json::array changes;
    for (const policy::Change& change : policy::changes_between(*in_force, bundle->policy)) {
      changes.emplace_back(change.words);
    }
    object["coming"] = changes;
    object["coming_number"] = bundle->policy.number;
    object["coming_from"] = date(std::max(bundle->policy.not_before, absl::ToUnixSeconds(now)));
  }
  return object;
}

std::string policy_to_text(const boost::json::object& policy) {
  std::string text;
  const boost::json::value* number = policy.if_contains("number");
  if (number == nullptr) return text_of(policy, "validity") + "\n";
  absl::StrAppend(&text, text_of(policy, "organisation"), ", policy ",
                  number->to_number<std::uint32_t>(), ": ", text_of(policy, "validity"), ", ends ",
                  text_of(policy, "ends"), "\n");
  if (policy.at("lab").as_bool()) text += "LAB: figures of this device are not anonymous\n";
  absl::StrAppend(&text, "hash              ", text_of(policy, "hash"), "\n");
  absl::StrAppend(&text, "second signature  ", text_of(policy, "second_signature"), "\n");
  absl::StrAppend(&text, "published from    ", policy.at("k").to_number<std::uint32_t>(),
                  " devices\n");
  text += "what is asked:\n";
  for (const boost::json::value& question : policy.at("questions").as_array()) {
    absl::StrAppend(&text, "  ", std::string(question.as_string()), "\n");
  }
  const boost::json::value* observed = policy.if_contains("observed_without_agent");
  if (observed != nullptr && !observed->as_array().empty()) {
    text += "devices without an agent are counted by gateways, only here:\n";
    for (const boost::json::value& network : observed->as_array()) {
      absl::StrAppend(&text, "  ", std::string(network.as_string()), "\n");
    }
  }
  if (const boost::json::value* coming = policy.if_contains("coming")) {
    absl::StrAppend(&text, "what will change from ", text_of(policy, "coming_from"), ":\n");
    for (const boost::json::value& change : coming->as_array()) {
      absl::StrAppend(&text, "  ", std::string(change.as_string()), "\n");
    }
  }
  return text;
}

}  // namespace desirepath::console
