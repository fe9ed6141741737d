#include "collector/command/prove_command.h"

#include <filesystem>
#include <iostream>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "collector/policy/atomic_file.h"
#include "collector/policy/bundle_edit.h"
#include "collector/policy/catalog_in_force.h"
#include "collector/proof/report.h"

namespace desirepath::command {
namespace {

constexpr unsigned kReportMode = 0644;

struct ProveOptions {
  bool here = false;
  std::string output = "prove-privacy.pdf";
  std::string language = "en";
  std::uint64_t seed = 1;
};

absl::Status prove(const ProveOptions& options, const collector::Settings& settings) {
  if (!options.here) {
    return absl::InvalidArgumentError(
        "prove-privacy: say --here to attack a made-up fleet of this installation's departments");
  }
  const absl::StatusOr<policy::Bundle> bundle =
      policy::load_own_bundle(settings.paths, absl::Now());
  if (!bundle.ok()) return bundle.status();
  const absl::StatusOr<catalog::Catalog> catalog = policy::catalog_in_force(*bundle);
  if (!catalog.ok()) return catalog.status();
  const publish::Dictionary dictionary = publish::dictionary_of(*bundle, *catalog, "made up");
  std::cerr << "playing two weeks of a made-up fleet and attacking them; some seconds\n";
  const absl::StatusOr<proof::Proof> proof = proof::prove(dictionary, options.seed);
  if (!proof.ok()) return proof.status();
  const fields::Language language = fields::parse_language(options.language).value();
  const absl::StatusOr<std::string> pdf = proof::proof_pdf(*proof, language);
  if (!pdf.ok()) return pdf.status();
  if (absl::Status s = policy::write_file_atomically(std::filesystem::absolute(options.output),
                                                     *pdf, kReportMode);
      !s.ok()) {
    return s;
  }
  std::cout << proof::proof_text(*proof, language);
  std::cerr << "written to " << options.output << "\n";
  if (proof->kept()) return absl::OkStatus();
  return absl::InternalError("a promise was not kept; the report says which");
}

}  // namespace

void add_prove_command(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<ProveOptions>();
  CLI::App* command = add_command(
      app, "prove-privacy", "attack this installation's promise and write what came of it",
      invocation,
      [options](const collector::Settings& settings) { return prove(*options, settings); });
  command->add_flag("--here", options->here,
                    "take the signed policy, departments and headcounts; no use data");
  command->add_option("--output", options->output, "the report (PDF)")->capture_default_str();
  command->add_option("--language", options->language, "en, fi or de")
      ->check(CLI::IsMember({"en", "fi", "de"}))
      ->capture_default_str();
  command->add_option("--seed", options->seed, "of the made-up fleet")->capture_default_str();
}

}  // namespace desirepath::command
