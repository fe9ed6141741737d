#include "collector/needs/evidence.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <cmath>

#include "collector/needs/thresholds.h"

namespace desirepath::needs {
namespace {

std::string number(const Devices& devices) {
  return devices.low == devices.high ? absl::StrCat(devices.low)
                                     : absl::StrCat(devices.low, "–", devices.high);
}

std::string percent(const Share& share) {
  const auto low = std::lround(share.low * 100);
  const auto high = std::lround(share.high * 100);
  return low == high ? absl::StrCat(low, " %") : absl::StrCat(low, "–", high, " %");
}

std::string graded(const Head& head, Grade grade) {
  return absl::StrCat(" (", grade == Grade::kSolid ? "solid" : "indicative", ", k = ", head.k, ")");
}

std::string use_sentence(const Head& head, const NeedCard& card) {
  return absl::StrCat("Window ", head.window_name, ": ", number(card.devices), " of ",
                      head.reporting ? number(*head.reporting) : "the",
                      " devices that reported used a tool for this that is not offered to them",
                      graded(head, card.grade), ".");
}

std::string gap_sentence(const NeedCard& card) {
  return absl::StrCat("Over the last ", std::min<std::size_t>(card.trend.size(), kIndexWindows),
                      " windows, ", percent(card.gap),
                      " of the use for this need went to tools chosen by staff, ",
                      percent(card.persistence), " of it on two days or more.");
}

std::string reason_sentence(const ReasonFigure& reason) {
  switch (reason.reason) {
    case Reason::kOutsidePull:
      return absl::StrCat("Inferred: ", percent(reason.share),
                          " of these devices only opened what others shared.");
    case Reason::kInaccessible:
      return absl::StrCat(
          "Inferred: ", percent(reason.share),
          " got no further than the login of what is offered, or are not offered it.");
    case Reason::kUnknown:
      return absl::StrCat("Inferred: ", percent(reason.share),
                          " never used what is offered, in a memory of 8 windows or more.");
    case Reason::kUnfit:
      return absl::StrCat("Inferred: ", percent(reason.share),
                          " had used what is offered and left it.");
    case Reason::kUnconnected:
      return absl::StrCat("Inferred: ", percent(reason.share), " use both side by side.");
    case Reason::kAbsent:
    case Reason::kTooEarly:
    case Reason::kTooFew:
      break;
  }
  return {};
}

std::string unseen_sentence(const Head& head) {
  const std::string names = head.names_seen
                                ? absl::StrCat(std::lround((1 - *head.names_seen) * 100),
                                               " % of connections carried no name")
                                : "the share of connections without a name is not known";
  return absl::StrCat("Not seen: phones and machines without an agent; ", names,
                      "; whether the use was for work.");
}

}  // namespace

Grade grade_of(const Head& head, const NeedCard& card) {
  const bool seen = head.names_seen && *head.names_seen >= kSolidVisibility;
  const bool enough = card.devices.low >= kSolidTimesK * head.k;
  return seen && enough && card.trend.size() >= kSolidWindows ? Grade::kSolid : Grade::kIndicative;
}

std::vector<std::string> evidence_of(const Head& head, const NeedCard& card,
                                     const ReasonInputs& inputs, const ReasonFigure& reason) {
  std::vector<std::string> sentences = {use_sentence(head, card), gap_sentence(card)};
  std::string why = reason_sentence(reason);
  if (!why.empty()) sentences.push_back(std::move(why));
  if (inputs.offered_users.high > 0) {
    sentences.push_back(absl::StrCat("What is offered: ", number(inputs.offered_users),
                                     " device-windows in the windows looked at."));
  }
  sentences.push_back(unseen_sentence(head));
  return sentences;
}

}  // namespace desirepath::needs
