#include "collector/needs/reason.h"

#include <absl/strings/str_cat.h>

#include <algorithm>

#include "collector/needs/interval.h"
#include "collector/needs/thresholds.h"

namespace desirepath::needs {
namespace {

// A share decides when its middle passes the threshold and its low end is not far below.
bool decides(const Share& share, double threshold) {
  return middle(share) > threshold && share.low > threshold * kSureFraction;
}

Devices halved(const Devices& devices) { return {devices.low / 2, (devices.high + 1) / 2}; }

Share displacement_of(const ReasonInputs& inputs) {
  const auto& v = inputs.displacement;
  const Devices left = v[3] + halved(v[5]);
  return share_of(left, inputs.offered_users + v[3] + v[5]);
}

// What the department tables leave open is bounded by the headcount of the departments that are
// offered nothing, and by what their devices can say: "never" (v2) or "too early" (v8) alone.
Share without_offer(const ReasonInputs& inputs) {
  const Devices headcount{inputs.headcount_without_offer, inputs.headcount_without_offer};
  double most = share_of(headcount, inputs.now).high;
  if (inputs.displacement_published && inputs.other.low > 0) {
    const auto& v = inputs.displacement;
    most = std::min(most, share_of(v[2] + v[8], inputs.other).high);
  }
  const Share& share = inputs.others_without_offer;
  return {std::min(share.low, most), std::min(share.high, most)};
}

ReasonFigure by_displacement(const ReasonInputs& inputs) {
  const auto& v = inputs.displacement;
  const Share disp = displacement_of(inputs);
  const auto figure = [&](Reason reason, const Share& share) {
    return ReasonFigure{reason, share, disp};
  };
  if (!inputs.displacement_published || inputs.other.low == 0) {
    return figure(Reason::kTooFew, {0, 1});
  }
  const Share young = share_of(v[8], inputs.other);
  if (decides(young, kYoungShare)) return figure(Reason::kTooEarly, young);
  const Share login = share_of(v[7], inputs.other);
  if (decides(login, kInaccessibleShare)) return figure(Reason::kInaccessible, login);
  const Share never = share_of(v[2], inputs.other);
  if (decides(never, kUnknownShare)) return figure(Reason::kUnknown, never);
  const Share left = share_of(v[3], inputs.other);
  if (decides(left, kUnfitShare)) return figure(Reason::kUnfit, left);
  if (decides(disp, kUnfitShare)) return figure(Reason::kUnfit, disp);
  const Share both = share_of(v[1], inputs.other);
  if (decides(both, kUnconnectedShare)) {
    const bool old = middle(inputs.before) >= kOldEnough * middle(inputs.now);
    return figure(old ? Reason::kUnconnected : Reason::kTooEarly, both);
  }
  return figure(Reason::kTooFew, {0, 1});
}

}  // namespace

ReasonFigure likely_reason(const ReasonInputs& inputs) {
  const double guests = middle(inputs.guests);
  if (inputs.guests.low >= inputs.k && guests > kOutsidePull * middle(inputs.owners)) {
    return {Reason::kOutsidePull, share_beside(inputs.guests, inputs.owners), {}};
  }
  if (!inputs.offered_to_all && !inputs.offered_to_some) return {Reason::kAbsent, {1, 1}, {}};
  if (!inputs.offered_to_all) {
    const Share without = without_offer(inputs);
    // Diaries too young to say that anybody uses both cannot speak against it yet.
    const bool grown = inputs.windows >= kReasonWindows;
    if (grown ? middle(without) >= kWithoutOfferShare : decides(without, kWithoutOfferShare))
      return {Reason::kInaccessible, without, {}};
  }
  if (inputs.windows < kReasonWindows) return {Reason::kTooEarly, {0, 1}, {}};
  return by_displacement(inputs);
}

std::string reason_words(Reason reason, std::uint32_t windows_to_wait) {
  switch (reason) {
    case Reason::kAbsent:
      return "nothing is offered for this";
    case Reason::kUnknown:
      return "not known here: most who use something else never used what is offered";
    case Reason::kUnfit:
      return "does not fit the work: many left what is offered";
    case Reason::kInaccessible:
      return "hard to get into: no further than the login, or not offered to these departments";
    case Reason::kUnconnected:
      return "not connected: most use both side by side";
    case Reason::kOutsidePull:
      return "brought along from outside: more guests than owners";
    case Reason::kTooEarly:
      return windows_to_wait > 0 ? absl::StrCat("too early, in ", windows_to_wait, " more windows")
                                 : "too early, most of this began only lately";
    case Reason::kTooFew:
      break;
  }
  return "too few to tell one reason from another";
}

std::string reason_fix(Reason reason) {
  switch (reason) {
    case Reason::kAbsent:
      return "offer something; start with what staff chose";
    case Reason::kUnknown:
      return "tell people; put it into the day-one kit";
    case Reason::kUnfit:
      return "listen, then fix or replace";
    case Reason::kInaccessible:
      return "licences, rights, single sign-on";
    case Reason::kUnconnected:
      return "connect the two";
    case Reason::kOutsidePull:
      return "a guest policy, not a licence";
    case Reason::kTooEarly:
    case Reason::kTooFew:
      break;
  }
  return "ask the people concerned";
}

}  // namespace desirepath::needs
