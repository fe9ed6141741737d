#include "collector/workplace/privacy_desk.h"

#include <boost/json/array.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "collector/policy/draft.h"
#include "proto/fields/field_register.h"
#include "proto/policy/change.h"
#include "proto/seal/encoding.h"

namespace desirepath::workplace {
namespace {

using api::Call;
using api::Outcome;
using boost::json::array;
using boost::json::object;

boost::json::string_view view(std::string_view text) { return {text.data(), text.size()}; }

fields::Language language_of(const Call& call) {
  const auto given = call.parameters.find("language");
  if (given == call.parameters.end()) return fields::Language::kEnglish;
  return fields::parse_language(given->second).value_or(fields::Language::kEnglish);
}

array fields_of(fields::Language language) {
  array all;
  for (const fields::Field& field : fields::registered()) {
    all.push_back(object{{"name", view(field.name)},
                         {"words", view(field.words[static_cast<std::size_t>(language)])},
                         {"purpose", view(field.purpose)},
                         {"sensitivity", view(field.sensitivity)},
                         {"reviewer", view(field.reviewer)},
                         {"expires", view(field.expires)}});
  }
  return all;
}

array questions(const policy::Policy& policy, fields::Language language) {
  array all;
  for (const std::uint32_t kind : policy.kinds) {
    all.push_back(boost::json::string(policy::kind_words(kind, language)));
  }
  return all;
}

object key(const char* holder, const policy::PublicKey& key) {
  return {{"holder", holder}, {"public_key", seal::to_hex(key)}};
}

array keys_of(const policy::Policy& policy) {
  array keys;
  keys.push_back(key("admin", policy.signers.admin));
  for (const policy::PublicKey& staff : policy.signers.staff) {
    keys.push_back(key(policy.no_staff_body ? "auditor" : "staff", staff));
  }
  keys.push_back(key("curation", policy.signers.curation));
  keys.push_back(key("collector", policy.signers.collector));
  return keys;
}

array departments_of(const policy::Policy& policy) {
  array all;
  for (const policy::Department& each : policy.departments) {
    all.push_back(object{{"name", each.name}, {"devices", std::int64_t{each.devices}}});
  }
  return all;
}

absl::StatusOr<Outcome> get(const Office& office, SignedGround& signed_ground, const Call& call) {
  const absl::Time now = office.clock();
  const absl::StatusOr<const Ground*> ground = signed_ground.at(now);
  if (!ground.ok()) return ground.status();
  const policy::Bundle& bundle = (*ground)->bundle;
  const policy::Policy& policy = bundle.policy;
  const fields::Language language = language_of(call);
  object body{{"organisation", policy.organisation},
              {"policy", std::int64_t{policy.number}},
              {"hash", seal::to_hex(bundle.policy_hash)},
              {"begins", policy.not_before},
              {"ends", policy.ends},
              {"withdrawn", bundle.withdrawn},
              {"staff_body", !policy.no_staff_body},
              {"profile", policy::profile_word(policy.profile)},
              {"k", std::int64_t{policy.k}},
              {"department_floor", std::int64_t{policy.department_floor}},
              {"frames", std::int64_t{policy.frames_per_window}},
              {"hold_hours", std::int64_t{policy.hold_hours}},
              {"keep_windows", std::int64_t{policy.keep_windows}},
              {"noise_epsilon", policy.noise_milli / 1000.0},
              {"strict", policy.strict},
              {"notices", std::int64_t(bundle.notices.size())},
              {"questions", questions(policy, language)},
              {"keys", keys_of(policy)},
              {"departments", departments_of(policy)},
              {"fields", fields_of(language)}};
  return Outcome{.body = std::move(body)};
}

}  // namespace

void add_privacy_operations(const Office& office, SignedGround& ground,
                            api::Operations& operations) {
  operations["getPrivacy"] = [&office, &ground](const Call& call) {
    return get(office, ground, call);
  };
}

}  // namespace desirepath::workplace
