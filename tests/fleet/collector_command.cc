#include "tests/fleet/collector_command.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_replace.h>
#include <absl/strings/str_split.h>

#include <array>
#include <boost/json.hpp>
#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>

namespace desirepath::fleet {
namespace {

namespace json = boost::json;

// For the shell.
std::string shell_word(const std::string& word) {
  return absl::StrCat("'", absl::StrReplaceAll(word, {{"'", "'\\''"}}), "'");
}

}  // namespace

absl::StatusOr<std::string> CollectorCommand::run(const std::vector<std::string>& words) const {
  std::string line = shell_word(program_);
  for (const std::string& word : words) absl::StrAppend(&line, " ", shell_word(word));
  absl::StrAppend(&line, " --dir ", shell_word(dir_.string()), " 2>&1");
  FILE* pipe = popen(line.c_str(), "r");
  if (pipe == nullptr) return absl::InternalError(absl::StrCat("fleet: cannot start ", line));
  std::string output;
  std::array<char, 4096> block{};
  while (const std::size_t count = std::fread(block.data(), 1, block.size(), pipe))
    output.append(block.data(), count);
  const int code = pclose(pipe);
  if (code != 0) return absl::InternalError(absl::StrCat("fleet: ", line, " failed: ", output));
  return output;
}

absl::StatusOr<std::map<std::uint32_t, bool>> CollectorCommand::windows() const {
  const absl::StatusOr<std::string> output = run({"window", "list", "--format", "json"});
  if (!output.ok()) return output.status();
  boost::system::error_code error;
  const json::value root = json::parse(*output, error);
  const json::object* object = error ? nullptr : root.if_object();
  const json::value* list = object == nullptr ? nullptr : object->if_contains("windows");
  if (list == nullptr || !list->is_array())
    return absl::InternalError(absl::StrCat("fleet: window list said: ", *output));
  std::map<std::uint32_t, bool> open;
  for (const json::value& entry : list->get_array()) {
    const json::object& window = entry.as_object();
    open[window.at("window").to_number<std::uint32_t>()] = window.at("state").as_string() == "open";
  }
  return open;
}

absl::Status CollectorCommand::freeze(std::uint32_t window) const {
  return run({"window", "freeze", "--window", std::to_string(window)}).status();
}

absl::StatusOr<std::string> CollectorCommand::token(std::uint32_t uses) const {
  const absl::StatusOr<std::string> output =
      run({"token", "create", "--uses", std::to_string(uses)});
  if (!output.ok()) return output.status();
  for (const std::string& word :
       std::vector<std::string>(absl::StrSplit(*output, absl::ByAnyChar(" \n\t")))) {
    if (word.starts_with("dp1.")) return word;
  }
  return absl::InternalError(absl::StrCat("fleet: token create said: ", *output));
}

absl::StatusOr<std::string> CollectorCommand::gate() const {
  const std::filesystem::path path = dir_ / "run" / "endpoints.json";
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  boost::system::error_code error;
  const json::value root = json::parse(text.str(), error);
  const json::value* gate =
      error || !root.is_object() ? nullptr : root.get_object().if_contains("gate");
  if (gate == nullptr || !gate->is_string()) {
    return absl::UnavailableError(
        absl::StrCat("fleet: ", path.string(), " names no gate; start the collector with serve"));
  }
  return std::string(gate->get_string());
}

std::set<std::string> CollectorCommand::spooled() const {
  std::set<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(dir_ / "spool", error))
    names.insert(entry.path().filename().string());
  return names;
}

}  // namespace desirepath::fleet
