#pragma once

// `need_pictures` is what the page of one need draws beside its card: where the need is, by
// department and tool; where devices moved between what is offered and what staff chose; between
// which listed tools work goes back and forth.
//
//   department  devices on either side: at least the largest block of a tool, at most their sum and
//               the signed headcount. Its likely reason only as far as the standings alone say it
//               (nothing is offered here): what its devices used before is published for the whole
//               organisation only (publish/README.md, 5), so all else is "too few"
//   moves       the displacement bands of the newest window that has them, at most as old as the
//               card pools
//   pairs       rows of `pairs_report` that touch the need
//
// A tool folded into "other departments" has no cell in its department: that is not "none".
// `report/pictures_json.h` prints it, GET /api/v1/needs/{need}/pictures answers with that.
//
// Source: needs.md 2, 3; product.md 6. Threads: pure functions.

#include <absl/status/statusor.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "collector/needs/need_card.h"
#include "collector/needs/pairs.h"
#include "collector/publish/history.h"
#include "proto/catalog/catalog.h"
#include "proto/policy/policy.h"

namespace desirepath::needs {

struct PictureTool {
  std::string id;
  std::string name;
  bool offered = false;  // to somebody
};

struct DepartmentPicture {
  std::string id;  // empty: other departments
  std::string name;
  std::uint32_t headcount = 0;  // signed; 0 for other departments
  Devices chosen;               // used a tool that is not offered here
  Devices offered;              // used what is offered here
  Reason reason = Reason::kTooFew;
  std::vector<std::optional<Devices>> tools;  // by NeedPictures::tools
};

// DISPLACEMENT values that are published (fact.proto).
struct Move {
  std::uint32_t value = 0;
  Devices devices;
};

struct Moves {
  std::string window;
  std::vector<Move> moves;
};

enum class NoMoves : std::uint8_t { kShown, kNothingOffered, kTooFew };
enum class NoPairs : std::uint8_t { kShown, kNotListed, kTooFew };

struct NeedPictures {
  Head head;
  std::string need;
  std::vector<PictureTool> tools;              // the most devices first
  std::vector<DepartmentPicture> departments;  // likewise, other departments last
  bool limited = false;                        // to the departments that whoever asks may see
  std::optional<Moves> moves;
  NoMoves no_moves = NoMoves::kShown;
  std::vector<PairRow> pairs;
  NoPairs no_pairs = NoPairs::kShown;
};

// `listed` are the pairs of the signed instructions. kNotFound: no need of this id in the catalog.
absl::StatusOr<NeedPictures> need_pictures(const publish::History& history,
                                           const catalog::Catalog& catalog, const std::string& need,
                                           const std::vector<policy::ToolPair>& listed);

}  // namespace desirepath::needs
