#include "proto/catalog/public_suffix.h"

#include <libpsl.h>

namespace desirepath::catalog {
namespace {

const psl_ctx_t* psl(const void* list) { return static_cast<const psl_ctx_t*>(list); }

}  // namespace

void PublicSuffixes::Free::operator()(void* list) const { psl_free(static_cast<psl_ctx_t*>(list)); }

absl::StatusOr<PublicSuffixes> PublicSuffixes::latest() {
  psl_ctx_t* list = psl_latest(nullptr);
  if (list == nullptr)
    return absl::NotFoundError(
        "no public suffix list on this machine; install the package publicsuffix");
  return PublicSuffixes(list);
}

absl::StatusOr<PublicSuffixes> PublicSuffixes::from_file(const std::string& path) {
  psl_ctx_t* list = psl_load_file(path.c_str());
  if (list == nullptr || psl_suffix_count(list) == 0) {
    psl_free(list);
    return absl::NotFoundError(
        path + ": no public suffix list; take public_suffix_list.dat of publicsuffix.org");
  }
  return PublicSuffixes(list);
}

bool PublicSuffixes::contains(std::string_view host) const {
  return psl_is_public_suffix(psl(list_.get()), std::string(host).c_str()) != 0;
}

std::string PublicSuffixes::registrable(std::string_view host) const {
  const std::string name(host);  // what is found lies in it
  const char* found = psl_registrable_domain(psl(list_.get()), name.c_str());
  return found == nullptr ? std::string() : std::string(found);
}

}  // namespace desirepath::catalog
