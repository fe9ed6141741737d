#include "collector/policy/catalog_publication.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "collector/policy/atomic_file.h"
#include "collector/policy/bundle_edit.h"
#include "collector/policy/catalog_in_force.h"
#include "collector/policy/key_file.h"
#include "proto/catalog/catalog.h"
#include "proto/policy/floors.h"
#include "proto/policy/signature.h"
#include "proto/window/calendar.h"

namespace desirepath::policy {
namespace {

// The organisation's own, by number.
std::map<std::uint32_t, v1::Tool> own_in(const v1::Catalog& message) {
  std::map<std::uint32_t, v1::Tool> own;
  for (const v1::Tool& tool : message.tools()) {
    if (tool.number() >= kFirstOwnTool) own[tool.number()] = tool;
  }
  return own;
}

v1::Tool* find_own(std::map<std::uint32_t, v1::Tool>& own, const std::string& id) {
  for (auto& [number, tool] : own) {
    if (tool.id() == id) return &tool;
  }
  return nullptr;
}

// A device with a window's key goes on under the revision that its entry names.
std::set<std::uint32_t> revisions_from(const v1::PolicyBundle& bundle, std::uint32_t window) {
  std::set<std::uint32_t> revisions;
  for (const v1::SignedDocument& document : bundle.key_log()) {
    v1::KeyLogEntry entry;
    if (entry.ParseFromString(document.payload()) && entry.window() >= window) {
      revisions.insert(entry.catalog_revision());
    }
  }
  return revisions;
}

std::uint32_t revision_in(const v1::SignedDocument& document) {
  v1::Catalog message;
  message.ParseFromString(document.payload());
  return message.revision();
}

// Moves the catalog that is replaced to the earlier ones, and forgets those whose windows are over.
void keep_what_is_named(v1::PolicyBundle& bundle, const std::set<std::uint32_t>& named) {
  if (bundle.has_catalog()) *bundle.add_earlier_catalogs() = bundle.catalog();
  auto& earlier = *bundle.mutable_earlier_catalogs();
  for (int i = earlier.size(); i-- > 0;) {
    if (named.count(revision_in(earlier[i])) == 0) earlier.DeleteSubrange(i, 1);
  }
}

OwnTools own_of(const store::Paths& paths, const v1::PolicyBundle& bundle) {
  const v1::Catalog before = catalog_message(bundle);
  OwnTools own{.published = own_in(before), .next = {}, .revision = before.revision()};
  own.next = own.published;
  const absl::StatusOr<std::string> octets = read_file(draft_path(paths));
  v1::SignedDocument document;
  v1::Catalog waiting;
  if (octets.ok() && document.ParseFromString(*octets) &&
      waiting.ParseFromString(document.payload()) && waiting.revision() > before.revision()) {
    own.next = own_in(waiting);
    own.draft_revision = waiting.revision();
  }
  return own;
}

}  // namespace

std::filesystem::path draft_path(const store::Paths& paths) {
  return paths.policy() / "catalog.draft";
}

absl::StatusOr<OwnTools> own_tools(const store::Paths& paths) {
  absl::StatusOr<BundleEdit> edit = BundleEdit::open(paths);
  if (!edit.ok()) return edit.status();
  return own_of(paths, edit->message());
}

WaitingChanges waiting_changes(const OwnTools& own) {
  WaitingChanges changes;
  for (const auto& [number, tool] : own.next) {
    const auto known = own.published.find(number);
    const bool asked = known != own.published.end();
    if (asked && known->second.SerializeAsString() == tool.SerializeAsString()) continue;
    if (asked && tool.hosts().empty()) {
      changes.dropped.push_back(tool.id());
    } else {
      changes.added.push_back(tool);
    }
  }
  return changes;
}

std::vector<std::string> unasked_tools(const std::string& packed, const v1::PolicyBundle& bundle) {
  std::set<std::uint32_t> asked;
  for (const v1::Catalog& known : {shipped_message(), catalog_message(bundle)}) {
    for (const v1::Tool& tool : known.tools()) asked.insert(tool.number());
  }
  std::vector<std::string> names;
  v1::Catalog message;
  message.ParseFromString(packed);
  for (const v1::Tool& tool : message.tools()) {
    if (asked.count(tool.number()) == 0) names.push_back(tool.name());
  }
  return names;
}

absl::StatusOr<CatalogDraft> draft_catalog(const store::Paths& paths,
                                           const std::vector<v1::Tool>& added,
                                           const std::vector<std::string>& dropped) {
  absl::StatusOr<BundleEdit> edit = BundleEdit::open(paths);
  if (!edit.ok()) return edit.status();
  const v1::Catalog before = catalog_message(edit->message());
  const OwnTools so_far = own_of(paths, edit->message());
  // An upgrade alone does not wait for the own tools that do; they are added again after it.
  const bool upgrade = added.empty() && dropped.empty();
  std::map<std::uint32_t, v1::Tool> own = upgrade ? so_far.published : so_far.next;
  for (const v1::Tool& tool : added) {
    v1::Tool* known = find_own(own, tool.id());
    std::uint32_t number = kFirstOwnTool;
    if (known != nullptr) {
      number = known->number();
    } else if (!own.empty()) {
      number = own.rbegin()->first + 1;
    }
    own[number] = tool;
    own[number].set_number(number);
  }
  for (const std::string& id : dropped) {
    v1::Tool* known = find_own(own, id);
    if (known == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat(id, " is none of your own tools; those that are shipped stay"));
    }
    known->clear_hosts();
  }
  v1::Catalog next = shipped_message();
  const std::uint32_t shipped_revision = next.revision();
  for (const auto& [number, tool] : own) *next.add_tools() = tool;
  CatalogDraft draft;
  next.set_revision(before.revision());
  draft.same = edit->message().has_catalog() &&
               next.SerializeAsString() == edit->message().catalog().payload();
  const bool plain =
      own.empty() && (shipped_revision > before.revision() || !edit->message().has_catalog());
  next.set_revision(plain ? shipped_revision
                          : std::max({shipped_revision * kRevisionStep, before.revision(),
                                      so_far.draft_revision}) +
                                1);
  draft.revision = next.revision();
  draft.document.set_payload(next.SerializeAsString());
  if (const auto sound = catalog::Catalog::unpack(draft.document.payload()); !sound.ok()) {
    return sound.status();
  }
  draft.unasked = unasked_tools(draft.document.payload(), edit->message());
  const absl::StatusOr<seal::SigningKey> key = read_key_file(paths.curation_key());
  if (!key.ok()) return key.status();
  sign_document(draft.document, Document::kCatalog, *key);
  return draft;
}

