#pragma once

// `ProposalDesk`: the policy that waits for signatures, for those who sign it.
//
// getProposal tells the draft in words with what changes, and who has signed; getProposalFile is
// the file that `policy sign` takes on the signer's own machine, where the key is; bringSignature
// takes the signed draft back and keeps its signatures beside those that are there. No key comes
// near this server, and nothing is published here: `policy publish` does that, once both have
// signed.
//
// Errors: 404 for the file and a signature without a draft, 409 where another draft was signed
// meanwhile, 400 where what is brought has no new signature of a key that the draft or the policy
// before it names.

#include "collector/api/operation.h"
#include "collector/workplace/office.h"

namespace desirepath::workplace {

void add_proposal_operations(const Office& office, api::Operations& operations);

}  // namespace desirepath::workplace
