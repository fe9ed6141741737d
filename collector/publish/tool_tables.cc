#include "collector/publish/tool_tables.h"

#include <algorithm>
#include <utility>

namespace desirepath::publish {
namespace {

Block exact(View view, std::uint32_t window, std::uint32_t object, std::uint32_t member,
            std::int64_t count) {
  Block block;
  block.view = view;
  block.window = window;
  block.object = object;
  block.member = member;
  block.low = block.high = static_cast<std::uint32_t>(count);
  return block;
}

Block rest_block(View view, std::uint32_t window, std::uint32_t object, const Folded& folded,
                 const Floors& floors) {
  Block block = exact(view, window, object, kRest, folded.rest);
  if (folded.rest == 0) block.high = floors.k - 1;
  block.why = folded.rest == 0 ? Why::kBelowFloor : Why::kFolded;
  return block;
}

bool holds(const Folded& folded, std::uint32_t member) {
  return std::binary_search(folded.alone.begin(), folded.alone.end(), member);
}

void department_table(const std::vector<Atom>& atoms, const Folded& folded, const Floors& floors,
                      std::uint32_t window, ToolFigures& figures, std::vector<Block>& blocks) {
  figures.rest = folded.rest;
  figures.rest_offered = true;
  for (const Atom& atom : atoms) {
    if (holds(folded, atom.member)) {
      figures.alone.push_back(atom);
      blocks.push_back(exact(View::kToolDepartment, window, figures.tool, atom.member, atom.count));
    } else {
      figures.rest_offered = figures.rest_offered && atom.offered;
    }
  }
  if (folded.rest_members > 0) {
    blocks.push_back(rest_block(View::kToolDepartment, window, figures.tool, folded, floors));
  }
}

// What the days table tells of the owners. Parts give way in their order, guests last: with a part
// still standing, a hidden one behind it never could stand, so it has fewer than k.
Band owners_of(const Folded& folded, std::int64_t standing, std::int64_t guests,
               const Floors& floors) {
  const std::int64_t all = standing + folded.rest;
  if (holds(folded, kGuestValue)) return {all, all};
  const std::int64_t small = std::min(folded.rest, std::int64_t{floors.k} - 1);
  if (folded.alone.empty()) {
    // One part at most has k or more, and the others less in all: either guests are few, or owners
    // are, and there is one, since guests alone would stand. Which of the two is told.
    if (all < 2 * std::int64_t{floors.k} - 1) return {1, all};
    return guests <= small ? Band{all - small, all} : Band{1, small};
  }
  std::int64_t most = 0;  // hidden owners
  for (std::uint32_t value = 1; value < kGuestValue; ++value) {
    if (!holds(folded, value)) most += value > folded.alone.front() ? small : folded.rest;
  }
  // A part that hides with nothing but guests hides because there are some.
  const bool with_guests = folded.rest_members == 2 && folded.rest > 0;
  most = std::min(most, folded.rest - (with_guests ? 1 : 0));
  return {all - small, standing + most};
}

void days_table(const ToolTally& counts, const Floors& floors, std::uint32_t window,
                ToolFigures& figures, std::vector<Block>& blocks, Noise* noise) {
  std::vector<Atom> parts;
  for (std::uint32_t value = 1; value <= kDayValues; ++value) {
    Atom part;
    part.member = value;
    part.count = counts.days[value];
    parts.push_back(part);
  }
  Folded folded = fold_parts(parts, floors.k);
  if (noise != nullptr) noise->add_to(parts, folded, floors.k, figures.total);
  std::int64_t owners = 0;
  for (const Atom& part : parts) {
    if (!holds(folded, part.member)) continue;
    if (part.member != kGuestValue) owners += part.count;
    blocks.push_back(exact(View::kToolDays, window, figures.tool, part.member, part.count));
  }
  if (folded.rest_members > 0) {
    blocks.push_back(rest_block(View::kToolDays, window, figures.tool, folded, floors));
  }
  figures.owners = owners_of(folded, owners, counts.days[kGuestValue], floors);
}

}  // namespace

std::vector<Atom> department_atoms(const ToolTally& tool, const Tally& tally,
                                   const std::vector<Place>& places, const Offer& offer) {
  std::vector<Atom> atoms;
  for (std::size_t i = 0; i < places.size(); ++i) {
    Atom atom;
    atom.member = places[i].number;
    atom.headcount = places[i].headcount;
    atom.offered = offer.at[i];
    const auto reports = tally.reports.find(atom.member);
    if (reports != tally.reports.end()) atom.reports = reports->second;
    // The organisation itself is no department; more reports than devices is an alarm (R8).
    atom.alone = atom.member != policy::kOrganisation && atom.reports <= atom.headcount;
    const auto count = tool.departments.find(atom.member);
    if (count != tool.departments.end()) atom.count = count->second;
    atoms.push_back(atom);
  }
  return atoms;
}

ToolFigures hidden_tool(std::uint32_t tool, const Floors& floors) {
  ToolFigures figures;
  figures.tool = tool;
  figures.owners = {0, std::int64_t{floors.k} - 1};
  return figures;
}

ToolFigures tool_tables(std::uint32_t tool, const ToolTally& counts, std::vector<Atom> atoms,
                        const Floors& floors, std::uint32_t window, std::vector<Block>& blocks,
                        Noise* noise) {
  Folded folded = fold(atoms, floors);
  if (!folded.published) return hidden_tool(tool, floors);
  if (noise != nullptr) noise->add_to(atoms, folded, floors.k);
  ToolFigures figures;
  figures.tool = tool;
  figures.published = true;
  figures.total = folded.total;
  blocks.push_back(exact(View::kTool, window, tool, kWhole, folded.total));
  department_table(atoms, folded, floors, window, figures, blocks);
  days_table(counts, floors, window, figures, blocks, noise);
  return figures;
}

}  // namespace desirepath::publish
