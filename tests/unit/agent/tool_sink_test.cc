#include "agent/tool_sink.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "proto/catalog/shipped.h"

namespace desirepath::agent {
namespace {

using std::chrono::seconds;

const catalog::Catalog& the_catalog() {
  static const catalog::Catalog kCatalog = *catalog::Catalog::unpack(catalog::shipped());
  return kCatalog;
}

class ToolSinkTest : public testing::Test {
 protected:
  void asks(seconds time, const char* name) {
    sight::Sighting sighting;
    sighting.time = capture::Time(time);
    sighting.source = sight::Source::kDns;
    sighting.name = sight::HostName::from(name);
    sink_.on_sighting(sighting);
  }
  void moves(seconds time, const char* name, std::uint64_t up) {
    sink_.on_activity({.time = capture::Time(time),
                       .name = sight::HostName::from(name),
                       .source = sight::NameSource::kTls,
                       .bytes_up = up,
                       .bytes_down = 90'000});
  }
  // What is in the queue: "tool octets-up @second".
  std::vector<std::string> uses() {
    std::vector<std::string> uses;
    while (const std::optional<ToolUse> use = queue_.pop()) {
      EXPECT_EQ(use->need, the_catalog().tool(use->tool)->need);
      uses.push_back(std::string(the_catalog().tool(use->tool)->id) + " " +
                     std::to_string(use->bytes_up) + " @" +
                     std::to_string(use->time.time_since_epoch() / seconds(1)));
    }
    return uses;
  }

  match::Matcher matcher_{the_catalog()};
  UseQueue queue_;
  ToolSink sink_{the_catalog(), matcher_, queue_, seconds(300)};
};

TEST_F(ToolSinkTest, AnActivityOfAToolIsAUseAtItsOwnTime) {
  moves(seconds(310), "acme.slack.com", 900);
  moves(seconds(320), "www.google.com", 900);
  EXPECT_EQ(uses(), (std::vector<std::string>{"slack 900 @310"}));
}

TEST_F(ToolSinkTest, QuestionsOfASlotAddWhatItsConnectionsHideWhenItIsOver) {
  asks(seconds(601), "docs.google.com");
  asks(seconds(602), "drive.google.com");
  moves(seconds(700), "drive.google.com", 20'000);
  EXPECT_EQ(uses(), (std::vector<std::string>{"google-drive 20000 @700"}));
  sink_.advance(capture::Time(seconds(899)));
  EXPECT_TRUE(uses().empty());
  sink_.advance(capture::Time(seconds(960)));
  EXPECT_EQ(uses(), (std::vector<std::string>{"google-docs 10000 @899"}));
}

TEST_F(ToolSinkTest, TheNextSlotsTrafficDoesNotAnswerThisSlotsQuestion) {
  asks(seconds(601), "docs.google.com");
  moves(seconds(905), "drive.google.com", 20'000);
  sink_.finish();
  EXPECT_EQ(uses(), (std::vector<std::string>{"google-drive 20000 @905"}));
}

TEST_F(ToolSinkTest, AClockThatIsSetBackBeginsItsSlotsAnew) {
  const seconds ahead(864'000);
  asks(ahead + seconds(601), "docs.google.com");
  sink_.advance(capture::Time(seconds(601)));
  asks(seconds(601), "docs.google.com");
  moves(seconds(605), "drive.google.com", 20'000);
  sink_.advance(capture::Time(seconds(960)));
  EXPECT_EQ(uses(),
            (std::vector<std::string>{"google-drive 20000 @605", "google-docs 10000 @605"}));
}

TEST_F(ToolSinkTest, TheEndOfTheInputEndsTheSlot) {
  asks(seconds(601), "docs.google.com");
  moves(seconds(605), "drive.google.com", 20'000);
  sink_.finish();
  EXPECT_EQ(uses().size(), 2U);
}

}  // namespace
}  // namespace desirepath::agent
