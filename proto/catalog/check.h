#pragma once

// `check` looks for every fault in the catalog's textproto, and says of each where it is and how to
// mend it.
//
// `desirepath-collector catalog check` runs it on the files it is given; so does the collector
// before it signs a revision. Files that bring no `revision` are additions or changes: they are
// checked among what the shipped catalog has, in which an entry of the same id gives way. Files
// that do are a whole catalog of their own.
//
// What it finds: ids and numbers that are missing, misformed, twice there, changed or reused ·
// needs, tools and vendors that are named and do not exist, vendors that own each other · hosts
// that are no names, public suffixes, private matters, or under two entries · roles, forms,
// countries, dates and subjects that are not of the list.
//
// Limits: kMaximumFaults, then it stops. Threads: pure.

#include <span>
#include <string>
#include <vector>

#include "desirepath/v1/catalog.pb.h"
#include "proto/catalog/catalog.h"
#include "proto/catalog/numbers_lock.h"
#include "proto/catalog/public_suffix.h"
#include "proto/catalog/text_catalog.h"

namespace desirepath::catalog {

constexpr std::size_t kMaximumFaults = 1000;

struct Fault {
  std::string file;
  int line = 0;
  std::string what;  // the fault and, after a semicolon, the mend
};

struct CheckInput {
  std::span<const TextCatalog> files;
  const Catalog* shipped = nullptr;   // null: the files stand alone
  const NumbersLock* lock = nullptr;  // null: numbers are compared with the shipped catalog's
  const PublicSuffixes* suffixes = nullptr;  // never null
  bool own =
      false;  // an organisation's own entries: they get their numbers when they are published
};

// What one source's facts answer.
std::vector<RiskSubject> subjects_of(const v1::RiskFacts& facts);

// By file and line; empty: the catalog is sound.
std::vector<Fault> check(const CheckInput& input);

}  // namespace desirepath::catalog
