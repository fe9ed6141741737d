#include "collector/needs/sight.h"

#include <vector>

namespace desirepath::needs {

void keep_sight(const curation::Sight& sight, ToolsReport& report) {
  if (!sight.limited()) return;
  const auto hidden = [&](const DepartmentLine& line) { return !sight.shows(line.id); };
  for (ToolCard& card : report.cards) {
    std::erase_if(card.departments, hidden);
  }
  if (sight.organisation_only) return;
  std::erase_if(report.cards, [](const ToolCard& card) { return card.departments.empty(); });
}

void keep_sight(const curation::Sight& sight, NeedPictures& pictures) {
  if (!sight.limited()) return;
  std::erase_if(pictures.departments,
                [&](const DepartmentPicture& row) { return !sight.shows(row.id); });
  pictures.limited = true;
}

}  // namespace desirepath::needs
