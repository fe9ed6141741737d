#include "collector/audit_pack_page.h"

#include <boost/json/serialize.hpp>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "collector/command/audit_pack.h"
#include "collector/curation/audit_chain.h"
#include "collector/curation/curation_database.h"
#include "collector/workplace/fields.h"
#include "proto/seal/encoding.h"

namespace desirepath::collector {
namespace {

using boost::json::object;

absl::StatusOr<command::AuditAsked> asked_in(const object& body) {
  if (absl::Status s = workplace::check_members(body, {"from", "to", "format", "language"});
      !s.ok()) {
    return s;
  }
  command::AuditAsked asked;
  for (const auto& [name, text] : {std::pair{"from", &asked.from}, std::pair{"to", &asked.to}}) {
    absl::StatusOr<std::string> given = workplace::text_of(body, name, {1, 64});
    if (!given.ok()) return given.status();
    *text = *std::move(given);
  }
  const absl::StatusOr<std::string> format = workplace::text_of(body, "format");
  if (!format.ok()) return format.status();
  if (*format != "pdf" && *format != "json") {
    return absl::InvalidArgumentError("format: give pdf or json");
  }
  asked.pdf = *format == "pdf";
  const absl::StatusOr<std::string> language = workplace::text_of(body, "language", {0, 8});
  if (!language.ok()) return language.status();
  asked.language = fields::parse_language(*language).value_or(fields::Language::kEnglish);
  return asked;
}

absl::Status note(const Settings& settings, const api::Call& call, absl::Time now) {
  absl::StatusOr<curation::CurationDatabase> curation =
      curation::CurationDatabase::open(settings.paths.curation_db().string());
  if (!curation.ok()) return curation.status();
  curation::AuditEntry entry;
  entry.by = call.person.name;
  entry.action = "audit-pack-made";
  entry.detail = boost::json::serialize(call.body);
  entry.at = now;
  return curation::AuditChain(curation->database()).append(std::move(entry));
}

absl::StatusOr<api::Outcome> make(const Settings& settings, const api::Call& call) {
  const absl::StatusOr<command::AuditAsked> asked = asked_in(call.body);
  if (!asked.ok()) return asked.status();
  const absl::Time now = absl::Now();
  const absl::StatusOr<command::SignedPack> pack = command::make_audit_pack(settings, *asked, now);
  if (!pack.ok()) return pack.status();
  if (absl::Status s = note(settings, call, now); !s.ok()) return s;
  return api::Outcome{.body = object{{"name", pack->name},
                                     {"type", asked->pdf ? "application/pdf" : "application/json"},
                                     {"octets", seal::to_base64(seal::octets(pack->octets))},
                                     {"signature_name", absl::StrCat(pack->name, ".signature")},
                                     {"signature", pack->signature}}};
}

}  // namespace

api::Operation audit_pack_page(const Settings& settings) {
  return [settings](const api::Call& call) { return make(settings, call); };
}

}  // namespace desirepath::collector
