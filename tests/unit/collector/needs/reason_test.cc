#include "collector/needs/reason.h"

#include <gtest/gtest.h>

namespace desirepath::needs {
namespace {

// 80-89 devices use something else, over four windows; something is offered to everyone.
ReasonInputs grown() {
  ReasonInputs inputs;
  inputs.windows = 12;
  inputs.offered_to_all = true;
  inputs.owners = {320, 356};
  inputs.other = {320, 356};
  inputs.offered_users = {1200, 1236};
  inputs.displacement_published = true;
  for (std::uint32_t value : {1U, 2U, 3U, 5U, 7U, 8U}) inputs.displacement[value] = {0, 36};
  return inputs;
}

ReasonInputs with(std::uint32_t value, const Devices& devices) {
  ReasonInputs inputs = grown();
  inputs.displacement[value] = devices;
  return inputs;
}

TEST(LikelyReason, NothingOfferedIsAbsent) {
  ReasonInputs inputs = grown();
  inputs.offered_to_all = false;
  EXPECT_EQ(Reason::kAbsent, likely_reason(inputs).reason);
}

TEST(LikelyReason, MoreGuestsThanOwnersIsPulledFromOutside) {
  ReasonInputs inputs = grown();
  inputs.guests = {40, 40};
  inputs.owners = {22, 22};
  EXPECT_EQ(Reason::kOutsidePull, likely_reason(inputs).reason);
  inputs.owners = {41, 41};
  EXPECT_NE(Reason::kOutsidePull, likely_reason(inputs).reason);
}

// Fewer guests than k could be any number of them.
TEST(LikelyReason, FewGuestsSayNothing) {
  ReasonInputs inputs = grown();
  inputs.guests = {0, 9};
  inputs.owners = {0, 2};
  EXPECT_NE(Reason::kOutsidePull, likely_reason(inputs).reason);
}

TEST(LikelyReason, OfferedElsewhereOnlyIsHardToGetInto) {
  ReasonInputs inputs = grown();
  inputs.offered_to_all = false;
  inputs.offered_to_some = true;
  inputs.others_without_offer = {0.2, 0.9};
  inputs.displacement[2] = {280, 316};
  EXPECT_EQ(Reason::kInaccessible, likely_reason(inputs).reason);
  inputs.windows = 6;  // nobody can have said otherwise
  EXPECT_EQ(Reason::kTooEarly, likely_reason(inputs).reason);
  inputs.windows = 12;
  // Whoever uses both is offered both, whatever the department tables leave open.
  inputs.displacement[2] = {0, 36};
  inputs.displacement[1] = {280, 316};
  inputs.before = inputs.now = {80, 89};
  EXPECT_EQ(Reason::kUnconnected, likely_reason(inputs).reason);
}

TEST(LikelyReason, YoungDiariesAreTooEarly) {
  ReasonInputs inputs = with(2, {280, 316});
  inputs.windows = 7;
  EXPECT_EQ(Reason::kTooEarly, likely_reason(inputs).reason);
  EXPECT_EQ(Reason::kTooEarly, likely_reason(with(8, {280, 316})).reason);
}

TEST(LikelyReason, TheTree) {
  EXPECT_EQ(Reason::kUnknown, likely_reason(with(2, {280, 316})).reason);
  EXPECT_EQ(Reason::kUnfit, likely_reason(with(3, {240, 276})).reason);
  EXPECT_EQ(Reason::kInaccessible, likely_reason(with(7, {200, 236})).reason);
  EXPECT_EQ(Reason::kUnconnected, likely_reason(with(1, {280, 316})).reason);
}

// Staff who are leaving what is offered use both for some windows.
TEST(LikelyReason, BothSidesInANeedThatHasOnlyBegunIsTooEarly) {
  ReasonInputs inputs = with(1, {280, 316});
  inputs.now = {80, 89};
  inputs.before = {0, 9};
  EXPECT_EQ(Reason::kTooEarly, likely_reason(inputs).reason);
  inputs.before = {60, 69};
  EXPECT_EQ(Reason::kUnconnected, likely_reason(inputs).reason);
}

TEST(LikelyReason, WideBandsAreTooFewToTell) {
  ReasonInputs inputs = grown();
  inputs.other = {40, 76};
  inputs.displacement[2] = {0, 36};
  EXPECT_EQ(Reason::kTooFew, likely_reason(inputs).reason);
}

TEST(LikelyReason, WithoutDisplacementItIsTooFew) {
  ReasonInputs inputs = with(2, {280, 316});
  inputs.displacement_published = false;
  EXPECT_EQ(Reason::kTooFew, likely_reason(inputs).reason);
}

}  // namespace
}  // namespace desirepath::needs
