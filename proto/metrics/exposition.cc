#include "proto/metrics/exposition.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace desirepath::metrics {

Exposition& Exposition::family(std::string_view name, std::string_view type,
                               std::string_view help) {
  name_ = std::string(name);
  absl::StrAppend(&text_, "# HELP ", name_, " ", std::string(help), "\n# TYPE ", name_, " ",
                  std::string(type), "\n");
  return *this;
}

Exposition& Exposition::gauge(std::string_view name, std::string_view help) {
  return family(name, "gauge", help);
}

Exposition& Exposition::counter(std::string_view name, std::string_view help) {
  return family(name, "counter", help);
}

Exposition& Exposition::sample(double value, const Labels& labels) {
  text_ += name_;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    text_ += i == 0 ? "{" : ",";
    text_ += labels[i].first;
    text_ += "=\"";
    for (const char letter : labels[i].second) {
      if (letter == '\\' || letter == '"') text_ += '\\';
      if (letter == '\n') {
        text_ += "\\n";
      } else {
        text_ += letter;
      }
    }
    text_ += '"';
  }
  if (!labels.empty()) text_ += "}";
  absl::StrAppendFormat(&text_, " %.17g\n", value);
  return *this;
}

}  // namespace desirepath::metrics
