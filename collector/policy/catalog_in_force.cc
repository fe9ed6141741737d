#include "collector/policy/catalog_in_force.h"

#include "collector/policy/bundle_edit.h"
#include "proto/catalog/shipped.h"

namespace desirepath::policy {

absl::StatusOr<catalog::Catalog> catalog_in_force(const Bundle& bundle) {
  const std::string& packed = bundle.catalog.packed;
  return catalog::Catalog::unpack(packed.empty() ? catalog::shipped() : std::string_view(packed));
}

v1::Catalog catalog_message(const v1::PolicyBundle& bundle) {
  if (!bundle.has_catalog()) return shipped_message();
  v1::Catalog message;
  message.ParseFromString(bundle.catalog().payload());
  return message;
}

v1::Catalog shipped_message() {
  v1::Catalog message;
  const std::string_view octets = catalog::shipped();
  message.ParseFromArray(octets.data(), static_cast<int>(octets.size()));
  return message;
}

absl::StatusOr<catalog::Catalog> published_catalog(const store::Paths& paths) {
  absl::StatusOr<BundleEdit> edit = BundleEdit::open(paths);
  if (!edit.ok()) return edit.status();
  return catalog::Catalog::unpack(catalog_message(edit->message()).SerializeAsString());
}

}  // namespace desirepath::policy