absl::StatusOr<CatalogPublication> publish_catalog(const store::Paths& paths,
                                                   const v1::SignedDocument& document,
                                                   absl::Time now) {
  absl::StatusOr<BundleEdit> edit = BundleEdit::open(paths);
  if (!edit.ok()) return edit.status();
  v1::PolicyBundle& bundle = edit->message();
  if (bundle.policies_size() == 0) {
    return absl::FailedPreconditionError(
        "no policy is published yet, and a catalog goes out with it; run \"policy publish\" first");
  }
  v1::Policy message;
  message.ParseFromString(bundle.policies(bundle.policies_size() - 1).payload());
  const absl::StatusOr<Policy> policy = check_policy(message, /*allow_lab=*/true);
  if (!policy.ok()) return policy.status();
  const std::vector<std::string> unasked = unasked_tools(document.payload(), bundle);
  if (!unasked.empty() &&
      !is_signed_by_one_of(document, Document::kCatalog, policy->signers.staff)) {
    return absl::FailedPreconditionError(
        absl::StrCat("it asks about ", unasked.front(),
                     unasked.size() == 1 ? "" : absl::StrCat(" and ", unasked.size() - 1, " more"),
                     ", which no device was asked about: have the staff side run \"catalog sign\" "
                     "on the draft"));
  }
  if (shipped_part(revision_in(document)) < shipped_message().revision()) {
    return absl::FailedPreconditionError(
        absl::StrCat("revision ", revision_in(document),
                     " was made from the catalog of an earlier program; run \"catalog publish\", "
                     "which makes the draft anew, and have that one signed"));
  }
  const absl::StatusOr<window::Calendar> calendar = window::Calendar::from(*policy);
  if (!calendar.ok()) return calendar.status();
  const std::uint32_t current = calendar->window_at(now);
  keep_what_is_named(bundle, revisions_from(bundle, current == 0 ? 0 : current - 1));
  *bundle.mutable_catalog() = document;
  if (absl::Status s = edit->commit(now); !s.ok()) return s;
  std::uint32_t first = current;
  if (bundle.key_log_size() > 0) {
    v1::KeyLogEntry last;
    last.ParseFromString(bundle.key_log(bundle.key_log_size() - 1).payload());
    first = std::max(first, last.window() + 1);
  }
  return CatalogPublication{revision_in(document), calendar->name(first)};
}

}  // namespace desirepath::policy
