#include "collector/messenger.h"

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "collector/outside.h"
#include "collector/publish/published_database.h"

namespace desirepath::collector {
namespace {

// The newest window's name if it had more reports than devices.
absl::StatusOr<std::string> alarm_in(const std::string& published) {
  if (!std::filesystem::exists(published)) return std::string();
  absl::StatusOr<store::Database> figures = publish::open_published(published);
  if (!figures.ok()) return figures.status();
  const absl::StatusOr<std::vector<std::uint32_t>> windows = publish::list_windows(*figures);
  if (!windows.ok()) return windows.status();
  if (windows->empty()) return std::string();
  const absl::StatusOr<publish::Window> newest = publish::read_window(*figures, windows->back());
  if (!newest.ok()) return newest.status();
  return newest->alarms.empty() ? std::string() : newest->name;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Messenger>> Messenger::start(const Settings& settings,
                                                            const api::Provider& figures) {
  absl::StatusOr<std::vector<events::Channel>> channels = channels_of(settings);
  if (!channels.ok()) return channels.status();
  const absl::StatusOr<workplace::Outside> outside = outside_of(settings);
  if (!outside.ok()) return outside.status();
  absl::StatusOr<std::unique_ptr<workplace::Workplace>> workplace =
      workplace::Workplace::open(settings.paths, absl::Now, *outside);
  if (!workplace.ok()) return workplace.status();
  std::unique_ptr<Messenger> messenger(new Messenger(*std::move(workplace)));
  api::Provider& provider = messenger->provider_;
  provider.needs = figures.needs;
  provider.tools = figures.tools;
  provider.revision = figures.revision;
  messenger->workplace_->fill(provider);
  messenger->watch_ = messenger->workplace_->event_watch(
      provider,
      [published = settings.paths.published_db().string()] { return alarm_in(published); });
  absl::StatusOr<std::optional<MailPlan>> plan = mail_plan_of(settings);
  if (!plan.ok()) return plan.status();
  absl::StatusOr<curation::CurationDatabase> curation =
      curation::CurationDatabase::open(settings.paths.curation_db().string());
  if (!curation.ok()) return curation.status();
  messenger->monthly_ =
      std::make_unique<MonthlyMail>(settings, *std::move(plan), *std::move(curation));
  absl::StatusOr<std::unique_ptr<events::Courier>> courier = events::Courier::start(
      settings.paths.curation_db().string(), *std::move(channels),
      [one = messenger.get()] {
        const absl::Status seen = one->watch_->look();
        const absl::Status sent = one->monthly_->turn(absl::Now());
        return seen.ok() ? sent : seen;
      },
      [&provider] { return provider.access.installed().organisation; });
  if (!courier.ok()) return courier.status();
  messenger->courier_ = *std::move(courier);
  return messenger;
}

}  // namespace desirepath::collector
