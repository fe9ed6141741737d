#include "collector/page_reports.h"

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "collector/curation/curation_database.h"
#include "collector/curation/seat_book.h"
#include "collector/free_memory.h"
#include "collector/gate/gate_database.h"
#include "collector/kept_figures.h"
#include "collector/needs/analyse.h"
#include "collector/needs/pictures.h"
#include "collector/needs/side_reports.h"
#include "collector/needs/sight.h"
#include "collector/policy/bundle_edit.h"
#include "collector/report/pictures_json.h"
#include "collector/report/report_text.h"
#include "collector/report/side_text.h"

namespace desirepath::collector {
namespace {

constexpr std::size_t kLargeText = std::size_t{1} << 20;

// Before the first publication there is no figure, but the page says whose it is, under which k,
// and how many devices are enrolled so far.
needs::Head first_head(const Settings& settings) {
  needs::Head head;
  const absl::Time now = absl::Now();
  const absl::StatusOr<policy::Bundle> bundle = policy::load_own_bundle(settings.paths, now);
  if (bundle.ok()) {
    head.organisation = bundle->policy.organisation;
    head.lab = bundle->policy.lab();
    head.k = bundle->policy.k;
  }
  absl::StatusOr<gate::GateDatabase> devices =
      gate::GateDatabase::open(settings.paths.gate_db().string());
  if (!devices.ok()) return head;
  const absl::StatusOr<std::int64_t> enrolled = devices->enrolled(now);
  if (enrolled.ok()) head.enrolled = static_cast<std::uint32_t>(*enrolled);
  return head;
}

bool nothing_yet(const absl::Status& status, const api::ReportQuery& query) {
  return absl::IsNotFound(status) && query.window.empty();
}

std::string in_format(const needs::NeedsReport& report, api::ReportFormat format) {
  return format == api::ReportFormat::kCsv ? report::needs_csv(report) : report::needs_json(report);
}

std::string in_format(const needs::ToolsReport& report, api::ReportFormat format) {
  return format == api::ReportFormat::kCsv ? report::tools_csv(report) : report::tools_json(report);
}

absl::StatusOr<std::string> needs_text(KeptFigures& kept, const api::ReportQuery& query) {
  if (!query.department.empty()) {
    return absl::InvalidArgumentError(
        "needs are figures of the whole organisation, leave out department");
  }
  const absl::StatusOr<std::shared_ptr<const Figures>> figures = kept.read(query.window);
  if (nothing_yet(figures.status(), query)) {
    return in_format(needs::NeedsReport{first_head(kept.settings()), {}}, query.format);
  }
  if (!figures.ok()) return figures.status();
  return in_format((*figures)->needs, query.format);
}

absl::StatusOr<std::string> tools_text(KeptFigures& kept, const api::ReportQuery& query) {
  const absl::StatusOr<std::shared_ptr<const Figures>> figures = kept.read(query.window);
  if (nothing_yet(figures.status(), query)) {
    return in_format(needs::ToolsReport{first_head(kept.settings()), {}}, query.format);
  }
  if (!figures.ok()) return figures.status();
  needs::ToolsReport report = needs::analyse_tools((*figures)->history, (*figures)->catalog);
  if (!query.department.empty()) {
    const absl::Status done = needs::keep_department(query.department, (*figures)->history, report);
    if (!done.ok()) return done;
  }
  needs::keep_sight(query.sight, report);
  std::string text = in_format(report, query.format);
  report = {};
  if (text.size() >= kLargeText) give_back_memory();
  return text;
}

// Seats that lists named; without them a quick win says nothing of seats.
needs::Seats seats_of(const Settings& settings, const catalog::Catalog& catalog) {
  needs::Seats seats;
  absl::StatusOr<curation::CurationDatabase> curation = curation::CurationDatabase::open(
      settings.paths.curation_db().string(), store::Mode::kReadOnly);
  if (!curation.ok()) return seats;
  const auto numbers = curation::SeatBook(curation->database()).all();
  if (!numbers.ok()) return seats;
  for (const auto& [number, count] : *numbers) {
    const catalog::Tool* tool = catalog.tool(number);
    if (tool != nullptr) seats[std::string(tool->id)] = count;
  }
  return seats;
}

absl::StatusOr<std::string> quick_wins_text(KeptFigures& kept, const api::ReportQuery& query) {
  if (!query.department.empty()) {
    return absl::InvalidArgumentError(
        "quick wins are of the whole organisation, leave out department");
  }
  const absl::StatusOr<std::shared_ptr<const Figures>> figures = kept.read(query.window);
  needs::QuickWinsReport report;
  if (nothing_yet(figures.status(), query)) {
    report.head = first_head(kept.settings());
  } else if (!figures.ok()) {
    return figures.status();
  } else {
    report = needs::quick_wins((*figures)->needs, (*figures)->catalog,
                               seats_of(kept.settings(), (*figures)->catalog));
  }
  return query.format == api::ReportFormat::kCsv ? report::quick_wins_csv(report)
                                                 : report::quick_wins_json(report);
}

absl::StatusOr<std::string> visibility_text(KeptFigures& kept, const api::ReportQuery& query) {
  if (!query.department.empty()) {
    return absl::InvalidArgumentError(
        "what was seen is published of the whole organisation, leave out department");
  }
  const absl::StatusOr<std::shared_ptr<const Figures>> figures = kept.read(query.window);
  needs::VisibilityReport report;
  if (nothing_yet(figures.status(), query)) {
    report.head = first_head(kept.settings());
  } else if (!figures.ok()) {
    return figures.status();
  } else {
    report = needs::visibility_report((*figures)->history);
  }
  return query.format == api::ReportFormat::kCsv ? report::visibility_csv(report)
                                                 : report::visibility_json(report);
}

absl::StatusOr<std::string> pictures_text(KeptFigures& kept, const api::ReportQuery& query) {
  if (!query.department.empty() || query.format == api::ReportFormat::kCsv) {
    return absl::InvalidArgumentError(
        "the pictures of a need come as JSON with all departments; leave out department and "
        "format");
  }
  const absl::StatusOr<std::shared_ptr<const Figures>> figures = kept.read(query.window);
  if (!figures.ok()) return figures.status();
  const absl::StatusOr<policy::Bundle> bundle =
      policy::load_own_bundle(kept.settings().paths, absl::Now());
  absl::StatusOr<needs::NeedPictures> pictures =
      needs::need_pictures((*figures)->history, (*figures)->catalog, query.need,
                           bundle.ok() ? bundle->pairs : std::vector<policy::ToolPair>{});
  if (!pictures.ok()) return pictures.status();
  needs::keep_sight(query.sight, *pictures);
  return report::pictures_json(*pictures);
}

}  // namespace

void add_reports(const Settings& settings, api::Provider& provider) {
  using Text = absl::StatusOr<std::string>(KeptFigures&, const api::ReportQuery&);
  const auto kept = std::make_shared<KeptFigures>(settings, provider.revision);
  const auto of = [kept](Text* text) {
    return [kept, text](const api::ReportQuery& query) { return text(*kept, query); };
  };
  provider.needs = of(needs_text);
  provider.tools = of(tools_text);
  provider.visibility = of(visibility_text);
  provider.quick_wins = of(quick_wins_text);
  provider.pictures = of(pictures_text);
}

}  // namespace desirepath::collector
