#include "collector/command/audit_report_command.h"

#include <filesystem>
#include <iostream>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "collector/command/audit_pack.h"
#include "collector/command/deed.h"
#include "collector/policy/atomic_file.h"
#include "collector/policy/detached_signature.h"
#include "collector/policy/key_file.h"

namespace desirepath::command {
namespace {

constexpr unsigned kMode = 0644;

struct PackOptions {
  std::string from;
  std::string to;
  std::string format = "pdf";
  std::string language = "en";
  std::string out;
};

struct CheckOptions {
  std::string file;
  std::string key;
};

std::string signature_of(const std::string& file) { return absl::StrCat(file, ".signature"); }

absl::Status make(const PackOptions& options, const collector::Settings& settings) {
  AuditAsked asked{options.from, options.to, options.format == "pdf",
                   fields::parse_language(options.language).value()};
  const absl::Time now = absl::Now();
  std::cerr << "reading the tables and attacking a made-up fleet; some seconds\n";
  const absl::StatusOr<SignedPack> pack = make_audit_pack(settings, asked, now);
  if (!pack.ok()) return pack.status();
  const std::string file = std::filesystem::absolute(options.out).string();
  if (absl::Status s = policy::write_file_atomically(file, pack->octets, kMode); !s.ok()) return s;
  if (absl::Status s = policy::write_file_atomically(signature_of(file), pack->signature, kMode);
      !s.ok()) {
    return s;
  }
  const absl::Status noted =
      record_deed(settings, "audit-pack-made", absl::StrCat(options.from, " to ", options.to),
                  {{"format", options.format}});
  if (!noted.ok()) return noted;
  std::cout << options.out << "\n" << signature_of(options.out) << "\n";
  return absl::OkStatus();
}

absl::Status check(const CheckOptions& options) {
  const absl::StatusOr<std::string> octets = policy::read_file(options.file);
  if (!octets.ok()) return octets.status();
  const absl::StatusOr<std::string> text = policy::read_file(signature_of(options.file));
  if (!text.ok()) return text.status();
  const absl::StatusOr<policy::PublicKey> key = policy::read_public_key(options.key);
  if (!key.ok()) return key.status();
  if (absl::Status s = policy::check_detached_signature(*text, *octets, *key); !s.ok()) return s;
  std::cout << "sound: signed by the curation key, and not altered since\n" << *text;
  return absl::OkStatus();
}

}  // namespace

void add_audit_report_commands(CLI::App& report, Invocation& invocation) {
  auto options = std::make_shared<PackOptions>();
  CLI::App* pack = add_command(
      report, "audit", "for the auditor: bounds, controls, decisions and proofs, signed",
      invocation, [options](const collector::Settings& s) { return make(*options, s); });
  pack->add_option("--from", options->from, "the first window, by its name")->required();
  pack->add_option("--to", options->to, "the last one")->required();
  pack->add_option("--format", options->format, "pdf or json")
      ->capture_default_str()
      ->check(CLI::IsMember({"pdf", "json"}));
  pack->add_option("--language", options->language, "en, fi or de")
      ->capture_default_str()
      ->check(CLI::IsMember({"en", "fi", "de"}));
  pack->add_option("--out", options->out, "the file; its signature is FILE.signature")->required();
  auto given = std::make_shared<CheckOptions>();
  CLI::App* verify = add_bare_command(report, "audit-check", "whether an audit pack is sound",
                                      invocation, [given] { return check(*given); });
  verify->add_option("FILE", given->file, "the pack; FILE.signature lies beside it")->required();
  verify->add_option("--key", given->key, "the public curation key: its file, or 64 hex digits")
      ->required();
}

}  // namespace desirepath::command
