#pragma once

// Lines of `observe`: one sighting or one flow as a JSON object or as a row for people.
//
// `ObservePrinter` uses them. The JSON fields are the contract of the command line; scripts read
// them. Threads: one at a time (TimeText remembers).

#include <string>
#include <string_view>

#include "agent/command/value_text.h"
#include "agent/sight/flow_record.h"
#include "agent/sight/sighting.h"

namespace desirepath::command {

// What the catalog says of a name; empty where it says nothing.
struct Label {
  std::string_view tool;
  std::string_view need;
  std::string_view role;
};

std::string_view word(sight::Source source);
std::string_view word(sight::NameSource source);
std::string_view word(sight::Accuracy accuracy);
std::string_view word(sight::Transport transport);

void append_json(std::string& line, const sight::Sighting& sighting, const Label& label,
                 TimeText& times);
void append_json(std::string& line, const sight::FlowRecord& flow, const Label& label,
                 TimeText& times);
void append_row(std::string& line, const sight::Sighting& sighting, const Label& label,
                TimeText& times);
void append_row(std::string& line, const sight::FlowRecord& flow, const Label& label,
                TimeText& times);

// The heading of the rows.
std::string_view row_heading();

}  // namespace desirepath::command
