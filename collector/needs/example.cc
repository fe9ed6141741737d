#include "collector/needs/example.h"

#include <cstddef>
#include <string>
#include <utility>

namespace desirepath::needs {
namespace {

constexpr std::uint32_t kFirstWindow = 2953;

Head example_head() {
  Head head;
  head.organisation = "Example Ltd";
  head.window = kFirstWindow + 3;
  head.window_name = "2026-W37";
  head.windows = 12;
  head.enrolled = 1204;
  head.reporting = Devices{1140, 1149};
  head.arrived = 0.97;
  head.names_seen = 0.93;
  return head;
}

std::vector<TrendPoint> trend(const std::vector<Devices>& devices) {
  std::vector<TrendPoint> points;
  for (std::size_t i = 0; i < devices.size(); ++i) {
    points.push_back({static_cast<std::uint32_t>(kFirstWindow + i),
                      "2026-W" + std::to_string(34 + i), devices[i]});
  }
  return points;
}

ToolLine line(std::uint32_t number, std::string id, std::string name, std::string standing,
              Devices devices, Habit habit) {
  ToolLine tool;
  tool.tool = number;
  tool.id = std::move(id);
  tool.name = std::move(name);
  tool.standing = std::move(standing);
  tool.devices = devices;
  tool.habit = habit;
  if (habit == Habit::kHabit) tool.habit_share = Share{0.52, 0.71};
  tool.trend = trend({{38, 38}, {47, 47}, {52, 52}, devices});
  return tool;
}

NeedCard whiteboard() {
  NeedCard card;
  card.need = 1;
  card.id = "whiteboard";
  card.name = "Whiteboards";
  card.group = "work together";
  card.rank = 1;
  card.index = {31.2, 36.5};
  card.devices = {96, 105};
  card.reach = {0.083, 0.092};
  card.gap = {0.78, 0.84};
  card.persistence = {0.55, 0.61};
  card.reason = Reason::kUnknown;
  card.reason_words = "not known here: most who use another tool never opened the one you offer";
  card.fix = "tell people; put it into the day-one kit";
  card.trend = trend({{60, 69}, {74, 83}, {88, 97}, card.devices});
  card.grade = Grade::kSolid;
  card.growth = {1.3, 1.7};
  card.fragmentation = {0.42, 0.5};
  card.offered = {line(12, "lucidspark", "Lucidspark", "sanctioned", {21, 21}, Habit::kTrial)};
  card.tools = {line(10, "miro", "Miro", "unreviewed", {68, 68}, Habit::kHabit),
                line(11, "mural", "Mural", "unreviewed", {0, 9}, Habit::kNotKnown)};
  card.evidence = {
      "Week 2026-W37: 96–105 of 1140–1149 reporting devices used a whiteboard that is not offered "
      "to them (k = 10, solid).",
      "Not seen: phones, and names hidden by encrypted client hello."};
  return card;
}

NeedCard e_signature() {
  NeedCard card;
  card.need = 2;
  card.id = "e-signature";
  card.name = "E-signature";
  card.group = "agree";
  card.rank = 2;
  card.index = {18.4, 27.9};
  card.devices = {30, 39};
  card.reach = {0.026, 0.034};
  card.gap = {1, 1};
  card.persistence = {0.21, 0.3};
  card.reason = Reason::kAbsent;
  card.reason_words = "nothing is offered for this";
  card.fix = "offer something; start with what staff chose";
  card.trend = trend({{0, 9}, {20, 29}, {20, 29}, card.devices});
  card.tools = {line(20, "docusign", "DocuSign", "unreviewed", {24, 24}, Habit::kTrial)};
  card.evidence = {
      "Week 2026-W37: 30–39 of 1140–1149 reporting devices signed with a tool nobody offers "
      "(k = 10, indicative)."};
  return card;
}

}  // namespace

NeedsReport example_needs() { return {example_head(), {whiteboard(), e_signature()}}; }

ToolsReport example_tools() {
  ToolCard miro;
  miro.tool = 10;
  miro.id = "miro";
  miro.name = "Miro";
  miro.vendor = "Miro";
  miro.hq_country = "US";
  miro.risk = {{"dpa_offered", "unknown", "", ""},
               {"soc2", "unknown", "", ""},
               {"iso27001", "unknown", "", ""},
               {"sso", "yes", "example, a price list", "2026-06-16"},
               {"mfa", "no", "example, a list", "2026-08-04"},
               {"trains_on_customer_data", "unknown", "", ""},
               {"data_region", "unknown", "", ""},
               {"breach_history", "unknown", "", ""}};
  miro.need = "whiteboard";
  miro.standing = "unreviewed";
  miro.devices = {68, 68};
  miro.departments = {{1, "design", "Design", {31, 31}},
                      {2, "product", "Product", {22, 22}},
                      {0, "", "other departments", {15, 15}}};
  miro.one_day = {20, 20};
  miro.two_three_days = {25, 25};
  miro.four_seven_days = {13, 13};
  miro.guest = {10, 10};
  miro.habit = Habit::kHabit;
  miro.habit_share = Share{0.52, 0.71};
  miro.stage = Stage::kEarly;
  miro.trend = trend({{38, 38}, {47, 47}, {52, 52}, {68, 68}});
  miro.first_seen = WindowNamed{miro.trend.front().window, miro.trend.front().name};
  return {example_head(), {miro}};
}

}  // namespace desirepath::needs
