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
#include "agent/capture/filtered_view.h"
#include "agent/command/commands.h"
#include "agent/command/observe_live.h"
#include "agent/command/observe_printer.h"
#include "agent/command/observe_summary.h"
#include "agent/gateway/device_tally.h"
#include "agent/sight/observer.h"

namespace desirepath::command {
namespace {

// Flows of one capture that are followed at once: 32 MiB when all are taken.
constexpr std::uint32_t kMostFlows = 1U << 18;

struct ObserveOptions {
  std::string format = "table";
  bool flows = false;
  bool quiet = false;
  bool kernel_filter = false;
  std::uint64_t seed = 1;
  std::string catalog;
  std::vector<std::string> interfaces;
  int seconds = 0;
  std::vector<std::string> gateway_ranges;
  bool routed = false;
  std::vector<std::string> files;
};

void say(const std::string& sentence) {
  std::fprintf(stderr, "desirepath-agent: %s\n", sentence.c_str());
}

// Reads one capture to its end. False if not a single packet could be read of a file that has some.
// `tally` may be null.
bool observe_file(const std::string& path, const ObserveOptions& choice, sight::Sink& sink,
                  gateway::DeviceTally* tally, ObserveSummary& summary) {
  absl::StatusOr<capture::CaptureFile> file = capture::CaptureFile::open(path);
  if (!file.ok()) {
    say(std::string(file.status().message()));
    return false;
  }
  sight::ObserverOptions options;
  options.most_flows = kMostFlows;
  options.shows_all = !choice.kernel_filter;
  // A capture shows segments as the wire does: the card's work is done.
  capture::FilteredView view(capture::Bulk::kClient, choice.seed);
  sight::Observer observer(sink, options);
  capture::Packet packet;
  capture::ReadOutcome outcome = capture::ReadOutcome::kEnd;
  while ((outcome = file->next(packet)) == capture::ReadOutcome::kPacket) {
    if (choice.kernel_filter && !view.show(packet)) continue;
    if (tally != nullptr) tally->note(packet);
    observer.observe(packet);
  }
  observer.finish();
  summary.add(observer.counts());
  if (outcome == capture::ReadOutcome::kEnd) return true;
  say(file->describe(outcome));
  return observer.counts().packets > 0;
}

bool observe_interfaces(const ObserveOptions& options, ObservePrinter& printer, Output& output,
                        ObserveSummary& summary) {
  const absl::StatusOr<LiveView> view =
      observe_live(options.interfaces, std::chrono::seconds(options.seconds), printer, output);
  if (!view.ok()) {
    say(std::string(view.status().message()));
    return false;
  }
  summary.add(view->counts);
  summary.add(view->source);
  return true;
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
      options.quiet, options.kernel_filter || !options.interfaces.empty(),
      options.flows && !options.interfaces.empty()};
  Output output(STDOUT_FILENO);
  ObservePrinter printer(choice, **labels, output);
  ObserveSummary summary;
  absl::StatusOr<std::unique_ptr<gateway::DeviceTally>> tally =
      gateway::DeviceTally::open(options.gateway_ranges, options.routed, printer);
  if (!tally.ok()) {
    say(std::string(tally.status().message()));
    return kBadUsage;
  }
  const bool counts_devices = !options.gateway_ranges.empty();
  sight::Sink& sink = counts_devices ? static_cast<sight::Sink&>(**tally) : printer;
  bool all_read = true;
  for (const std::string& path : options.files) {
    if (!observe_file(path, options, sink, counts_devices ? tally->get() : nullptr, summary)) {
      all_read = false;
    }
    output.flush();
    if (output.failed()) break;
  }
  if (!options.interfaces.empty() && !observe_interfaces(options, printer, output, summary)) {
    return kFailed;
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begun;
  if (!printer.trouble().empty()) say("owners are unknown: " + printer.trouble());
  if (counts_devices) say((*tally)->text());
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
      "observe",
      "Read captures, or this machine's network, and print the names on the wire; keeps and sends "
      "nothing");
  command->add_option("--format", options->format, "table for people, jsonl for programs")
      ->check(CLI::IsMember({"table", "jsonl"}))
      ->capture_default_str();
  command->add_flag("--flows", options->flows,
                    "Print each flow too, with its bytes; of an interface with its owner's class");
  command->add_flag("--quiet", options->quiet, "Do all the work, print only the summary");
  command->add_option("--catalog", options->catalog,
                      "A packed catalog instead of the built-in one");
  command->add_flag("--kernel-filter", options->kernel_filter,
                    "Show only what the kernel shows to `run`; flows say how good their bytes are");
  command->add_option("--seed", options->seed, "Of the random sample of --kernel-filter")
      ->capture_default_str();
  CLI::Option* interfaces = command->add_option(
      "--interface", options->interfaces,
      "Read this interface as `run` does, until Ctrl-C (repeat for more); needs CAP_NET_RAW");
  interfaces->allow_extra_args(false);
  command->add_option("--seconds", options->seconds, "End after so long; 0: at a signal")
      ->check(CLI::Range(0, 86400 * 7))
      ->needs(interfaces);
  CLI::Option* gateway = command->add_option("--gateway", options->gateway_ranges,
                                             "Say how many devices of this network a gateway would "
                                             "count, such as 10.20.0.0/16 (repeat for "
                                             "more); of captures alone");
  gateway->allow_extra_args(false);
  gateway->excludes(interfaces);
  command->add_flag("--routed", options->routed, "A router stands between: a device is an address")
      ->needs(gateway);
  command->add_option("FILE", options->files, "Captures, pcap or pcapng; - is standard input");
  command->callback([options, &exit_code] {
    if (options->files.empty() == options->interfaces.empty()) {
      throw CLI::ValidationError("observe", "name captures, or interfaces with --interface");
    }
    exit_code = observe(*options);
  });
}

}  // namespace desirepath::command
