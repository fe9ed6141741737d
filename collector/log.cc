#include "collector/log.h"

#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace desirepath::collector {
namespace {

std::string quoted(const std::string& text) {
  std::string json = "\"";
  for (char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (octet < 0x20) {
      absl::StrAppendFormat(&json, "\\u%04x", octet);
    } else {
      json += c;
    }
  }
  return json + "\"";
}

}  // namespace

bool Log::note(const std::string& topic, const absl::Status& status) {
  const auto found = problems_.find(topic);
  if (status.ok()) {
    if (found != problems_.end()) {
      problems_.erase(found);
      write("info", topic + ": works again");
    }
    return true;
  }
  if (found == problems_.end() || found->second.message() != status.message()) {
    write("error", absl::StrCat(topic, ": ", status.message()));
  }
  problems_[topic] = status;
  return false;
}

absl::Status Log::health() const {
  if (problems_.empty()) return absl::OkStatus();
  std::string all;
  for (const auto& [topic, status] : problems_) {
    absl::StrAppend(&all, all.empty() ? "" : "; ", topic, ": ", status.message());
  }
  return {problems_.begin()->second.code(), all};
}

std::vector<std::string> Log::topics() const {
  std::vector<std::string> topics;
  for (const auto& [topic, status] : problems_) topics.push_back(topic);
  return topics;
}

void Log::write(const std::string& level, const std::string& text) const {
  if (json_) {
    std::cerr << absl::StrCat("{\"level\":", quoted(level), ",\"text\":", quoted(text), "}\n");
  } else {
    std::cerr << absl::StrCat("desirepath-collector: ", level == "info" ? "" : level + ": ", text,
                              "\n");
  }
}

}  // namespace desirepath::collector
