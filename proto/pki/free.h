#pragma once

// `Free` gives an object of OpenSSL back with its own function: the deleter of a unique_ptr.
//
// owners.h and collector/oidc/signature.cc own with it what each of them uses.

namespace desirepath::pki {

template <auto kFree>
struct Free {
  template <typename T>
  void operator()(T* object) const {
    kFree(object);
  }
};

}  // namespace desirepath::pki
