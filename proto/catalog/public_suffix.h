#pragma once

// `PublicSuffixes` knows the names under which strangers register theirs: com, co.uk, github.io.
//
// The catalog's check asks it, so that no such name becomes a tool's: whoever has a page under
// github.io would count as a user of the tool. The list is the newer of the system's (package
// publicsuffix) and the one libpsl was built with, or a file the administrator names. This is the
// one user of libpsl; the agent does not carry it.
//
// Errors: kNotFound: the named file cannot be read. Threads: immutable.

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace desirepath::catalog {

class PublicSuffixes {
 public:
  // The newest list on this machine.
  static absl::StatusOr<PublicSuffixes> latest();
  // A list in the form of publicsuffix.org.
  static absl::StatusOr<PublicSuffixes> from_file(const std::string& path);

  // Whether `host`, in its compared form, is itself a public suffix.
  [[nodiscard]] bool contains(std::string_view host) const;

  // The name its owner registered: "b.co.uk" of "a.b.co.uk"; empty for a public suffix itself.
  [[nodiscard]] std::string registrable(std::string_view host) const;

 private:
  struct Free {
    void operator()(void* list) const;
  };
  explicit PublicSuffixes(void* list) : list_(list) {}

  std::unique_ptr<void, Free> list_;  // psl_ctx_t
};

}  // namespace desirepath::catalog
