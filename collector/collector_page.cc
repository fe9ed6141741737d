// The part of `Collector` that opens the page: its server, the workplaces behind it, and what goes
// out to other systems.

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "collector/audit_pack_page.h"
#include "collector/collector.h"
#include "collector/outside.h"

namespace desirepath::collector {

absl::Status Collector::start_page() {
  if (settings_.role == Role::kGate) return absl::OkStatus();
  api::ServerOptions options = page_options(settings_, board_, page_socket_);
  const absl::StatusOr<workplace::Outside> outside = outside_of(settings_);
  if (!outside.ok()) return outside.status();
  absl::StatusOr<std::unique_ptr<workplace::Workplace>> workplace =
      workplace::Workplace::open(settings_.paths, absl::Now, *outside);
  if (!workplace.ok()) return workplace.status();
  workplace_ = *std::move(workplace);
  workplace_->fill(options.provider);
  workplace = workplace::Workplace::open(settings_.paths, absl::Now, *outside);
  if (!workplace.ok()) return workplace.status();
  slow_workplace_ = *std::move(workplace);
  options.slow.emplace();
  options.slow->needs = options.provider.needs;
  slow_workplace_->fill(*options.slow);
  options.slow->operations["makeAuditPack"] = audit_pack_page(settings_);
  absl::StatusOr<std::unique_ptr<Messenger>> messenger =
      Messenger::start(settings_, options.provider);
  if (!messenger.ok()) return messenger.status();
  absl::StatusOr<std::unique_ptr<api::Server>> page = api::Server::start(std::move(options));
  if (!page.ok()) return page.status();
  page_ = *std::move(page);
  messenger_ = *std::move(messenger);
  log_.say(absl::StrCat("the page is at ", web_endpoint()));
  if (settings_.role == Role::kAll) {
    log_.say("gate and collector are one process: one operator holds both keys");
  }
  return absl::OkStatus();
}

}  // namespace desirepath::collector
