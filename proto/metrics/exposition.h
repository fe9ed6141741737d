#pragma once

// `Exposition` writes metrics as Prometheus reads them: text, a family at a time.
//
// The collector serves one at /metrics, the agent writes one into a file for node_exporter. Forty
// lines here instead of prometheus-cpp: neither side keeps a registry, and the agent stays small.
//
// Source: Prometheus text exposition format 0.0.4. Threads: one at a time.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace desirepath::metrics {

using Labels = std::vector<std::pair<std::string_view, std::string_view>>;

class Exposition {
 public:
  // Begins a family; the samples that follow are its. Names and help are of this program, values of
  // labels may be anything.
  Exposition& gauge(std::string_view name, std::string_view help);
  Exposition& counter(std::string_view name, std::string_view help);  // name ends with _total
  Exposition& sample(double value, const Labels& labels = {});

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  Exposition& family(std::string_view name, std::string_view type, std::string_view help);
  std::string name_;
  std::string text_;
};

}  // namespace desirepath::metrics
