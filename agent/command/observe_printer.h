#pragma once

// `ObservePrinter` prints what the observer finds, as `observe` promises it.
//
// `observe_command` gives it to a `sight::Observer`. Threads: one at a time.

#include <cstdint>
#include <memory>
#include <string>

#include "agent/command/output.h"
#include "agent/command/sighting_text.h"
#include "agent/command/tool_label.h"
#include "agent/owner_finder.h"
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
    bool owners = false;    // and what class of program of this machine opened it
  };

  // All must outlive it.
  ObservePrinter(const Choice& choice, ToolLabels& labels, Output& output);

  void on_sighting(const sight::Sighting& sighting) override;
  void on_flow(const sight::FlowRecord& flow) override;
  void on_activity(const sight::Activity& activity) override;

  [[nodiscard]] std::uint64_t sightings() const { return sightings_; }
  // Why owners cannot be told, with its mend; empty if they can.
  [[nodiscard]] std::string trouble() const { return owners_ ? owners_->trouble() : ""; }

 private:
  template <typename Value>
  void print(const Value& value);
  void say_more(const sight::Sighting& /*sighting*/) {}
  void say_more(const sight::FlowRecord& flow);
  void add(std::string_view field, std::string_view value);

  const Choice& choice_;
  ToolLabels& labels_;
  Output& output_;
  TimeText times_;
  std::unique_ptr<agent::OwnerFinder> owners_;
  std::uint64_t sightings_ = 0;
};

}  // namespace desirepath::command
