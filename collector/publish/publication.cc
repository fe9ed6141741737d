#include "collector/publish/publication.h"

#include <algorithm>
#include <optional>

#include "collector/publish/band_block.h"
#include "collector/publish/first_light.h"
#include "collector/publish/need_tables.h"
#include "collector/publish/pair_tables.h"
#include "collector/publish/reporting_table.h"
#include "collector/publish/without_agent_table.h"
#include "desirepath/v1/fact.pb.h"
#include "proto/policy/first_light.h"

namespace desirepath::publish {
namespace {

bool asks(const policy::Policy& policy, std::uint32_t kind) {
  return std::find(policy.kinds.begin(), policy.kinds.end(), kind) != policy.kinds.end();
}

class Publisher {
 public:
  Publisher(const Tally& tally, const Dictionary& dictionary, const Earlier& earlier,
            std::uint32_t window, Noise* noise)
      : noise_(noise),
        tally_(tally),
        dictionary_(dictionary),
        earlier_(earlier),
        window_(window),
        floors_(floors_of(dictionary.policy)),
        reach_(dictionary.reach.value_or(reach_of(dictionary.policy))),
        places_(places_of(dictionary.policy)) {}

  std::vector<Block> blocks() {
    if (reach_ == Reach::kNothing || tally_.all_reports() < dictionary_.fewest_reports) return {};
    tools();
    const Reporting reporting = reporting_table(tally_, places_, figures_, floors_, window_,
                                                blocks_, dictionary_.fewest_reports);
    if (dictionary_.first_light && !reporting.published) return {};
    without_agent_table(tally_, dictionary_.policy, reporting, floors_, window_, blocks_);
    tool_bands(reporting);
    needs(reporting);
    visibility(reporting);
    pairs(reporting);
    rules(reporting);
    std::sort(blocks_.begin(), blocks_.end());
    return std::move(blocks_);
  }

 private:
  void tools() {
    for (const auto& [tool, need] : dictionary_.need_of) {
      offers_[tool] = offer_of(dictionary_, places_, tool, window_);
    }
    if (reach_ == Reach::kNeedsOnly) return;
    for (const auto& [tool, counts] : tally_.tools) {
      const auto offer = offers_.find(tool);
      if (offer == offers_.end()) continue;  // a tool that the window's catalog does not know
      std::vector<Atom> atoms = department_atoms(counts, tally_, places_, offer->second);
      if (reach_ != Reach::kDepartments) {
        for (Atom& atom : atoms) atom.alone = false;
      }
      ToolFigures figures =
          tool_tables(tool, counts, std::move(atoms), floors_, window_, blocks_, noise_);
      if (figures.published) figures_.push_back(std::move(figures));
    }
  }

  void tool_bands(const Reporting& reporting) {
    for (const ToolFigures& figures : figures_) {
      const ToolTally& counts = tally_.tools.at(figures.tool);
      if (asks(dictionary_.policy, v1::FACT_KIND_RETENTION)) {
        retention_table(figures, counts, earlier_, floors_, window_, blocks_);
      }
      if (ends_period()) {
        // By those who surely reported: a headcount may say far more devices than took part, and
        // then nearly everybody would pass for a part.
        std::optional<std::int64_t> most;
        if (dictionary_.policy.strict && reporting.published) most = reporting.devices.low;
        period_table(figures, counts, earlier_, floors_, window_, most, blocks_);
      }
    }
  }

  [[nodiscard]] bool ends_period() const {
    return asks(dictionary_.policy, v1::FACT_KIND_TOOL_PERIOD) &&
           window_ % (kBefore + 1) == kBefore;
  }

  [[nodiscard]] const ToolFigures* figures_of(std::uint32_t tool) const {
    const auto found = std::lower_bound(
        figures_.begin(), figures_.end(), tool,
        [](const ToolFigures& each, std::uint32_t number) { return each.tool < number; });
    return found != figures_.end() && found->tool == tool ? &*found : nullptr;
  }

  // Fewer than k, or in an organisation that sees no tools at all: anything.
  [[nodiscard]] ToolFigures unseen(std::uint32_t tool, const Reporting& reporting) const {
    ToolFigures figures = hidden_tool(tool, floors_);
    if (reach_ == Reach::kNeedsOnly) figures.owners.high = reporting.devices.high;
    return figures;
  }

  [[nodiscard]] bool paired(std::uint32_t tool) const {
    return std::any_of(dictionary_.pairs.begin(), dictionary_.pairs.end(),
                       [&](const auto& pair) { return pair.first == tool || pair.second == tool; });
  }

