#pragma once

// `Places` finds the file and line that a rule of the shipped catalog stands on.
//
// `catalog explain` and the check print it beside the rule, so that a curator can open the entry.
// It reads the shipped text once, line by line; a rule's line is the one that holds its suffix and
// its form.
//
// Threads: immutable after construction.

#include <string>
#include <string_view>
#include <unordered_map>

#include "proto/catalog/catalog.h"

namespace desirepath::catalog {

class Places {
 public:
  // `text` must outlive the places: it is shipped_text() (text_blobs.h), or another in the same
  // form.
  explicit Places(std::string_view text);

  // "needs/team-chat.textproto:123"; empty if the row is of another catalog.
  [[nodiscard]] std::string find(const Catalog& catalog, const HostRow& row) const;

 private:
  struct Place {
    std::string_view file;
    int line = 0;
    Form form = Form::kSuffix;
  };

  void read_line(std::string_view text, std::string_view file, int line);

  std::unordered_multimap<std::string_view, Place> by_suffix_;
};

}  // namespace desirepath::catalog
