// `ingest`: hands what other programs' logs say of devices to the agent of a gateway.
//
// It reads, and knows no rule: what a line is worth is the agent's to say (agent/log_intake.h). A
// place in a file is written down once the agent has the lines before it, so that a restart loses
// none; what was read while nothing is counted is gone.

#include <poll.h>
#include <unistd.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "agent/command/commands.h"
#include "agent/command/settings_options.h"
#include "agent/console/client.h"
#include "agent/console/request.h"
#include "agent/ingest/followed_file.h"
#include "agent/ingest/line_json.h"
#include "agent/ingest/log_parser.h"
#include "agent/state_folder.h"
#include "proto/seal/encoding.h"
#include "proto/seal/hash.h"

namespace desirepath::command {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kAtOnce = 48;  // lines a request: under the console's limit
constexpr int kPatience = 1'000;     // milliseconds between two looks at logs that have ended

struct IngestOptions {
  SettingsOptions settings;
  std::string format;
  std::vector<std::string> files;
  bool once = false;
};

struct Tally {
  std::uint64_t lines = 0;
  std::uint64_t malformed = 0;
  std::int64_t taken = 0;
  std::int64_t late = 0;
  std::int64_t elsewhere = 0;
};

// One log: where it is read and where its place is kept.
struct Source {
  std::unique_ptr<ingest::FollowedFile> file;
  fs::path place;
  ingest::Place saved;
};

class Ingest {
 public:
  Ingest(const IngestOptions& options, ingest::Format format, const agent::Settings& settings)
      : options_(options),
        socket_(agent::console_socket(settings.state_dir)),
        folder_(fs::path(settings.state_dir) / "ingest"),
        parser_(format, absl::LocalTimeZone()) {}

  absl::Status run() {
    if (absl::Status s = open(); !s.ok()) return s;
    while (true) {
      bool more = false;
      for (Source& source : sources_) {
        const absl::StatusOr<bool> read = read_some(source);
        if (!read.ok()) {
          if (options_.once) return read.status();
          note(read.status());
        }
        more = more || (read.ok() && *read);
      }
      if (more) continue;
      if (options_.once || only_input_ended()) break;
      ::poll(nullptr, 0, kPatience);
    }
    std::fprintf(stderr, "%s\n",
                 absl::StrCat("lines ", tally_.lines, ", of devices that are counted ",
                              tally_.taken, ", elsewhere ", tally_.elsewhere, ", late ",
                              tally_.late, ", malformed ", tally_.malformed)
                     .c_str());
    return absl::OkStatus();
  }

 private:
  absl::Status open() {
    std::error_code failure;
    fs::create_directories(folder_, failure);
    for (const std::string& name : options_.files) {
      Source source;
      if (name == "-") {
        source.file = std::make_unique<ingest::FollowedFile>(STDIN_FILENO);
      } else {
        const fs::path path = fs::absolute(name);
        source.place = folder_ / (seal::to_hex(seal::hash(path.string())).substr(0, 16) + ".place");
        std::ifstream saved(source.place);
        std::ostringstream text;
        text << saved.rdbuf();
        source.file =
            std::make_unique<ingest::FollowedFile>(path.string(), ingest::parse_place(text.str()));
      }
      sources_.push_back(std::move(source));
    }
    return absl::OkStatus();
  }

  [[nodiscard]] bool only_input_ended() const {
    for (const Source& source : sources_) {
      if (!source.file->over()) return false;
    }
    return true;
  }

  // True: there may be more.
  absl::StatusOr<bool> read_some(Source& source) {
    boost::json::array batch;
    bool more = true;
    while (batch.size() < kAtOnce) {
      absl::StatusOr<std::optional<std::string>> line = source.file->next();
      if (!line.ok()) return line.status();
      if (!*line) {
        more = false;
        break;
      }
      ++tally_.lines;
      ingest::LogLine told;
      const ingest::Verdict verdict = parser_.take(**line, absl::Now(), told);
      if (verdict == ingest::Verdict::kMalformed) ++tally_.malformed;
      if (verdict == ingest::Verdict::kLine) batch.push_back(ingest::to_json(told));
    }
    if (!batch.empty()) {
      if (absl::Status s = hand_over(std::move(batch)); !s.ok()) return s;
    }
    if (absl::Status s = save(source); !s.ok()) return s;
    return more;
  }

