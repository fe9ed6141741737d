#pragma once

// Notices as signed documents: what `verify_bundle` and the commands that write them check.
//
// Above the limits of notice.h the bundle is refused, and so it is when a notice lacks a signature
// that some policy of the chain names. One that has ended, or whose signers' keys were replaced
// since, is left out. Errors: kInvalidArgument; the text names the notice. Threads: pure functions.

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "desirepath/v1/policy.pb.h"
#include "proto/policy/policy.h"

namespace desirepath::policy {

absl::StatusOr<Notice> check_notice(const v1::Notice& message);
v1::Notice message_of(const Notice& notice);

// What of the two signatures is there, by keys of the policies that are not replaced at `now`.
struct NoticeHands {
  bool organisation = false;  // the curation key
  bool staff = false;         // a staff key; the auditor's where there is no staff body
};
NoticeHands hands_on_notice(const v1::SignedDocument& document, const Bundle& bundle,
                            absl::Time now);

// Puts those in force into `bundle`, whose policies are read.
absl::Status read_notices(const v1::PolicyBundle& message, absl::Time now, Bundle& bundle);

}  // namespace desirepath::policy
