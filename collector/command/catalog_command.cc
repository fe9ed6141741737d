#include "collector/command/catalog_command.h"

#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "collector/command/catalog_check.h"
#include "collector/command/catalog_explain.h"
#include "collector/command/catalog_import.h"

namespace desirepath::command {
namespace {

void add_check(CLI::App& group, Invocation& invocation) {
  struct Options {
    std::vector<std::string> files;
    std::string suffix_list;
  };
  auto options = std::make_shared<Options>();
  CLI::App* check = add_bare_command(
      group, "check", "find every fault in catalog textproto", invocation, [options] {
        return check_catalog(options->files, options->suffix_list, std::cout, std::cerr);
      });
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
      invocation, [options] {
        return explain_hosts(options->hosts, options->format == "json", std::cin, std::cout);
      });
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

}  // namespace

void add_catalog_command(CLI::App& app, Invocation& invocation) {
  CLI::App* group = add_group(app, "catalog", "the tools, their needs and their hosts");
  add_check(*group, invocation);
  add_explain(*group, invocation);
  add_import(*group, invocation);
}

}  // namespace desirepath::command
