#include "collector/own_tools_page.h"

#include <functional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "collector/command/own_tools.h"
#include "collector/curation/curation_database.h"
#include "collector/policy/catalog_in_force.h"
#include "collector/workplace/office.h"
#include "proto/catalog/role.h"

namespace desirepath::collector {
namespace {

api::OwnTool row_of(const v1::Tool& tool, bool published) {
  api::OwnTool row{.number = tool.number(),
                   .id = tool.id(),
                   .name = tool.name(),
                   .vendor = tool.vendor(),
                   .need = tool.need(),
                   .hosts = {},
                   .state = published ? "asked" : "waiting"};
  for (const v1::Host& host : tool.hosts()) {
    const auto role = static_cast<catalog::Role>(host.role());
    row.hosts.push_back({host.suffix(), std::string(catalog::name(role)), host.exact()});
  }
  if (row.hosts.empty() && published) row.state = "dropped";
  return row;
}

absl::StatusOr<api::OwnToolList> list(const Settings& settings) {
  const absl::StatusOr<policy::OwnTools> own = policy::own_tools(settings.paths);
  if (!own.ok()) return own.status();
  api::OwnToolList list{
      .revision = own->revision, .draft_revision = own->draft_revision, .tools = {}};
  for (const auto& [number, tool] : own->next) {
    const auto before = own->published.find(number);
    const bool published = before != own->published.end() &&
                           before->second.SerializeAsString() == tool.SerializeAsString();
    list.tools.push_back(row_of(tool, published));
  }
  return list;
}

absl::StatusOr<api::OwnToolsChange> change(const Settings& settings,
                                           const std::vector<v1::Tool>& added,
                                           const std::vector<std::string>& dropped) {
  absl::StatusOr<policy::CatalogDraft> draft =
      policy::draft_catalog(settings.paths, added, dropped);
  if (!draft.ok()) return draft.status();
  const absl::StatusOr<command::OwnToolsChange> done =
      command::hand_out_or_leave(settings.paths, *std::move(draft), "", absl::Now());
  if (!done.ok()) return done.status();
  api::OwnToolsChange told{.changed = !done->draft.same,
                           .revision = done->draft.revision,
                           .counts_from = {},
                           .waits_for_signature = {}};
  if (done->published) told.counts_from = done->published->first_window;
  if (!done->waits.empty()) told.waits_for_signature = done->draft.unasked;
  return told;
}

absl::StatusOr<api::OwnToolsChange> add(const Settings& settings, const std::string& textproto) {
  const absl::StatusOr<catalog::Catalog> in_force = policy::published_catalog(settings.paths);
  if (!in_force.ok()) return in_force.status();
  const absl::StatusOr<catalog::TextCatalog> entry = catalog::TextCatalog::parse("body", textproto);
  if (!entry.ok()) return entry.status();
  std::string faults;
  const absl::StatusOr<std::vector<v1::Tool>> tools =
      command::checked_own_tools({&*entry, 1}, *in_force, faults);
  if (!tools.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(faults, tools.status().message()));
  }
  return change(settings, *tools, {});
}

absl::StatusOr<api::OwnToolsChange> drop(const Settings& settings, const std::string& id) {
  const absl::StatusOr<policy::OwnTools> own = policy::own_tools(settings.paths);
  if (!own.ok()) return own.status();
  for (const auto& [number, tool] : own->next) {
    if (tool.id() == id) return change(settings, {}, {id});
  }
  return absl::NotFoundError(
      "none of your own tools has this id; GET the list, those that are shipped stay");
}

// The change and its entry in the audit chain: the entry is undone where the change is refused.
absl::StatusOr<api::OwnToolsChange> noted(
    const Settings& settings, const std::string& by, const std::string& action,
    const std::string& subject, const std::function<absl::StatusOr<api::OwnToolsChange>()>& work) {
  absl::StatusOr<curation::CurationDatabase> curation =
      curation::CurationDatabase::open(settings.paths.curation_db().string());
  if (!curation.ok()) return curation.status();
  const workplace::Clock clock = absl::Now;
  const workplace::Office office{*curation, settings.paths, clock};
  absl::StatusOr<api::OwnToolsChange> change = api::OwnToolsChange{};
  const absl::Status done = workplace::recorded(office, {by, action, subject}, [&] {
    change = work();
    return change.status();
  });
  if (change.ok() && !done.ok()) return done;
  return change;
}

}  // namespace

api::OwnTools own_tools_page(const Settings& settings) {
  api::OwnTools tools;
  tools.list = [settings] { return list(settings); };
  tools.add = [settings](const std::string& by, const std::string& textproto) {
    return noted(settings, by, "own-tools-added", "", [&] { return add(settings, textproto); });
  };
  tools.drop = [settings](const std::string& by, const std::string& id) {
    return noted(settings, by, "own-tool-dropped", id, [&] { return drop(settings, id); });
  };
  return tools;
}

}  // namespace desirepath::collector
