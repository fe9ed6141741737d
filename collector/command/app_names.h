#pragma once

// `tools_by_name` finds a tool by what other systems call it: "Microsoft Yammer", "G Suite",
// "JIRA".
//
// Imports ask it when an application comes without domains, or with domains that are no tool's. A
// tool goes by its id, its name, the parts of its name ("SharePoint Online & OneDrive for
// Business"), its vendor in front of each, and by names it had or has elsewhere
// (proto/catalog/names_elsewhere.csv). Names are compared by letters and digits alone.
//
// Limits: none of its own. Threads: immutable.

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "proto/catalog/catalog.h"

namespace desirepath::command {

class ToolNames {
 public:
  // `catalog` must outlive it.
  explicit ToolNames(const catalog::Catalog& catalog);

  // Null: no tool goes by it, or more than one does.
  [[nodiscard]] const catalog::Tool* find(std::string_view name) const;

 private:
  void add(std::string name, const catalog::Tool& tool);

  std::map<std::string, const catalog::Tool*> by_name_;
};

// The rows of proto/catalog/names_elsewhere.csv.
void for_each_name_elsewhere(
    const std::function<void(std::string_view name, std::string_view id)>& visit);

// Letters in lower case, and digits if asked for.
std::string reduced(std::string_view text, bool digits);

}  // namespace desirepath::command
