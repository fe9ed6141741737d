#include "proto/policy/change.h"

#include <gmock/gmock.h>

#include <functional>

#include "proto/policy/floors.h"
#include "signed_bundle.h"

namespace desirepath::policy {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

Policy before() {
  v1::Policy message = SignedBundle().draft();
  message.set_number(1);
  return *check_policy(message, false);
}

struct Case {
  const char* words;
  bool widens;
  std::function<void(Policy&)> change;
};

TEST(Changes, EachIsOneSentenceThatSaysWhetherItWidens) {
  const std::vector<Case> cases = {
      {"the smallest number shown, k, is 5 instead of 10", true, [](Policy& p) { p.k = 5; }},
      {"the smallest number shown, k, is 20 instead of 10", false, [](Policy& p) { p.k = 20; }},
      {"figures of needs and of four windows may be exact, where all their candidates are safe, "
       "instead of bands",
       true, [](Policy& p) { p.strict = true; }},
      {"the smallest department is 20 instead of 10", false,
       [](Policy& p) { p.department_floor = 20; }},
      {"the time for a veto in hours is 48 instead of 24", false,
       [](Policy& p) { p.hold_hours = 48; }},
      {"newly asked: that two listed tools were used", true,
       [](Policy& p) { p.kinds.push_back(8); }},
      {"no longer asked: that a device takes part", false,
       [](Policy& p) { p.kinds.erase(p.kinds.begin()); }},
      {"need 61, off until now, is asked about", true, [](Policy& p) { p.sensitive_needs = {61}; }},
      {"department Board is new, with 12 devices", true,
       [](Policy& p) {
         p.departments.push_back({3, "board", "Board", 0, 12});
       }},
      {"department sales has 60 devices instead of 40", true,
       [](Policy& p) { p.departments[0].devices = 60; }},
      {"department sales has 30 devices instead of 40", false,
       [](Policy& p) { p.departments[0].devices = 30; }},
      {"department sales-north is gone", false, [](Policy& p) { p.departments.pop_back(); }},
      {"department sales-north has another place", true,
       [](Policy& p) { p.departments[1].parent = 0; }},
      {"figures are made over days", true, [](Policy& p) { p.profile = Profile::kDaily; }},
      {"figures are made over four weeks", false, [](Policy& p) { p.profile = Profile::kSmall; }},
      {"windows follow the clock of UTC", true, [](Policy& p) { p.time_zone = "UTC"; }},
      {"the staff side signs with other keys", true, [](Policy& p) { p.signers.staff[0][0] ^= 1; }},
      {"the curator signs with another key", true, [](Policy& p) { p.signers.curation[0] ^= 1; }},
      {"devices count from 6 to 20 o'clock on 5 days a week", false,
       [](Policy& p) {
         p.counting_hours = {6, 20, 0x1f};
       }},
      {"the organisation says it has no staff body", true,
       [](Policy& p) { p.no_staff_body = true; }},
      {"the policy ends on", true, [](Policy& p) { p.ends += 86400; }},
  };
  for (const Case& one : cases) {
    Policy after = before();
    one.change(after);
    const std::vector<Change> changes = changes_between(before(), after);
    ASSERT_THAT(changes, SizeIs(1)) << one.words;
    EXPECT_THAT(changes[0].words, HasSubstr(one.words));
    EXPECT_EQ(changes[0].widens, one.widens) << one.words;
    EXPECT_EQ(widens(before(), after), one.widens) << one.words;
  }
}

TEST(Changes, ThereAreNoneBetweenEqualPolicies) {
  EXPECT_THAT(changes_between(before(), before()), SizeIs(0));
}

}  // namespace
}  // namespace desirepath::policy