  // Tries until the agent is there: what was read is held so long.
  absl::Status hand_over(boost::json::array batch) {
    console::Request request;
    request.ask = console::Ask::kLogLines;
    request.lines = std::move(batch);
    while (true) {
      const absl::StatusOr<boost::json::object> answer =
          console::ask(socket_, console::to_json(request));
      if (answer.ok()) {
        count(*answer);
        return absl::OkStatus();
      }
      if (options_.once || !absl::IsUnavailable(answer.status())) return answer.status();
      note(answer.status());
      ::poll(nullptr, 0, kPatience);
    }
  }

  void count(const boost::json::object& answer) {
    if (const boost::json::value* waits = answer.if_contains("waits"); waits != nullptr) {
      note(absl::FailedPreconditionError(
          absl::StrCat("nothing is counted: ", std::string(waits->as_string()))));
      return;
    }
    said_.clear();
    tally_.taken += answer.at("taken").as_int64();
    tally_.late += answer.at("late").as_int64();
    tally_.elsewhere += answer.at("elsewhere").as_int64();
  }

  absl::Status save(Source& source) {
    if (source.place.empty() || source.saved == source.file->place()) return absl::OkStatus();
    const std::string fresh = source.place.string() + ".new";
    std::ofstream(fresh, std::ios::trunc) << ingest::to_text(source.file->place());
    std::error_code failure;
    fs::rename(fresh, source.place, failure);
    if (failure) {
      return absl::UnavailableError(
          absl::StrCat(source.place.string(), ": ", failure.message(),
                       "; run this as the agent's account (its unit does)"));
    }
    source.saved = source.file->place();
    return absl::OkStatus();
  }

  // Once, until it is something else.
  void note(const absl::Status& status) {
    const std::string words(status.message());
    if (words == said_) return;
    said_ = words;
    say(status, kFailed);
  }

  const IngestOptions& options_;
  const std::string socket_;
  const fs::path folder_;
  ingest::LogParser parser_;
  std::vector<Source> sources_;
  Tally tally_;
  std::string said_;
};

int run(const IngestOptions& options) {
  const absl::StatusOr<agent::Settings> settings = read(options.settings);
  if (!settings.ok()) return say(settings.status(), kBadUsage);
  const std::optional<ingest::Format> format = ingest::parse_format(options.format);
  if (!format) return say(absl::InvalidArgumentError("--format: see --help"), kBadUsage);
  if (settings->gateway.empty()) {
    return say(absl::InvalidArgumentError(
                   "this machine is no gateway; name its label in agent.toml: gateway = \"…\""),
               kBadUsage);
  }
  const absl::Status status = Ingest(options, *format, *settings).run();
  return status.ok() ? kDone : say(status, kFailed);
}

}  // namespace

void add_ingest_command(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<IngestOptions>();
  CLI::App* command = app.add_subcommand(
      "ingest",
      "On a gateway: take what other programs' logs say of the devices of the signed networks; "
      "follows the files, over rotations and restarts");
  add_settings_options(*command, options->settings);
  command
      ->add_option("--format", options->format,
                   "zeek, suricata-eve, squid, dnsmasq, unbound, pihole, bind or csv")
      ->required()
      ->check(CLI::IsMember(
          {"zeek", "suricata-eve", "squid", "dnsmasq", "unbound", "pihole", "bind", "csv"}));
  command->add_option("FILE", options->files, "Logs of that format; - is standard input")
      ->required();
  command->add_flag("--once", options->once, "Read what is there, and end");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace desirepath::command
