#include "agent/console/request.h"

#include <array>
#include <utility>

#include "absl/strings/str_cat.h"

namespace desirepath::console {
namespace {

constexpr std::array<std::pair<Ask, std::string_view>, 19> kWords = {{
    {Ask::kStatus, "status"},
    {Ask::kLedger, "ledger"},
    {Ask::kPause, "pause"},
    {Ask::kResume, "resume"},
    {Ask::kOptOut, "opt-out"},
    {Ask::kOptIn, "opt-in"},
    {Ask::kHandOver, "hand-over"},
    {Ask::kPolicy, "policy"},
    {Ask::kVeto, "veto"},
    {Ask::kVetoAll, "veto-all"},
    {Ask::kForget, "forget"},
    {Ask::kPaths, "paths"},
    {Ask::kNetworkPage, "network-page"},
    {Ask::kObserved, "observed"},
    {Ask::kObservedOptOut, "observed-opt-out"},
    {Ask::kObservedOptIn, "observed-opt-in"},
    {Ask::kNotices, "notices"},
    {Ask::kUnderstood, "understood"},
    {Ask::kLogLines, "log-lines"},
}};

std::string text(const boost::json::object& object, std::string_view name) {
  const boost::json::value* value = object.if_contains({name.data(), name.size()});
  if (value == nullptr || !value->is_string()) return {};
  return std::string(value->get_string());
}

std::int64_t number(const boost::json::object& object, std::string_view name) {
  const boost::json::value* value = object.if_contains({name.data(), name.size()});
  return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

}  // namespace

std::string_view word(Ask ask) {
  for (const auto& [known, name] : kWords) {
    if (known == ask) return name;
  }
  return "";
}

boost::json::object to_json(const Request& request) {
  boost::json::object object;
  const std::string_view name = word(request.ask);
  object["ask"] = boost::json::string_view(name.data(), name.size());
  if (!request.window.empty()) object["window"] = request.window;
  if (request.until != 0) object["until"] = request.until;
  if (request.position != 0) object["position"] = std::int64_t{request.position};
  if (!request.tool.empty()) object["tool"] = request.tool;
  if (!request.address.empty()) object["address"] = request.address;
  if (!request.language.empty()) object["language"] = request.language;
  if (!request.lines.empty()) object["lines"] = request.lines;
  return object;
}

absl::StatusOr<Request> parse_request(const boost::json::object& object) {
  const std::string name = text(object, "ask");
  for (const auto& [ask, known] : kWords) {
    if (known != name) continue;
    Request request{.ask = ask,
                    .window = text(object, "window"),
                    .until = number(object, "until"),
                    .position = 0,
                    .tool = text(object, "tool"),
                    .language = text(object, "language"),
                    .address = text(object, "address")};
    if (const boost::json::value* lines = object.if_contains("lines");
        lines != nullptr && lines->is_array()) {
      request.lines = lines->get_array();
    }
    const std::int64_t position = number(object, "position");
    if (position < 0 || position > 0xffff) {
      return absl::InvalidArgumentError(
          "no frame or notice has that number; `ledger` shows those there are");
    }
    request.position = static_cast<std::uint32_t>(position);
    return request;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("unknown request `", name, "`; is the agent older than this command?"));
}

}  // namespace desirepath::console
