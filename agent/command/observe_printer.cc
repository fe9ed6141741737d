#include "agent/command/observe_printer.h"

namespace desirepath::command {

ObservePrinter::ObservePrinter(const Choice& choice, ToolLabels& labels, Output& output)
    : choice_(choice), labels_(labels), output_(output) {
  if (choice_.owners) owners_ = std::make_unique<agent::OwnerFinder>();
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
  say_more(value);
  output_.end_line();
}

void ObservePrinter::add(std::string_view field, std::string_view value) {
  std::string& line = output_.text();
  if (choice_.format == ObserveFormat::kJsonLines) {
    line.pop_back();
    line.append(",\"").append(field).append("\":\"").append(value).append("\"}");
  } else {
    line.append(" ").append(value);
  }
}

// Accuracy only where packets are left out: else every flow is counted. Owners only of this
// machine's connections.
void ObservePrinter::say_more(const sight::FlowRecord& flow) {
  if (choice_.accuracy) add("accuracy", word(flow.accuracy));
  if (owners_) add("owner", agent::word(owners_->take(flow)));
}

void ObservePrinter::on_sighting(const sight::Sighting& sighting) {
  ++sightings_;
  if (owners_) owners_->note(sighting);
  print(sighting);
}

void ObservePrinter::on_flow(const sight::FlowRecord& flow) {
  if (choice_.flows) print(flow);
}

void ObservePrinter::on_activity(const sight::Activity& /*activity*/) {}

}  // namespace desirepath::command
