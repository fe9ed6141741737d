#include "collector/report/pictures_json.h"

#include <boost/json.hpp>

#include "collector/report/frame.h"
#include "collector/report/side_text.h"
#include "collector/report/words.h"

namespace desirepath::report {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

const char* move_code(std::uint32_t displacement) {
  switch (displacement) {
    case 1:
      return "beside";
    case 2:
      return "never";
    case 3:
      return "moved";
    case 5:
      return "stopped";
    case 7:
      return "login_only";
    default:
      return "too_early";
  }
}

value no_moves_code(needs::NoMoves why) {
  switch (why) {
    case needs::NoMoves::kNothingOffered:
      return "nothing_offered";
    case needs::NoMoves::kTooFew:
      return "too_few";
    case needs::NoMoves::kShown:
      break;
  }
  return nullptr;
}

value no_pairs_code(needs::NoPairs why) {
  switch (why) {
    case needs::NoPairs::kNotListed:
      return "not_listed";
    case needs::NoPairs::kTooFew:
      return "too_few";
    case needs::NoPairs::kShown:
      break;
  }
  return nullptr;
}

array departments_of(const needs::NeedPictures& pictures) {
  array rows;
  for (const needs::DepartmentPicture& row : pictures.departments) {
    array cells;
    for (const std::optional<needs::Devices>& cell : row.tools) {
      cells.push_back(cell ? value(devices_json(*cell)) : value(nullptr));
    }
    rows.push_back({{"department", row.id},
                    {"name", row.name},
                    {"headcount", row.headcount == 0 ? value(nullptr) : value(row.headcount)},
                    {"chosen", devices_json(row.chosen)},
                    {"offered", devices_json(row.offered)},
                    {"reason", reason_code(row.reason)},
                    {"tools", std::move(cells)}});
  }
  return rows;
}

value moves_of(const needs::NeedPictures& pictures) {
  if (!pictures.moves) return nullptr;
  array rows;
  for (const needs::Move& move : pictures.moves->moves) {
    object row = devices_json(move.devices);
    row["code"] = move_code(move.value);
    rows.push_back(std::move(row));
  }
  return object{{"window", pictures.moves->window}, {"rows", std::move(rows)}};
}

}  // namespace

std::string pictures_json(const needs::NeedPictures& pictures) {
  object document = head_json(pictures.head);
  document["need"] = pictures.need;
  array tools;
  for (const needs::PictureTool& tool : pictures.tools) {
    tools.push_back({{"tool", tool.id}, {"name", tool.name}, {"offered", tool.offered}});
  }
  document["tools"] = std::move(tools);
  document["departments"] = departments_of(pictures);
  document["limited"] = pictures.limited;
  document["moves"] = moves_of(pictures);
  document["no_moves"] = no_moves_code(pictures.no_moves);
  document["pairs"] = pair_rows_json(pictures.pairs);
  document["no_pairs"] = no_pairs_code(pictures.no_pairs);
  return boost::json::serialize(document);
}

}  // namespace desirepath::report
