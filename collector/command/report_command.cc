#include "collector/command/report_command.h"

#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "collector/command/audit_report_command.h"
#include "collector/command/figures.h"
#include "collector/needs/analyse.h"
#include "collector/needs/pairs.h"
#include "collector/needs/side_reports.h"
#include "collector/needs/thresholds.h"
#include "collector/report/explain.h"
#include "collector/report/monthly_html.h"
#include "collector/report/monthly_pdf.h"
#include "collector/report/report_text.h"
#include "collector/report/side_text.h"

namespace desirepath::command {
namespace {

struct ReportOptions {
  std::string window;
  std::string department;
  std::string format = "table";
  std::string seats;
  std::string told;
  bool propose = false;
  std::uint32_t department_windows = 1;
  std::string language = "en";
  std::string out;
  bool explain = false;
};

using Print = std::function<absl::StatusOr<std::string>(
    const publish::History&, const catalog::Catalog&, const ReportOptions&)>;

template <typename Report>
std::string in_format(const std::string& format, const Report& report,
                      std::string (*table)(const Report&), std::string (*json)(const Report&),
                      std::string (*csv)(const Report&)) {
  if (format == "json") return absl::StrCat(json(report), "\n");
  return format == "csv" ? csv(report) : table(report);
}

// JSON and CSV are read by programs: the explanation is for people.
bool explains(const ReportOptions& options) { return options.explain && options.format == "table"; }

absl::StatusOr<std::string> print_needs(const publish::History& history,
                                        const catalog::Catalog& catalog,
                                        const ReportOptions& options) {
  const needs::NeedsReport needs = needs::analyse_needs(history, catalog);
  std::string text = in_format<needs::NeedsReport>(options.format, needs, report::needs_table,
                                                   report::needs_json, report::needs_csv);
  if (explains(options)) text += report::explain_needs(needs, history, catalog);
  return text;
}

absl::StatusOr<std::string> print_tools(const publish::History& history,
                                        const catalog::Catalog& catalog,
                                        const ReportOptions& options) {
  needs::ToolsReport tools = needs::analyse_tools(history, catalog);
  if (!options.department.empty()) {
    if (absl::Status status = needs::keep_department(options.department, history, tools);
        !status.ok()) {
      return status;
    }
  }
  std::string text = in_format<needs::ToolsReport>(options.format, tools, report::tools_table,
                                                   report::tools_json, report::tools_csv);
  if (explains(options)) text += report::explain_tools(tools, history);
  return text;
}

absl::StatusOr<std::string> print_departments(const publish::History& history,
                                              const catalog::Catalog& catalog,
                                              const ReportOptions& options) {
  std::string text = in_format<needs::DepartmentsReport>(
      options.format, needs::departments_report(history, catalog), report::departments_table,
      report::departments_json, report::departments_csv);
  if (explains(options)) text += report::explain_departments(history, catalog);
  return text;
}

absl::StatusOr<std::string> print_visibility(const publish::History& history,
                                             const catalog::Catalog& /*catalog*/,
                                             const ReportOptions& options) {
  std::string text = in_format<needs::VisibilityReport>(
      options.format, needs::visibility_report(history), report::visibility_table,
      report::visibility_json, report::visibility_csv);
  if (explains(options)) text += report::explain_visibility(history);
  return text;
}

absl::StatusOr<std::string> print_signals(const publish::History& history,
                                          const catalog::Catalog& catalog,
                                          const ReportOptions& options) {
  const needs::SignalsReport signals = needs::signals_report(history, catalog);
  std::string text = in_format<needs::SignalsReport>(options.format, signals, report::signals_table,
                                                     report::signals_json, report::signals_csv);
  if (explains(options)) text += report::explain_signals(signals, history, catalog);
  return text;
}

absl::StatusOr<std::string> text_of(const std::string& path) {
  std::ifstream file(path);
  std::string text((std::istreambuf_iterator<char>(file)), {});
  if (!file) return absl::InvalidArgumentError(absl::StrCat(path, ": cannot be read"));
  return text;
}

absl::StatusOr<std::string> print_quick_wins(const publish::History& history,
                                             const catalog::Catalog& catalog,
                                             const ReportOptions& options) {
  needs::Seats seats;
  if (!options.seats.empty()) {
    const absl::StatusOr<std::string> text = text_of(options.seats);
    if (!text.ok()) return text.status();
    absl::StatusOr<needs::Seats> parsed = needs::parse_seats(*text);
    if (!parsed.ok()) return parsed.status();
    seats = *std::move(parsed);
  }
  const needs::NeedsReport needs = needs::analyse_needs(history, catalog);
  std::string text = in_format<needs::QuickWinsReport>(
      options.format, needs::quick_wins(needs, catalog, seats), report::quick_wins_table,
      report::quick_wins_json, report::quick_wins_csv);
  if (explains(options)) text += report::explain_needs(needs, history, catalog);
  return text;
}

std::string proposals(const publish::History& history, const catalog::Catalog& catalog) {
  std::string csv = "first,second\n";
  for (const needs::ProposedPair& pair : needs::proposed_pairs(history, catalog))
    absl::StrAppend(&csv, pair.first, ",", pair.second, "\n");
  return csv;
}

absl::StatusOr<std::string> print_pairs(const publish::History& history,
                                        const catalog::Catalog& catalog,
                                        const ReportOptions& options) {
  if (options.propose) return proposals(history, catalog);
  std::vector<needs::ToldMinutes> told;
  if (!options.told.empty()) {
    const absl::StatusOr<std::string> text = text_of(options.told);
    if (!text.ok()) return text.status();
    absl::StatusOr<std::vector<needs::ToldMinutes>> parsed = needs::parse_told_minutes(*text);
    if (!parsed.ok()) return parsed.status();
    told = *std::move(parsed);
  }
  std::string text =
      in_format<needs::PairsReport>(options.format, needs::pairs_report(history, catalog, told),
                                    report::pairs_table, report::pairs_json, report::pairs_csv);
  if (explains(options)) text += report::explain_pairs(history);
  return text;
}

absl::StatusOr<std::string> print_monthly(const publish::History& history,
                                          const catalog::Catalog& catalog,
                                          const ReportOptions& options) {
  report::Monthly monthly{
      needs::analyse_needs(history, catalog), needs::analyse_tools(history, catalog), {}};
  monthly.wins = needs::quick_wins(monthly.needs, catalog, {});
  const fields::Language language =
      fields::parse_language(options.language).value_or(fields::Language::kEnglish);
  if (options.format == "pdf") return report::monthly_pdf(monthly, language);
  return report::monthly_html(monthly, language);
}

absl::Status run(const collector::Settings& settings, const ReportOptions& options,
                 const Print& print) {
  const absl::StatusOr<publish::History> history =
      history_for_reports(settings, options.window, {.departments = options.department_windows});
  if (!history.ok()) return history.status();
  const absl::StatusOr<catalog::Catalog> catalog = catalog_for_reports(settings);
  if (!catalog.ok()) return catalog.status();
  const absl::StatusOr<std::string> text = print(*history, *catalog, options);
  if (!text.ok()) return text.status();
  if (options.out.empty()) {
    std::cout << *text;
    return absl::OkStatus();
  }
  std::ofstream file(options.out, std::ios::binary);
  file << *text;
  file.close();
  if (!file)
    return absl::InvalidArgumentError(
        absl::StrCat(options.out, ": cannot be written, check the path"));
  return absl::OkStatus();
}

// For leadership: one HTML file or a PDF, on standard output or in a file.
void add_monthly(CLI::App& report, Invocation& invocation) {
  auto options = std::make_shared<ReportOptions>();
  options->format = "html";
  CLI::App* monthly =
      add_command(report, "monthly", "for leadership: one HTML file or a PDF, with its charts",
                  invocation, [options](const collector::Settings& settings) {
                    return run(settings, *options, print_monthly);
                  });
  monthly->add_option("--window", options->window, "name or number of a published window");
  monthly->add_option("--format", options->format, "html or pdf")
      ->check(CLI::IsMember({"html", "pdf"}));
  monthly->add_option("--out", options->out, "file to write (default standard output)");
  monthly->add_option("--language", options->language, "en, fi or de")
      ->check(CLI::IsMember({"en", "fi", "de"}));
}

void add_one(CLI::App& report, const std::string& name, const std::string& description,
             Invocation& invocation, Print print) {
  auto options = std::make_shared<ReportOptions>();
  CLI::App* one = add_command(report, name, description, invocation,
                              [options, print](const collector::Settings& settings) {
                                return run(settings, *options, print);
                              });
  one->add_option("--window", options->window, "name or number of a published window");
  one->add_option("--department", options->department, "id of a department");
  one->add_option("--format", options->format, "table, json or csv")
      ->check(CLI::IsMember({"table", "json", "csv"}));
  if (name == "quick-wins") {
    one->add_option("--seats", options->seats,
                    "CSV tool,seats: what is bought, to find idle seats");
  }
  if (name == "signals") options->department_windows = needs::kDeclineWindows;
  if (name == "pairs") {
    one->add_option("--told", options->told,
                    "CSV first,second,minutes,answers,date: what staff said an entry takes");
    one->add_flag("--propose", options->propose, "print usual neighbours whose tools reached k");
  }
  one->add_flag("--explain", options->explain,
                "with the table: from which blocks and rules each figure comes");
}

}  // namespace

void add_report_command(CLI::App& app, Invocation& invocation) {
  CLI::App* report = add_group(app, "report", "what is published");
  add_one(*report, "needs", "ranked needs, with their likely reason", invocation, print_needs);
  add_one(*report, "tools", "every tool that reached k devices", invocation, print_tools);
  add_one(*report, "departments", "the signed dictionary, and what each sees of its own",
          invocation, print_departments);
  add_one(*report, "visibility", "how much of the traffic carried a name", invocation,
          print_visibility);
  add_one(*report, "quick-wins", "what helps most for the least effort", invocation,
          print_quick_wins);
  add_one(*report, "signals", "what grows in a department, and which offered tool declines",
          invocation, print_signals);
  add_one(*report, "pairs", "between which tools work goes back and forth, in hours", invocation,
          print_pairs);
  add_monthly(*report, invocation);
  add_audit_report_commands(*report, invocation);
}

}  // namespace desirepath::command
