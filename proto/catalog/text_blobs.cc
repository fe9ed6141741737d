#include "proto/catalog/text_blobs.h"

#include "proto/embed/embedded_file.h"

DESIREPATH_EMBED(descriptor, DESIREPATH_DESCRIPTOR_FILE)
DESIREPATH_EMBED(text, DESIREPATH_TEXT_FILE)
DESIREPATH_EMBED(names, DESIREPATH_NAMES_FILE)

namespace desirepath::catalog {

std::string_view descriptor_octets() { return ::descriptor_octets(); }

std::string_view shipped_text() { return text_octets(); }

std::string_view names_elsewhere() { return names_octets(); }

}  // namespace desirepath::catalog
