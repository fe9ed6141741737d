#pragma once

// The catalog in force: the one that a bundle carries, or the one compiled in while it carries
// none.
//
// The server, its commands and the publication of policies and catalogs ask here and nowhere else.
// Errors: those of Catalog::unpack and BundleEdit::open. Threads: pure functions;
// `published_catalog` reads the bundle's file.

#include "absl/status/statusor.h"
#include "collector/store/paths.h"
#include "desirepath/v1/catalog.pb.h"
#include "desirepath/v1/policy.pb.h"
#include "proto/catalog/catalog.h"
#include "proto/policy/policy.h"

namespace desirepath::policy {

absl::StatusOr<catalog::Catalog> catalog_in_force(const Bundle& bundle);

// As a message, of a bundle that is being edited.
v1::Catalog catalog_message(const v1::PolicyBundle& bundle);
v1::Catalog shipped_message();

// Of the bundle that `paths` has published.
absl::StatusOr<catalog::Catalog> published_catalog(const store::Paths& paths);

}  // namespace desirepath::policy
