#pragma once

// Notices from draft to devices: what `notice draft|sign|send|withdraw` do to files.
//
// A draft goes from hand to hand as a file like a policy's (draft_file.h): a serialized
// PolicyBundle with the policies published so far and the one notice. The staff side signs it on a
// machine of its own; `send` adds the curation key's signature and puts it into the bundle, from
// which every device gets it at its next contact. Withdrawing one takes no signature: it only takes
// away.
//
// Source: privacy.md, Decisions 6 and 9. Errors: kInvalidArgument (not such a file; a device would
// refuse it), kFailedPrecondition (the staff side has not signed), kNotFound, those of BundleEdit.

#include <cstdint>
#include <filesystem>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/curation/curation_database.h"
#include "collector/store/paths.h"
#include "desirepath/v1/policy.pb.h"
#include "proto/policy/policy.h"

namespace desirepath::policy {

struct NoticeFile {
  v1::PolicyBundle published;  // policies only
  v1::SignedDocument document;
  Notice notice;
};

// `name` is what errors call it: the file's name.
absl::StatusOr<NoticeFile> read_notice(const std::string& octets, const std::string& name);
absl::StatusOr<NoticeFile> read_notice_file(const std::filesystem::path& path);

// `published`: of it the policies are written.
std::string notice_octets(const v1::PolicyBundle& published, const v1::SignedDocument& document);
absl::Status write_notice_file(const std::filesystem::path& path, const v1::PolicyBundle& published,
                               const v1::SignedDocument& document);

// The number of the next notice; it is taken whether or not the notice is ever sent.
absl::StatusOr<std::uint32_t> take_notice_number(curation::CurationDatabase& curation);

absl::Status send_notice(const store::Paths& paths, v1::SignedDocument document, absl::Time now);

// kNotFound: no such notice is in the bundle.
absl::Status withdraw_notice(const store::Paths& paths, std::uint32_t number, absl::Time now);

}  // namespace desirepath::policy
