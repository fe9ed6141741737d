#pragma once

// A draft of a policy as a file that goes from hand to hand until it is signed.
//
// `policy draft` and `init` write it, `policy review|sign` read it on any machine, `policy publish`
// takes it back. It is a serialized PolicyBundle that holds the policies published so far and the
// draft behind them, so that whoever reviews it sees what changes and that nothing before was
// altered.
//
// Errors: kInvalidArgument (not a draft), those of atomic_file.h.

#include <filesystem>

#include "absl/status/statusor.h"
#include "desirepath/v1/policy.pb.h"

namespace desirepath::policy {

struct DraftFile {
  v1::PolicyBundle published;  // policies only
  v1::SignedDocument draft;
};

absl::StatusOr<DraftFile> read_draft_file(const std::filesystem::path& path);

absl::Status write_draft_file(const std::filesystem::path& path, const v1::PolicyBundle& published,
                              const v1::SignedDocument& draft);

}  // namespace desirepath::policy
