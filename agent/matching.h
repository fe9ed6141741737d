#pragma once

// `Matching` is a catalog with the matcher that reads it: what a device and its capture thread hold
// together.
//
// `Device` makes one whenever the revision changes; the capture loop keeps its own until it is
// begun anew, so that neither waits for the other. Threads: immutable.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "agent/match/matcher.h"
#include "proto/catalog/catalog.h"

namespace desirepath::agent {

struct Matching {
  // `removed`: hosts that this machine's administrator takes out.
  Matching(catalog::Catalog read, const std::vector<std::string>& removed)
      : catalog(std::move(read)), matcher(catalog, removed) {}
  Matching(const Matching&) = delete;
  Matching& operator=(const Matching&) = delete;

  const catalog::Catalog catalog;
  const match::Matcher matcher;  // after the catalog: it reads it
};

}  // namespace desirepath::agent
