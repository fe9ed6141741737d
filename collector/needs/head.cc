#include "collector/needs/analyse.h"
#include "collector/needs/figures.h"
#include "collector/needs/interval.h"

namespace desirepath::needs {
namespace {

// Each step stands for a fifth; its middle is what one device saw. Bands carry through.
std::optional<double> names_seen(const publish::PublishedWindow& window) {
  double devices = 0;
  double seen = 0;
  for (const publish::Block& block : window.of(publish::View::kVisibility, 0)) {
    const double count = middle(Devices{block.low, block.high});
    devices += count;
    seen += count * (block.member * 0.2 - 0.1);
  }
  if (devices == 0) return std::nullopt;
  return seen / devices;
}

}  // namespace

Head head_of(const publish::History& history) {
  const publish::PublishedWindow& last = history.last();
  Head head;
  head.organisation = last.head.organisation;
  head.lab = last.head.lab;
  head.k = last.head.floors.k;
  head.noise = last.head.noise_milli / 1000.0;
  head.window = last.head.id;
  head.window_name = last.head.name;
  head.first_light = last.head.first_light;
  head.days = last.head.days;
  head.windows = history.published();
  head.enrolled = last.head.enrolled;
  if (last.find(publish::View::kReporting, 0) != nullptr) head.reporting = reporting_of(last);
  if (const publish::Block* block = last.find(publish::View::kWithoutAgent, 0)) {
    head.has_gateways = true;
    if (block->why != publish::Why::kTooFewToSplit) head.without_agent = {block->low, block->high};
  }
  if (last.head.arrived_permille >= 0) head.arrived = last.head.arrived_permille / 1000.0;
  head.names_seen = names_seen(last);
  return head;
}

}  // namespace desirepath::needs
