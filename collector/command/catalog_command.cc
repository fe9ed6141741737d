#include "collector/command/catalog_command.h"

#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "collector/command/catalog_check.h"
#include "collector/command/catalog_explain.h"
#include "collector/command/catalog_import.h"
#include "collector/command/catalog_publish.h"
#include "collector/command/deed.h"
#include "collector/policy/catalog_in_force.h"
#include "proto/catalog/shipped.h"

namespace desirepath::command {
namespace {

// The catalog of the build, or that of an installation with its own tools.
absl::StatusOr<catalog::Catalog> catalog_of(const Invocation& invocation) {
  if (invocation.dir.empty()) return catalog::Catalog::unpack(catalog::shipped());
  const absl::StatusOr<collector::Settings> settings =
      collector::load_settings(config_file(invocation));
  if (!settings.ok()) return absl::InvalidArgumentError(settings.status().message());
  return policy::published_catalog(settings->paths);
}

void add_dir(CLI::App& command, Invocation& invocation) {
  command.add_option("--dir", invocation.dir,
                     "a folder that init made: its catalog in force, your own tools among it");
}

void add_check(CLI::App& group, Invocation& invocation) {
  struct Options {
    std::vector<std::string> files;
    std::string suffix_list;
  };
  auto options = std::make_shared<Options>();
  CLI::App* check = add_bare_command(
      group, "check", "find every fault in catalog textproto", invocation,
      [options, &invocation]() -> absl::Status {
        const absl::StatusOr<catalog::Catalog> catalog = catalog_of(invocation);
        if (!catalog.ok()) return catalog.status();
        return check_catalog(*catalog,
                             {options->files, options->suffix_list, !invocation.dir.empty()},
                             std::cout, std::cerr);
      });
  add_dir(*check, invocation);
  check->add_option("FILE", options->files, "textproto, a folder of it, or numbers.lock")
      ->required();
  check->add_option("--public-suffixes", options->suffix_list,
                    "a newer public_suffix_list.dat than this machine's own");
}

void add_explain(CLI::App& group, Invocation& invocation) {
  struct Options {
    std::vector<std::string> hosts;
    std::string format = "table";
  };
  auto options = std::make_shared<Options>();
  CLI::App* explain = add_bare_command(
      group, "explain", "which tool a host belongs to, by which rule, and whether contact is use",
      invocation, [options, &invocation]() -> absl::Status {
        const absl::StatusOr<catalog::Catalog> catalog = catalog_of(invocation);
        if (!catalog.ok()) return catalog.status();
        return explain_hosts(*catalog, options->hosts, options->format == "json", std::cin,
                             std::cout);
      });
  add_dir(*explain, invocation);
  explain->add_option("HOST", options->hosts, "host names, or - for one a line on standard input")
      ->required();
  explain->add_option("--format", options->format, "table or json, one object a line")
      ->check(CLI::IsMember({"table", "json"}));
}

void add_import(CLI::App& group, Invocation& invocation) {
  auto options = std::make_shared<ImportOptions>();
  CLI::App* import = add_bare_command(
      group, "import", "map another system's list of applications onto our tools", invocation,
      [options] { return import_apps(*options, std::cout, std::cerr); });
  import->add_option("FILE", options->file, "the export: CSV, or JSON of the Graph interface");
  import->add_option("--from", options->from, "where the export comes from")
      ->check(CLI::IsMember({"defender", "netskope", "csv"}));
  import->add_option("--vendor-list", options->vendor_list,
                     "a vendor's published list of its hosts, text or JSON");
  import->add_option("--tool", options->tool,
                     "with --vendor-list: draft the missing hosts for this tool");
  import->add_option("--output", options->output,
                     "write the standings here instead of standard output");
  import->add_option("--draft", options->draft,
                     "write textproto for what did not map here, to be reviewed");
}

// What was done stands in the audit chain too; what was not, does not.
absl::Status noted(const collector::Settings& settings, const std::string& action,
                   const std::vector<std::string>& subjects, const absl::Status& done) {
  if (!done.ok()) return done;
  return record_deed(settings, action, absl::StrJoin(subjects, " ").substr(0, 1000));
}

void add_publish(CLI::App& group, Invocation& invocation) {
  auto options = std::make_shared<CatalogPublishOptions>();
  CLI::App* add =
      add_command(group, "add", "add or change tools of your own, for all devices", invocation,
                  [options](const collector::Settings& settings) {
                    return noted(settings, "own-tools-added", options->files,
                                 add_own_tools(*options, settings, std::cout, std::cerr));
                  });
  add->add_option("FILE", options->files, "textproto with `tools`, without numbers")->required();
  CLI::App* drop = add_command(group, "drop", "stop looking for tools of your own", invocation,
                               [options](const collector::Settings& settings) {
                                 return noted(settings, "own-tool-dropped", options->ids,
                                              drop_own_tools(*options, settings, std::cout));
                               });
  drop->add_option("ID", options->ids, "ids of your own tools")->required();
  CLI::App* publish = add_command(group, "publish",
                                  "hand the catalog to all devices: a signed draft, or the one "
                                  "of this program",
                                  invocation, [options](const collector::Settings& settings) {
                                    return noted(settings, "catalog-published", {},
                                                 publish_catalog(*options, settings, std::cout));
                                  });
  publish->add_option("--draft", options->draft, "the draft that the staff side has signed");
  for (CLI::App* command : {add, publish})
    command->add_option("--key", options->key, "a staff key's file, if it is at hand here");
  CLI::App* sign =
      add_bare_command(group, "sign", "sign a draft, on the signer's machine", invocation,
                       [options] { return sign_catalog(*options, std::cout); });
  sign->add_option("FILE", options->draft, "the draft; the signature is put into it")->required();
  sign->add_option("--key", options->key, "the staff key's file")->required();
}

}  // namespace

void add_catalog_command(CLI::App& app, Invocation& invocation) {
  CLI::App* group = add_group(app, "catalog", "the tools, their needs and their hosts");
  add_check(*group, invocation);
  add_explain(*group, invocation);
  add_import(*group, invocation);
  add_publish(*group, invocation);
}

}  // namespace desirepath::command