  void needs(const Reporting& reporting) {
    std::map<std::uint32_t, std::vector<std::uint32_t>> tools_of;
    for (const auto& [tool, need] : dictionary_.need_of) tools_of[need].push_back(tool);
    for (const auto& [need, tools] : tools_of) {
      NeedInputs inputs;
      inputs.need = need;
      inputs.asked_displacement = asks(dictionary_.policy, v1::FACT_KIND_DISPLACEMENT);
      inputs.asked_need = asks(dictionary_.policy, v1::FACT_KIND_NEED_WEEK);
      const auto counted = tally_.needs.find(need);
      if (counted != tally_.needs.end()) inputs.tally = counted->second;
      std::vector<Band> offered;
      std::vector<Band> other;
      std::vector<Band> all;
      for (const std::uint32_t tool : tools) {
        const ToolFigures* figures = figures_of(tool);
        const Offer& offer = offers_.at(tool);
        const ToolPart part =
            part_of(figures != nullptr ? *figures : unseen(tool, reporting), offer);
        if (offer.anywhere) offered.push_back(part.offered);
        if (!offer.everywhere) other.push_back(part.other);
        all.push_back(part.all);
        inputs.paired = inputs.paired || paired(tool);
        inputs.anything_offered = inputs.anything_offered || offer.anywhere;
        inputs.tool_published = inputs.tool_published || figures != nullptr;
      }
      inputs.offered = union_of(offered);
      inputs.other = union_of(other);
      inputs.all = union_of(all);
      if (!inputs.asked_displacement && !inputs.asked_need) continue;
      if (dictionary_.policy.strict) inputs.tools = all;
      need_tables(inputs, reporting, floors_, window_, blocks_);
    }
  }

  // Shares of flows with a name: each device is in one step, so the five add up to N at most.
  void visibility(const Reporting& reporting) {
    if (!asks(dictionary_.policy, v1::FACT_KIND_VISIBILITY_WEEK)) return;
    std::vector<Count> counts;
    Tie tie{{}, 0, reporting.room(floors_.k)};
    for (std::uint32_t value = 1; value <= kVisibilitySteps; ++value) {
      counts.push_back({0, tally_.visibility[value]});
      tie.members.push_back(kVisibilitySteps - value);  // the largest step gives way first
    }
    const std::optional<JointBands> bands = joint_bands(counts, {tie}, floors_.k);
    for (std::uint32_t value = 1; bands && value <= kVisibilitySteps; ++value) {
      blocks_.push_back(
          band_block(View::kVisibility, window_, 0, value, bands->shown[value - 1], floors_.k));
    }
  }

  // Every pair that the devices were asked about, so that a row tells nothing of who answered.
  void pairs(const Reporting& reporting) {
    const bool flows = asks(dictionary_.policy, v1::FACT_KIND_PAIR_FLOW);
    if (!flows && !asks(dictionary_.policy, v1::FACT_KIND_PAIR)) return;
    for (const policy::ToolPair& listed : dictionary_.pairs) {
      const PairInputs pair{listed.first, listed.second, figures_of(listed.first),
                            figures_of(listed.second), flows};
      if (pair.of_first == nullptr || pair.of_second == nullptr) continue;
      pair_tables(pair, tally_, reporting, floors_, window_, blocks_);
    }
  }

  // A rule protects by its notice: who was shown one is said only when it is k or more.
  void rules(const Reporting& reporting) {
    for (const auto& [rule, count] : tally_.rules) {
      const Band range{0, reporting.room(floors_.k)};
      const std::optional<Band> band = band_within(range, count, floors_.k);
      if (!band || band->low < std::int64_t{floors_.k}) continue;
      blocks_.push_back(band_block(View::kRule, window_, rule, kWhole, *band, floors_.k));
    }
  }

  Noise* noise_;
  const Tally& tally_;
  const Dictionary& dictionary_;
  const Earlier& earlier_;
  std::uint32_t window_;
  Floors floors_;
  Reach reach_;
  std::vector<Place> places_;
  std::map<std::uint32_t, Offer> offers_;
  std::vector<ToolFigures> figures_;  // of published tools, by number
  std::vector<Block> blocks_;
};

Window window_of(const Tally& tally, const Dictionary& dictionary, std::uint32_t id) {
  const policy::Policy& policy = dictionary.policy;
  Window window;
  window.id = id;
  window.name = dictionary.window_name;
  window.organisation = policy.organisation;
  window.lab = policy.lab();
  if (policy.profile == policy::Profile::kDaily) window.days = 1;
  if (policy.profile == policy::Profile::kSmall) window.days = 28;
  window.first_light = dictionary.first_light;
  if (policy.first_light && window.first_light) {
    window.days = static_cast<std::uint32_t>(policy::days_of(*policy.first_light));
  }
  window.policy_number = policy.number;
  window.floors = floors_of(policy);
  window.enrolled = dictionary.enrolled != 0 ? dictionary.enrolled
                                             : static_cast<std::uint32_t>(headcount_of(policy));
  window.arrived_permille = dictionary.arrived_permille;
  window.departments = policy.departments;
  for (const policy::ToolStanding& standing : dictionary.standings) {
    if (standing.effective_window <= id) window.standings.push_back(standing);
  }
  if (tally.all_reports() > headcount_of(policy)) window.alarms.push_back(policy::kOrganisation);
  for (const Place& place : places_of(policy)) {
    const auto reports = tally.reports.find(place.number);
    const bool more = reports != tally.reports.end() && reports->second > place.headcount;
    if (more && place.number != policy::kOrganisation) window.alarms.push_back(place.number);
  }
  return window;
}

}  // namespace

Publication publication_of(const Tally& tally, const Dictionary& dictionary, const Earlier& earlier,
                           std::uint32_t window, Noise* noise) {
  Publication publication{window_of(tally, dictionary, window), {}};
  if (noise != nullptr) publication.window.noise_milli = dictionary.policy.noise_milli;
  const Dictionary asked = dictionary.first_light ? of_first_light(dictionary) : dictionary;
  publication.blocks = Publisher(tally, asked, earlier, window, noise).blocks();
  return publication;
}

}  // namespace desirepath::publish
