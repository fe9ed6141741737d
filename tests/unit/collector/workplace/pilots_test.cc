// Pilots, what came of a block, and IT's own figures: measured by published reports alone, as
// bands.

#include <map>

#include "collector/workplace/published_tools.h"
#include "tests/unit/collector/workplace/lab.h"

namespace desirepath::workplace {
namespace {

using boost::json::array;
using boost::json::object;
using ::testing::HasSubstr;

class PilotsTest : public LabTest {
 protected:
  void set_reports(api::Provider& provider) override {
    provider.needs = [this](const api::ReportQuery&) { return needs_; };
    provider.tools = [this](const api::ReportQuery& query) -> absl::StatusOr<std::string> {
      if (query.window.empty() && !tools_.empty()) return tools_.rbegin()->second;
      for (const auto& [window, report] : tools_) {
        if (name_of(window) == query.window) return report;
      }
      return absl::InvalidArgumentError("not published");
    };
  }

  // Of whiteboards in one window: exact figures, of Sales too.
  void publish_tools(std::uint32_t window, const std::map<std::string, int>& devices,
                     int sales = 0) {
    array rows;
    for (const auto& [tool, count] : devices) {
      array departments;
      if (sales > 0) {
        departments.push_back(
            object{{"department", "sales"}, {"name", "Sales"}, {"low", sales}, {"high", sales}});
        departments.push_back(object{{"department", ""},
                                     {"name", "other departments"},
                                     {"low", count - sales},
                                     {"high", count - sales}});
      }
      rows.push_back(object{{"tool", tool},
                            {"name", tool},
                            {"need", "whiteboard"},
                            {"standing", "unreviewed"},
                            {"devices", count},
                            {"departments", std::move(departments)}});
    }
    tools_[window] = boost::json::serialize(object{
        {"k", 10},
        {"line", object{{"enrolled", 1100}, {"reporting", object{{"low", 900}, {"high", 1000}}}}},
        {"window", object{{"id", window}, {"name", name_of(window)}}},
        {"tools", std::move(rows)}});
  }
  void publish_need(std::uint32_t newest, const std::vector<int>& counts) {
    array trend;
    std::uint32_t window = newest + 1 - static_cast<std::uint32_t>(counts.size());
    for (const int count : counts) {
      trend.push_back(object{
          {"window", window}, {"name", name_of(window)}, {"low", count}, {"high", count + 9}});
      ++window;
    }
    needs_ = boost::json::serialize(
        object{{"needs", array{object{{"need", "whiteboard"}, {"trend", std::move(trend)}}}}});
  }
  absl::StatusOr<api::Outcome> ask(const std::string& operation,
                                   std::vector<std::string> names = {}, object body = {},
                                   const std::string& version = "") {
    return operate(operation, call(std::move(names), std::move(body), version));
  }
  absl::StatusOr<api::Outcome> decide(const char* tool, const char* standing, const char* version) {
    return ask("decideStanding", {tool},
               {{"scopes", array{object{{"department", nullptr}, {"standing", standing}}}},
                {"reason", "it has to be"}},
               version);
  }
  static object pilot(const char* kind, int value, array departments = {}) {
    return {{"tool", "miro"},
            {"departments", std::move(departments)},
            {"hypothesis", "boards are what they need"},
            {"criterion", object{{"kind", kind}, {"value", value}}},
            {"windows", 4}};
  }
  boost::json::value newest_pilot() { return ask("getPilots")->body.at("pilots").at(0); }

