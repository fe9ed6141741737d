#pragma once

// `proto/seal` is the one user of libsodium: frames and their seals, keys and signatures, hashes,
// encrypted values, passwords and randomness. This header includes the room; each of its headers
// stands alone.

#include "proto/seal/cipher.h"
#include "proto/seal/encoding.h"
#include "proto/seal/frame.h"
#include "proto/seal/hash.h"
#include "proto/seal/keys.h"
#include "proto/seal/password.h"
#include "proto/seal/random.h"
