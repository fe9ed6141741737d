#pragma once

// `ObservePrinter` prints what the observer finds, as `observe` promises it.
//
// `observe_command` gives it to a `sight::Observer`. Threads: one at a time.

#include <cstdint>

#include "agent/command/output.h"
#include "agent/command/sighting_text.h"
#include "agent/command/tool_label.h"
#include "agent/sight/sink.h"

namespace desirepath::command {

enum class ObserveFormat { kTable, kJsonLines };

class ObservePrinter final : public sight::Sink {
 public:
  struct Choice {
    ObserveFormat format = ObserveFormat::kTable;
    bool flows = false;     // print flows too
    bool quiet = false;     // do all the work, print nothing
    bool accuracy = false;  // say of each flow how good its bytes are
  };

  // All must outlive it.
  ObservePrinter(const Choice& choice, ToolLabels& labels, Output& output);

  void on_sighting(const sight::Sighting& sighting) override;
  void on_flow(const sight::FlowRecord& flow) override;
  void on_activity(const sight::Activity& activity) override;

  [[nodiscard]] std::uint64_t sightings() const { return sightings_; }

 private:
  template <typename Value>
  void print(const Value& value);
  void say_accuracy(const sight::Sighting& /*sighting*/) {}
  void say_accuracy(const sight::FlowRecord& flow);

  const Choice& choice_;
  ToolLabels& labels_;
  Output& output_;
  TimeText times_;
  std::uint64_t sightings_ = 0;
};

}  // namespace desirepath::command
