#include "collector/kept_figures.h"

#include <utility>

#include "collector/command/figures.h"
#include "collector/free_memory.h"
#include "collector/needs/analyse.h"

namespace desirepath::collector {
namespace {

absl::StatusOr<std::shared_ptr<const Figures>> read_figures(const Settings& settings,
                                                            const std::string& window) {
  absl::StatusOr<publish::History> history = command::history_for_reports(settings, window);
  if (!history.ok()) return history.status();
  absl::StatusOr<catalog::Catalog> catalog = command::catalog_for_reports(settings);
  if (!catalog.ok()) return catalog.status();
  needs::NeedsReport needs = needs::analyse_needs(*history, *catalog);
  return std::make_shared<const Figures>(
      Figures{*std::move(history), *std::move(catalog), std::move(needs)});
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Figures>> KeptFigures::read(const std::string& window) {
  if (!window.empty()) return read_figures(settings_, window);
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::string revision = revision_();  // before reading: what changes meanwhile is read again
  if (newest_ != nullptr && revision == read_at_) return newest_;
  newest_.reset();
  absl::StatusOr<std::shared_ptr<const Figures>> read = read_figures(settings_, window);
  if (!read.ok()) return read.status();
  newest_ = *std::move(read);
  give_back_memory();
  read_at_ = revision;
  return newest_;
}

}  // namespace desirepath::collector
