#pragma once

// The report of a proof: four pages a works council can read, and the same as lines for a terminal.
//
// `prove-privacy --here` prints the lines and writes the pages. Pages: what was done and whether it
// held · the attacks, each beside chance and control · the departments, with a warning where one is
// too small · what remains possible and for whom.
//
// Errors: those of Paper. Threads: pure.

#include <string>

#include "absl/status/statusor.h"
#include "collector/proof/proof.h"
#include "collector/proof/words.h"

namespace desirepath::proof {

std::string proof_text(const Proof& proof, Language language);

absl::StatusOr<std::string> proof_pdf(const Proof& proof, Language language);

}  // namespace desirepath::proof
