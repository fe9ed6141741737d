#include "collector/events/formats.h"

#include <gmock/gmock.h>

#include "collector/events/channel.h"
#include "collector/events/courier.h"

namespace desirepath::events {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

curation::Event hostile() {
  curation::Event event;
  event.id = "00ff";
  event.at = 1'800'000'000;
  event.kind = "new-need";
  event.subject = "a=b\\c\nd";
  event.message = "one|two\\three\nfour\"five";
  return event;
}

TEST(Formats, TheWordsAreTheSettings) {
  for (const char* word : {"ocsf", "ecs", "cef"}) EXPECT_EQ(format_word(*parse_format(word)), word);
  EXPECT_FALSE(parse_format("leef"));
}

TEST(Formats, NoTextEndsAFieldOrALineOfCef) {
  const std::string line = in_format(Format::kCef, hostile(), "A=B");
  EXPECT_THAT(line, StartsWith("CEF:0|Desirepath|Desirepath collector|"));
  EXPECT_THAT(line, HasSubstr("|new-need|one\\|two\\\\three four\"five|1|externalId=00ff "));
  EXPECT_THAT(line, HasSubstr("cs1=a\\=b\\\\c\\nd"));
  EXPECT_THAT(line, HasSubstr("cs3=A\\=B"));
  EXPECT_THAT(line, Not(HasSubstr("\n")));
}

TEST(Formats, ASyslogFrameSaysItsLengthInOctets) {
  const std::string message = syslog_message(hostile(), "host", "\xc3\xa4");
  EXPECT_EQ(
      message,
      "<110>1 2027-01-15T08:00:00Z host desirepath-collector - new-need - \xef\xbb\xbf\xc3\xa4");
  EXPECT_EQ(syslog_frame("\xc3\xa4"), "2 \xc3\xa4");
  EXPECT_THAT(syslog_message(hostile(), "", "x"), HasSubstr("Z - desirepath-collector"));
}

// The example of the Standard Webhooks specification.
TEST(WebhookSignature, IsThatOfTheStandardsExample) {
  const std::string key = webhook_key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  EXPECT_EQ(
      webhook_signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, R"({"test": 2432232314})"),
      "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  EXPECT_EQ(webhook_key("any text"), "any text");
}

TEST(Pause, DoublesUpToSixHoursAndEnds) {
  seal::Random random(seal::Key{});
  absl::Duration least = absl::Seconds(5);
  for (int tries = 1; tries < 15; ++tries) {
    const auto pause = pause_after(tries, random);
    ASSERT_TRUE(pause) << tries;
    EXPECT_GE(*pause, least) << tries;
    EXPECT_LT(*pause, least * 4 / 3 + absl::Seconds(1)) << tries;
    least = std::min(least * 2, absl::Hours(6));
  }
  EXPECT_FALSE(pause_after(15, random));
}

}  // namespace
}  // namespace desirepath::events
