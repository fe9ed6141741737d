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
  say_accuracy(value);
  output_.end_line();
}

// Only where packets are left out: else every flow is counted.
void ObservePrinter::say_accuracy(const sight::FlowRecord& flow) {
  if (!choice_.accuracy) return;
  std::string& line = output_.text();
  if (choice_.format == ObserveFormat::kJsonLines) {
    line.pop_back();
    line.append(",\"accuracy\":\"").append(word(flow.accuracy)).append("\"}");
  } else {
    line.append(" ").append(word(flow.accuracy));
  }
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
