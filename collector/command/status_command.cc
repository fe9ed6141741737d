#include "collector/command/status_command.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "collector/condition.h"
#include "collector/policy/atomic_file.h"
#include "collector/store/serve_lock.h"

namespace desirepath::command {
namespace {

using boost::json::object;
using boost::json::value;

struct StatusOptions {
  bool health = false;
  bool json = false;
};

absl::StatusOr<object> read_object(const std::filesystem::path& path) {
  const absl::StatusOr<std::string> text = policy::read_file(path);
  if (!text.ok()) return text.status();
  boost::system::error_code failure;
  const value parsed = boost::json::parse(*text, failure);
  if (failure || !parsed.is_object()) {
    return absl::DataLossError(absl::StrCat(
        path.string(), ": is not what `serve` writes: restart it, and it is written anew"));
  }
  return parsed.get_object();
}

bool serves(const collector::Settings& settings) {
  const char* name = settings.role == collector::Role::kGate ? "gate" : "collector";
  return store::ServeLock::is_held(settings.paths.run(), name);
}

std::string text_of(const object& status, const char* name) {
  const value* found = status.if_contains(name);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : "";
}

// What the collector wrote may be of before the disk was full: the disk itself is asked.
void add_disk(const std::filesystem::path& data_dir, object& status) {
  const absl::Status room = collector::enough_room(collector::look_at_machine(data_dir));
  if (room.ok() || !status.at("healthy").as_bool()) return;
  status["healthy"] = false;
  status["problems"] = boost::json::array{"disk"};
  status["trouble"] = absl::StrCat("disk: ", std::string(room.message()));
}

std::string in_words(const object& status) {
  std::string text;
  const auto line = [&text](const char* heading, const std::string& shown) {
    if (!shown.empty()) absl::StrAppend(&text, heading, shown, "\n");
  };
  line("health        ", status.at("healthy").as_bool() ? "ok" : text_of(status, "trouble"));
  line("gate          ", text_of(status, "gate"));
  line("page          ", text_of(status, "web"));
  line("window        ", text_of(status, "window"));
  const std::int64_t policy = status.at("policy").to_number<std::int64_t>();
  if (policy == 0) {
    line("policy        ", "none is published yet: devices look at nothing");
  } else {
    const absl::Time ends =
        absl::FromUnixSeconds(status.at("policy_ends").to_number<std::int64_t>());
    line("policy        ", absl::StrCat("number ", policy, ", ends ",
                                        absl::FormatTime("%Y-%m-%d", ends, absl::UTCTimeZone())));
  }
  line("disk          ",
       absl::StrCat(status.at("disk_free").to_number<std::uint64_t>() >> 20, " MiB free of ",
                    status.at("disk_size").to_number<std::uint64_t>() >> 20));
  return text;
}

absl::Status tell(const StatusOptions& options, const collector::Settings& settings) {
  if (!serves(settings)) {
    if (options.health) std::cout << "not-running\n";
    return absl::UnavailableError(
        absl::StrCat(settings.paths.data_dir.string(),
                     ": no collector serves it: systemctl start desirepath-collector"));
  }
  absl::StatusOr<object> status = read_object(settings.paths.condition());
  if (!status.ok()) return status.status();
  const absl::StatusOr<object> endpoints = read_object(settings.paths.endpoints());
  if (endpoints.ok()) status->insert(endpoints->begin(), endpoints->end());
  add_disk(settings.paths.data_dir, *status);
  const bool healthy = status->at("healthy").as_bool();
  if (options.health) {
    const boost::json::array& problems = status->at("problems").as_array();
    std::cout << (healthy || problems.empty() ? "ok" : std::string(problems[0].as_string()))
              << "\n";
  } else {
    std::cout << (options.json ? boost::json::serialize(*status) + "\n" : in_words(*status));
  }
  if (healthy) return absl::OkStatus();
  return absl::UnavailableError(text_of(*status, "trouble"));
}

}  // namespace

void add_status_command(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<StatusOptions>();
  CLI::App* status = add_command(
      app, "status", "how the running collector does; exit 0 while nothing is wrong", invocation,
      [options](const collector::Settings& settings) { return tell(*options, settings); });
  CLI::Option* json = status->add_flag("--json", options->json, "one JSON object");
  status->add_flag("--health", options->health, "one word: ok, or what is wrong")->excludes(json);
}

}  // namespace desirepath::command
