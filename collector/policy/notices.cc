#include "collector/policy/notices.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "collector/policy/atomic_file.h"
#include "collector/policy/bundle_edit.h"
#include "collector/policy/key_file.h"
#include "proto/policy/notice_documents.h"
#include "proto/policy/signature.h"

namespace desirepath::policy {
namespace {

constexpr char kLastNumber[] = "last_notice";

std::uint32_t number_of(const v1::SignedDocument& document) {
  v1::Notice notice;
  return notice.ParseFromString(document.payload()) ? notice.number() : 0;
}

std::int64_t end_of(const v1::SignedDocument& document) {
  v1::Notice notice;
  return notice.ParseFromString(document.payload()) ? notice.ends() : 0;
}

// Takes out those that `gone` names.
template <typename Gone>
int take_out(v1::PolicyBundle& bundle, Gone gone) {
  v1::PolicyBundle kept;
  for (v1::SignedDocument& document : *bundle.mutable_notices()) {
    if (!gone(document)) *kept.add_notices() = std::move(document);
  }
  const int taken = bundle.notices_size() - kept.notices_size();
  bundle.mutable_notices()->Swap(kept.mutable_notices());
  return taken;
}

}  // namespace

absl::StatusOr<NoticeFile> read_notice(const std::string& octets, const std::string& name) {
  NoticeFile file;
  v1::Notice message;
  if (!file.published.ParseFromString(octets) || file.published.notices_size() != 1 ||
      !message.ParseFromString(file.published.notices(0).payload())) {
    return absl::InvalidArgumentError(
        absl::StrCat(name, ": not a draft of a notice, make one with \"notice draft\""));
  }
  absl::StatusOr<Notice> notice = check_notice(message);
  if (!notice.ok()) return notice.status();
  file.notice = *std::move(notice);
  file.document = file.published.notices(0);
  file.published.clear_notices();
  return file;
}

absl::StatusOr<NoticeFile> read_notice_file(const std::filesystem::path& path) {
  const absl::StatusOr<std::string> octets = read_file(path);
  return octets.ok() ? read_notice(*octets, path.string()) : octets.status();
}

std::string notice_octets(const v1::PolicyBundle& published, const v1::SignedDocument& document) {
  v1::PolicyBundle file;
  *file.mutable_policies() = published.policies();
  *file.add_notices() = document;
  return file.SerializeAsString();
}

absl::Status write_notice_file(const std::filesystem::path& path, const v1::PolicyBundle& published,
                               const v1::SignedDocument& document) {
  return write_file_atomically(path, notice_octets(published, document), 0644);
}

absl::StatusOr<std::uint32_t> take_notice_number(curation::CurationDatabase& curation) {
  absl::StatusOr<std::optional<std::string>> last = curation.setting(kLastNumber);
  if (!last.ok()) return last.status();
  std::uint32_t number = 0;
  if (last->has_value() && !absl::SimpleAtoi(**last, &number)) {
    return absl::DataLossError(
        "curation.db: the number of the last notice is not one, restore a backup");
  }
  ++number;
  if (absl::Status s = curation.set_setting(kLastNumber, absl::StrCat(number)); !s.ok()) return s;
  return number;
}

absl::Status send_notice(const store::Paths& paths, v1::SignedDocument document, absl::Time now) {
  const absl::StatusOr<Bundle> bundle = load_own_bundle(paths, now);
  if (!bundle.ok()) return bundle.status();
  const absl::StatusOr<seal::SigningKey> curation = read_key_file(paths.curation_key());
  if (!curation.ok()) return curation.status();
  sign_document(document, Document::kNotice, *curation);
  const std::uint32_t number = number_of(document);
  const NoticeHands hands = hands_on_notice(document, *bundle, now);
  if (!hands.staff) {
    return absl::FailedPreconditionError(absl::StrCat(
        "notice ", number, ": ", bundle->policy.no_staff_body ? "the auditor" : "the staff side",
        " has not signed it with a key that the policy names, have it signed by \"notice sign\""));
  }
  if (!hands.organisation) {
    return absl::FailedPreconditionError(
        absl::StrCat("notice ", number, ": the policy names another curation key than ",
                     paths.curation_key().string(), ", put that key's file there"));
  }
  if (absl::FromUnixSeconds(end_of(document)) <= now) {
    return absl::InvalidArgumentError(absl::StrCat("notice ", number, " has ended, draft it anew"));
  }
  absl::StatusOr<BundleEdit> edit = BundleEdit::open(paths);
  if (!edit.ok()) return edit.status();
  take_out(edit->message(), [&](const v1::SignedDocument& each) {
    return absl::FromUnixSeconds(end_of(each)) <= now || number_of(each) == number;
  });
  *edit->message().add_notices() = std::move(document);
  return edit->commit(now);
}

absl::Status withdraw_notice(const store::Paths& paths, std::uint32_t number, absl::Time now) {
  absl::StatusOr<BundleEdit> edit = BundleEdit::open(paths);
  if (!edit.ok()) return edit.status();
  const int taken = take_out(edit->message(), [number](const v1::SignedDocument& each) {
    return number_of(each) == number;
  });
  if (taken == 0) {
    return absl::NotFoundError(
        absl::StrCat("notice ", number, " is not with the devices, see \"notice list\""));
  }
  return edit->commit(now);
}

}  // namespace desirepath::policy
