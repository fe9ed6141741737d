#include "agent/command/observe_printer.h"

namespace desirepath::command {

ObservePrinter::ObservePrinter(const Choice& choice, ToolLabels& labels, Output& output)
    : choice_(choice), labels_(labels), output_(output) {
  if (choice_.format == ObserveFormat::kTable && !choice_.quiet) {
    output_.text().append(row_heading());
    output_.end_line();
  }
}

template <typename Value>
void ObservePrinter::print(const Value& value) {
  const Label label = labels_.of(value.name.view());
  if (choice_.quiet) return;
  if (choice_.format == ObserveFormat::kJsonLines) {
    append_json(output_.text(), value, label, times_);
  } else {
    append_row(output_.text(), value, label, times_);
  }
  output_.end_line();
}

void ObservePrinter::on_sighting(const sight::Sighting& sighting) {
  ++sightings_;
  print(sighting);
}

void ObservePrinter::on_flow(const sight::FlowRecord& flow) {
  if (choice_.flows) print(flow);
}

void ObservePrinter::on_activity(const sight::Activity& /*activity*/) {}

}  // namespace desirepath::command
