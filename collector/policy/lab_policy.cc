#include "collector/policy/lab_policy.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "collector/policy/bundle_edit.h"
#include "collector/policy/draft.h"
#include "collector/policy/key_file.h"
#include "collector/policy/publication.h"
#include "proto/policy/bundle_writer.h"
#include "proto/policy/signature.h"

namespace desirepath::policy {
namespace {

constexpr char kFirstLiveWindow[] = "lab.first_live_window";

absl::StatusOr<v1::PolicyBundle> published_bundle(const store::Paths& paths) {
  absl::StatusOr<BundleEdit> edit = BundleEdit::open(paths);
  if (!edit.ok()) return edit.status();
  return edit->message();
}

}  // namespace

absl::StatusOr<bool> publish_lab_policy(const store::Paths& paths,
                                        curation::CurationDatabase& curation, absl::Time now,
                                        absl::Time begins) {
  const absl::StatusOr<DraftChoices> choices = load_choices(curation);
  if (!choices.ok()) return choices.status();
  if (choices->lab_window_seconds == 0) return false;
  const absl::StatusOr<std::vector<Department>> departments = curation.departments();
  if (!departments.ok()) return departments.status();
  const absl::StatusOr<v1::PolicyBundle> bundle = published_bundle(paths);
  if (!bundle.ok()) return bundle.status();
  const absl::StatusOr<v1::Policy> draft = make_draft(*choices, *departments, begins);
  if (!draft.ok()) return draft.status();
  v1::SignedDocument document = draft_policy(*bundle, *draft);
  for (const std::filesystem::path& path : {paths.admin_key(), paths.staff_key()}) {
    const absl::StatusOr<seal::SigningKey> key = read_key_file(path);
    if (!key.ok()) return key.status();
    sign_document(document, Document::kPolicy, *key);
  }
  if (absl::Status s = publish_policy(paths, document, now); !s.ok()) return s;
  return true;
}

absl::StatusOr<bool> publish_lab_policy(const store::Paths& paths,
                                        curation::CurationDatabase& curation, absl::Time now) {
  return publish_lab_policy(paths, curation, now, now);
}

absl::StatusOr<std::uint32_t> first_live_window(curation::CurationDatabase& curation) {
  const absl::StatusOr<std::optional<std::string>> stored = curation.setting(kFirstLiveWindow);
  if (!stored.ok()) return stored.status();
  std::uint32_t window = 0;
  if (stored->has_value() && !absl::SimpleAtoi(**stored, &window)) window = 0;
  return window;
}

absl::Status set_first_live_window(curation::CurationDatabase& curation, std::uint32_t window) {
  return curation.set_setting(kFirstLiveWindow, absl::StrCat(window));
}

}  // namespace desirepath::policy
