#include "proto/catalog/shipped.h"

#include "proto/embed/embedded_file.h"

DESIREPATH_EMBED(catalog, DESIREPATH_CATALOG_FILE)

namespace desirepath::catalog {

std::string_view shipped() { return catalog_octets(); }

}  // namespace desirepath::catalog
