#include "collector/page.h"

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "collector/api/address_blocks.h"
#include "collector/command/figures.h"
#include "collector/gate/gate_database.h"
#include "collector/needs/analyse.h"
#include "collector/own_tools_page.h"
#include "collector/policy/bundle_edit.h"
#include "collector/report/report_text.h"

namespace desirepath::collector {
namespace {

struct Figures {
  publish::History history;
  catalog::Catalog catalog;
};

absl::StatusOr<Figures> read_figures(const Settings& settings, const std::string& window) {
  absl::StatusOr<publish::History> history = command::history_for_reports(settings, window);
  if (!history.ok()) return history.status();
  absl::StatusOr<catalog::Catalog> catalog = command::catalog_for_reports(settings);
  if (!catalog.ok()) return catalog.status();
  return Figures{*std::move(history), *std::move(catalog)};
}

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

absl::StatusOr<std::string> needs_text(const Settings& settings, const api::ReportQuery& query) {
  if (!query.department.empty()) {
    return absl::InvalidArgumentError(
        "needs are figures of the whole organisation, leave out department");
  }
  const absl::StatusOr<Figures> figures = read_figures(settings, query.window);
  if (nothing_yet(figures.status(), query)) {
    return in_format(needs::NeedsReport{first_head(settings), {}}, query.format);
  }
  if (!figures.ok()) return figures.status();
  return in_format(needs::analyse_needs(figures->history, figures->catalog), query.format);
}

absl::StatusOr<std::string> tools_text(const Settings& settings, const api::ReportQuery& query) {
  const absl::StatusOr<Figures> figures = read_figures(settings, query.window);
  if (nothing_yet(figures.status(), query)) {
    return in_format(needs::ToolsReport{first_head(settings), {}}, query.format);
  }
  if (!figures.ok()) return figures.status();
  needs::ToolsReport report = needs::analyse_tools(figures->history, figures->catalog);
  if (!query.department.empty()) {
    const absl::Status kept = needs::keep_department(query.department, figures->history, report);
    if (!kept.ok()) return kept;
  }
  return in_format(report, query.format);
}

// Every commit to published.db changes the file or its log.
std::string revision_of(const std::filesystem::path& database) {
  std::string revision;
  for (const char* suffix : {"", "-wal"}) {
    const std::filesystem::path path = database.string() + suffix;
    std::error_code failure;
    const auto time = std::filesystem::last_write_time(path, failure).time_since_epoch().count();
    const std::uintmax_t size = std::filesystem::file_size(path, failure);
    absl::StrAppend(&revision, failure ? 0 : time, ".", failure ? 0 : size, "/");
  }
  return revision;
}

}  // namespace

void PageHealth::set(absl::Status status) {
  const std::lock_guard<std::mutex> lock(mutex_);
  status_ = std::move(status);
}

absl::Status PageHealth::get() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return status_;
}

api::Provider page_provider(const Settings& settings, const PageHealth& health) {
  api::Provider provider;
  provider.needs = [settings](const api::ReportQuery& query) {
    return needs_text(settings, query);
  };
  provider.tools = [settings](const api::ReportQuery& query) {
    return tools_text(settings, query);
  };
  provider.own_tools = own_tools_page(settings);
  provider.revision = [settings] {
    std::string revision = absl::StrCat(revision_of(settings.paths.published_db()),
                                        revision_of(settings.paths.bundle()));
    std::error_code failure;
    if (!std::filesystem::exists(settings.paths.published_db(), failure)) {
      absl::StrAppend(&revision, revision_of(settings.paths.gate_db()));  // devices enrol meanwhile
    }
    return revision;
  };
  provider.health = [&health] { return health.get(); };
  return provider;
}

api::ServerOptions page_options(const Settings& settings, const PageHealth& health) {
  api::ServerOptions options;
  const std::size_t colon = settings.web_listen.rfind(':');
  options.address = settings.web_listen.substr(0, colon);
  if (options.address.starts_with('[') && options.address.ends_with(']')) {
    options.address = options.address.substr(1, options.address.size() - 2);
  }
  std::uint32_t port = 0;
  if (!absl::SimpleAtoi(settings.web_listen.substr(colon + 1), &port)) port = 0;
  options.port = static_cast<std::uint16_t>(port);
  options.names = api::entries_of(settings.web_names);
  options.trusted_proxies = settings.web_trusted_proxies;
  if (!settings.web_certificate.empty()) {
    const std::filesystem::path folder = settings.file.parent_path();
    options.tls = api::TlsFiles{folder / settings.web_certificate, folder / settings.web_key};
  }
  options.provider = page_provider(settings, health);
  return options;
}

}  // namespace desirepath::collector
