#include "collector/policy/draft_file.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "collector/policy/atomic_file.h"

namespace desirepath::policy {

absl::StatusOr<DraftFile> read_draft_file(const std::filesystem::path& path) {
  const absl::StatusOr<std::string> octets = read_file(path);
  if (!octets.ok()) return octets.status();
  DraftFile file;
  v1::Policy policy;
  if (!file.published.ParseFromString(*octets) || file.published.policies_size() == 0 ||
      !policy.ParseFromString(
          file.published.policies(file.published.policies_size() - 1).payload())) {
    return absl::InvalidArgumentError(
        absl::StrCat(path.string(), ": not a draft of a policy, make one with \"policy draft\""));
  }
  file.draft = file.published.policies(file.published.policies_size() - 1);
  file.published.mutable_policies()->RemoveLast();
  return file;
}

absl::Status write_draft_file(const std::filesystem::path& path, const v1::PolicyBundle& published,
                              const v1::SignedDocument& draft) {
  v1::PolicyBundle file;
  *file.mutable_policies() = published.policies();
  *file.add_policies() = draft;
  return write_file_atomically(path, file.SerializeAsString(), 0644);
}

}  // namespace desirepath::policy
