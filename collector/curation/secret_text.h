#pragma once

// A secret that signs somebody in: 32 random octets as text, of which only the hash is stored.
//
// sessions.h, sign_in_links.h and api_tokens.h are made of it. The octets are uniform, so a fast
// hash is enough: there is nothing to guess.

#include <string>
#include <string_view>

#include "proto/seal/octets.h"

namespace desirepath::curation {

std::string new_secret();
seal::Key hash_of_secret(std::string_view secret);

}  // namespace desirepath::curation