  std::string needs_ = R"({"needs":[]})";
  std::map<std::uint32_t, std::string> tools_;
};

TEST_F(PilotsTest, APilotIsMeasuredInItsLastWindowByWhatWasWrittenBefore) {
  publish_tools(kWindow - 1, {{"miro", 15}});
  ASSERT_TRUE(ask("beginPilot", {}, pilot("uses", 30)).ok());
  EXPECT_EQ(newest_pilot().at("before").at("low"), 15);
  EXPECT_EQ(newest_pilot().at("until"), name_of(kWindow + 4).c_str());
  EXPECT_EQ(newest_pilot().at("verdict"), "to_come");
  publish_tools(kWindow + 3, {{"miro", 40}});
  EXPECT_EQ(newest_pilot().at("now").at("low"), 40);
  EXPECT_EQ(newest_pilot().at("verdict"), "to_come");
  publish_tools(kWindow + 4, {{"miro", 30}});
  EXPECT_EQ(newest_pilot().at("verdict"), "kept");
  publish_tools(kWindow + 4, {{"miro", 29}});
  EXPECT_EQ(newest_pilot().at("verdict"), "partly");
  publish_tools(kWindow + 4, {{"miro", 15}});
  EXPECT_EQ(newest_pilot().at("verdict"), "not");
  publish_tools(kWindow + 4, {});  // fewer than k, or nearly everybody
  EXPECT_EQ(newest_pilot().at("last").at("high"), 1000);
  EXPECT_EQ(newest_pilot().at("verdict"), "cannot_say");
}

TEST_F(PilotsTest, WhatIsOfferedToEveryoneIsHiddenOnlyWhereFewUseIt) {
  publish_tools(kWindow - 1, {{"miro", 15}});
  ASSERT_TRUE(decide("miro", "piloting", "0").ok());
  ASSERT_TRUE(ask("beginPilot", {}, pilot("uses", 30)).ok());
  publish_tools(kWindow + 4, {});
  EXPECT_EQ(newest_pilot().at("last").at("high"), 9);
  EXPECT_EQ(newest_pilot().at("verdict"), "not");
}

TEST_F(PilotsTest, OfADepartmentWithoutAFigureOfItsOwnItMaySayThatItCannotSay) {
  publish_tools(kWindow - 1, {{"miro", 20}});
  ASSERT_TRUE(ask("beginPilot", {}, pilot("uses", 15, {"design"})).ok());
  publish_tools(kWindow + 4, {{"miro", 40}}, 22);
  EXPECT_EQ(newest_pilot().at("last").at("low"), 0);
  EXPECT_EQ(newest_pilot().at("last").at("high"), 18);  // all that is not in Sales
  EXPECT_EQ(newest_pilot().at("verdict"), "cannot_say");
  EXPECT_TRUE(
      absl::IsInvalidArgument(ask("beginPilot", {}, pilot("falls", 30, {"design"})).status()));
}

TEST_F(PilotsTest, ADepartmentNamedTwiceWouldCountTwice) {
  publish_tools(kWindow - 1, {{"miro", 20}});
  const absl::Status twice =
      ask("beginPilot", {}, pilot("uses", 15, {"design", "sales", "design"})).status();
  EXPECT_TRUE(absl::IsInvalidArgument(twice));
  EXPECT_THAT(std::string(twice.message()), HasSubstr("each once"));
}

TEST_F(PilotsTest, ANeedFallsOnlyWhereBothEndsSaySo) {
  EXPECT_TRUE(absl::IsFailedPrecondition(ask("beginPilot", {}, pilot("falls", 30)).status()));
  publish_need(kWindow, {100, 100});
  ASSERT_TRUE(ask("beginPilot", {}, pilot("falls", 30)).ok());
  publish_need(kWindow + 4, {100, 90, 80, 70, 60});
  EXPECT_EQ(newest_pilot().at("verdict"), "kept");
  publish_need(kWindow + 4, {100, 90, 80, 70, 70});
  EXPECT_EQ(newest_pilot().at("verdict"), "cannot_say");
}

TEST_F(PilotsTest, ItIsProlongedOnceAndEndsOnce) {
  publish_tools(kWindow - 1, {{"miro", 15}});
  ASSERT_TRUE(ask("beginPilot", {}, pilot("uses", 30)).ok());
  const object more{{"outcome", "prolonged"}, {"text", "holidays"}, {"windows", 8}};
  ASSERT_TRUE(ask("endPilot", {"1"}, more).ok());
  EXPECT_EQ(newest_pilot().at("until"), name_of(kWindow + 8).c_str());
  EXPECT_TRUE(absl::IsFailedPrecondition(ask("endPilot", {"1"}, more).status()));
  const object adopted{{"outcome", "adopted"}, {"text", "it did what it should"}};
  ASSERT_TRUE(ask("endPilot", {"1"}, adopted).ok());
  EXPECT_EQ(newest_pilot().at("outcome").at("outcome"), "adopted");
  EXPECT_TRUE(absl::IsFailedPrecondition(ask("endPilot", {"1"}, adopted).status()));
  EXPECT_TRUE(absl::IsNotFound(ask("endPilot", {"2"}, adopted).status()));
}

TEST_F(PilotsTest, AfterABlockItIsSaidWhatSurelyGrew) {
  EXPECT_TRUE(ask("getBlockEffect", {"miro"})->body.at("decision").is_null());
  publish_tools(kWindow, {{"miro", 100}, {"mural", 20}, {"lucidspark", 12}});
  ASSERT_TRUE(decide("miro", "blocked", "0").ok());
  const auto early = ask("getBlockEffect", {"miro"});
  ASSERT_TRUE(early.ok()) << early.status();
  EXPECT_EQ(early->body.at("decision").at("window"), name_of(kWindow + 1).c_str());
  EXPECT_TRUE(early->body.at("looks").at(0).at("tool").is_null());
  publish_tools(kWindow + 2, {{"miro", 30}, {"mural", 75}});
  publish_tools(kWindow + 6, {{"mural", 90}});
  const auto later = ask("getBlockEffect", {"miro"});
  const boost::json::value& two = later->body.at("looks").at(0);
  EXPECT_EQ(two.at("tool").at("change").at("low"), -70);
  EXPECT_EQ(two.at("tool").at("said"), "fell");
  EXPECT_EQ(two.at("others").at(0).at("tool"), "mural");
  EXPECT_EQ(two.at("others").at(0).at("said"), "grew");
  // 12 became fewer than k, or nearly everybody: nobody offers it, so it may be either.
  EXPECT_EQ(two.at("others").at(1).at("after").at("high"), 1000);
  EXPECT_EQ(two.at("others").at(1).at("said"), "cannot_say");
  const boost::json::value& six = later->body.at("looks").at(1);
  EXPECT_EQ(six.at("tool").at("said"), "cannot_say");
  EXPECT_EQ(two.at("visible"), (std::int64_t{kWindow} + 4) * 60 + 3);
  EXPECT_TRUE(later->body.at("looks").at(2).at("tool").is_null());
  ASSERT_TRUE(decide("miro", "tolerated", ask("getStanding", {"miro"})->version.c_str()).ok());
  EXPECT_TRUE(ask("getBlockEffect", {"miro"})->body.at("decision").is_null());
}

TEST_F(PilotsTest, ABlockForEveryoneIsWatchedFromItsOwnWindowOn) {
  publish_tools(kWindow, {{"miro", 100}});
  const auto restricted =
      ask("decideStanding", {"miro"},
          {{"scopes", array{object{{"department", "sales"}, {"standing", "restricted"}}}},
           {"reason", "a law"}},
          "0");
  ASSERT_TRUE(restricted.ok()) << restricted.status();
  EXPECT_FALSE(ask("getBlockEffect", {"miro"})->body.at("decision").at("everyone").as_bool());
  now_ += absl::Seconds(5 * 60);
  ASSERT_TRUE(decide("miro", "blocked", restricted->version.c_str()).ok());
  const auto effect = ask("getBlockEffect", {"miro"});
  EXPECT_TRUE(effect->body.at("decision").at("everyone").as_bool());
  EXPECT_EQ(effect->body.at("decision").at("window"), name_of(kWindow + 6).c_str());
}

TEST_F(PilotsTest, ATrialOfWhatBandsCannotTell) {
  EXPECT_EQ(direction(change({20, 29}, {25, 34})), Direction::kCannotSay);
  EXPECT_EQ(direction(change({20, 29}, {30, 39})), Direction::kGrew);
  EXPECT_EQ(direction(change({20, 29}, {0, 9})), Direction::kFell);
  EXPECT_EQ(change({20, 29}, {25, 34}), (Band{-4, 14}));
}

TEST_F(PilotsTest, ItMeasuresItselfFromItsOwnHistory) {
  // Two minutes ago and three seconds after the end of kWindow - 3 its first card was published;
  // the window before said "fewer than k", which nobody can answer to.
  publish_need(kWindow - 3, {0, 20, 30});
  const auto fresh = ask("getOwnFigures");
  ASSERT_TRUE(fresh.ok()) << fresh.status();
  EXPECT_EQ(fresh->body.at("listen").at("waiting"), 1);
  EXPECT_TRUE(fresh->body.at("listen").at("median_seconds").is_null());
  ASSERT_TRUE(ask("changeCard", {"whiteboard"}, {{"owner", "carl"}}, "0").ok());
  now_ += absl::Seconds(60);
  ASSERT_TRUE(decide("miro", "sanctioned", "0").ok());
  ASSERT_TRUE(decide("mural", "blocked", "0").ok());
  const auto figures = ask("getOwnFigures");
  EXPECT_EQ(figures->body.at("listen").at("median_seconds"), 117);
  EXPECT_EQ(figures->body.at("decide").at("median_seconds"), 177);
  EXPECT_EQ(figures->body.at("decide").at("waiting"), 0);
  EXPECT_EQ(figures->body.at("enabled"), 1);
  EXPECT_EQ(figures->body.at("forbidden"), 1);
  // Reports move on; since when the card stood there does not.
  publish_need(kWindow + 40, {30, 30});
  EXPECT_EQ(ask("getOwnFigures")->body.at("listen").at("median_seconds"), 117);
}

TEST_F(PilotsTest, PromisesAreCountedByTheirNewestCheckUp) {
  publish_need(kWindow, {100, 100});
  ASSERT_TRUE(ask("makePromise", {"whiteboard"},
                  {{"hypothesis", "licences"}, {"promise", "more of them"}, {"percent", 30}})
                  .ok());
  EXPECT_EQ(ask("getOwnFigures")->body.at("promises").at("to_come"), 1);
  publish_need(kWindow + 2, {100, 100, 60});
  EXPECT_EQ(ask("getOwnFigures")->body.at("promises").at("kept"), 1);
  publish_need(kWindow + 6, {100, 60, 80, 100, 120, 130, 130});
  EXPECT_EQ(ask("getOwnFigures")->body.at("promises").at("kept"), 0);
  EXPECT_EQ(ask("getOwnFigures")->body.at("promises").at("not"), 1);
}

}  // namespace
}  // namespace desirepath::workplace
