#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_format.h"
#include "agent/capture/capture_file.h"
#include "agent/command/commands.h"
#include "agent/command/observe_printer.h"
#include "agent/command/observe_summary.h"
#include "agent/sight/observer.h"

namespace desirepath::command {
namespace {

// Flows of one capture that are followed at once: 32 MiB when all are taken.
constexpr std::uint32_t kMostFlows = 1U << 18;

struct ObserveOptions {
  std::string format = "table";
  bool flows = false;
  bool quiet = false;
  std::string catalog;
  std::vector<std::string> files;
};

void say(const std::string& sentence) {
  std::fprintf(stderr, "desirepath-agent: %s\n", sentence.c_str());
}

// Reads one capture to its end. False if not a single packet could be read of a file that has some.
bool observe_file(const std::string& path, ObservePrinter& printer, ObserveSummary& summary) {
  absl::StatusOr<capture::CaptureFile> file = capture::CaptureFile::open(path);
  if (!file.ok()) {
    say(std::string(file.status().message()));
    return false;
  }
  sight::ObserverOptions options;
  options.most_flows = kMostFlows;
  sight::Observer observer(printer, options);
  capture::Packet packet;
  capture::ReadOutcome outcome = capture::ReadOutcome::kEnd;
  while ((outcome = file->next(packet)) == capture::ReadOutcome::kPacket) observer.observe(packet);
  observer.finish();
  summary.add(observer.counts());
  if (outcome == capture::ReadOutcome::kEnd) return true;
  say(file->describe(outcome));
  return observer.counts().packets > 0;
}

int observe(const ObserveOptions& options) {
  const auto begun = std::chrono::steady_clock::now();
  absl::StatusOr<std::unique_ptr<ToolLabels>> labels = ToolLabels::open(options.catalog);
  if (!labels.ok()) {
    say(std::string(labels.status().message()));
    return kBadUsage;
  }
  const ObservePrinter::Choice choice{
      options.format == "jsonl" ? ObserveFormat::kJsonLines : ObserveFormat::kTable, options.flows,
      options.quiet};
  Output output(STDOUT_FILENO);
  ObservePrinter printer(choice, **labels, output);
  ObserveSummary summary;
  bool all_read = true;
  for (const std::string& path : options.files) {
    if (!observe_file(path, printer, summary)) all_read = false;
    output.flush();
    if (output.failed()) break;
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begun;
  std::fprintf(stderr, "%s\n", summary.text(printer.sightings(), seconds.count()).c_str());
  if (output.failed()) {
    say("cannot write to standard output; is its disk full, or its reader gone?");
    return kFailed;
  }
  return all_read ? kDone : kFailed;
}

}  // namespace

void add_observe_command(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ObserveOptions>();
  CLI::App* command = app.add_subcommand(
      "observe", "Read captures and print the names on the wire; keeps and sends nothing");
  command->add_option("--format", options->format, "table for people, jsonl for programs")
      ->check(CLI::IsMember({"table", "jsonl"}))
      ->capture_default_str();
  command->add_flag("--flows", options->flows, "Print each flow too, with its bytes");
  command->add_flag("--quiet", options->quiet, "Do all the work, print only the summary");
  command->add_option("--catalog", options->catalog,
                      "A packed catalog instead of the built-in one");
  command->add_option("FILE", options->files, "Captures, pcap or pcapng; - is standard input")
      ->required();
  command->callback([options, &exit_code] { exit_code = observe(*options); });
}

}  // namespace desirepath::command
