#include "collector/intake/fact_check.h"

#include <gtest/gtest.h>

#include <set>

#include "desirepath/v1/fact.pb.h"

namespace desirepath::intake {
namespace {

constexpr std::uint32_t kWindow = 2900;

Rules rules() {
  Rules rules;
  rules.policies = {4};
  for (std::uint32_t kind = 1; kind < 15; ++kind) rules.kinds.insert(kind);
  rules.departments = {3};
  rules.tools = {7};
  rules.needs = {5};
  rules.rules = {2};
  rules.pairs = {{7, 8}};
  return rules;
}

v1::Fact tool_week() {
  v1::Fact fact;
  fact.set_kind(v1::FACT_KIND_TOOL_WEEK);
  fact.set_policy_number(4);
  fact.set_window(kWindow);
  fact.set_department(3);
  fact.set_a(7);
  fact.set_value(2);
  fact.set_nonce(std::string(16, 'n'));
  return fact;
}

std::optional<Rejection> verdict(const v1::Fact& fact) {
  const Opened opened = check(fact.SerializeAsString(), kWindow, rules());
  if (opened.kind == Opened::Kind::kRejected) return opened.reason;
  return std::nullopt;
}

TEST(FactCheck, TakesAFactAndItsFields) {
  const Opened opened = check(tool_week().SerializeAsString(), kWindow, rules());
  ASSERT_EQ(opened.kind, Opened::Kind::kFact);
  EXPECT_EQ(opened.fact.kind, 2U);
  EXPECT_EQ(opened.fact.department, 3U);
  EXPECT_EQ(opened.fact.a, 7U);
  EXPECT_EQ(opened.fact.value, 2U);
  EXPECT_EQ(opened.fact.nonce[15], 'n');
}

TEST(FactCheck, ADummyMayHoldAnything) {
  v1::Fact fact = tool_week();
  fact.set_kind(v1::FACT_KIND_DUMMY);
  fact.set_a(1234567);
  fact.set_policy_number(99);
  EXPECT_EQ(check(fact.SerializeAsString(), kWindow, rules()).kind, Opened::Kind::kDummy);
}

TEST(FactCheck, RefusesEachWrongFieldWithItsReason) {
  struct Row {
    const char* what;
    void (*spoil)(v1::Fact&);
    Rejection reason;
  };
  const Row rows[] = {
      {"window", [](v1::Fact& f) { f.set_window(kWindow + 1); }, Rejection::kOtherWindow},
      {"policy", [](v1::Fact& f) { f.set_policy_number(5); }, Rejection::kUnknownPolicy},
      {"department", [](v1::Fact& f) { f.set_department(4); }, Rejection::kUnknownDepartment},
      {"tool", [](v1::Fact& f) { f.set_a(8); }, Rejection::kUnknownSubject},
      {"b", [](v1::Fact& f) { f.set_b(1); }, Rejection::kUnknownSubject},
      {"value 0", [](v1::Fact& f) { f.set_value(0); }, Rejection::kWrongValue},
      {"value 5", [](v1::Fact& f) { f.set_value(5); }, Rejection::kWrongValue},
      {"body", [](v1::Fact& f) { f.set_body("x"); }, Rejection::kWrongValue},
      {"nonce", [](v1::Fact& f) { f.set_nonce("short"); }, Rejection::kWrongNonce},
      {"star", [](v1::Fact& f) { f.set_kind(v1::FACT_KIND_STAR); }, Rejection::kUnaskedKind},
      {"kind 77", [](v1::Fact& f) { f.set_kind(static_cast<v1::FactKind>(77)); },
       Rejection::kUnaskedKind},
      {"upload of a department", [](v1::Fact& f) { f.set_kind(v1::FACT_KIND_UPLOAD_WEEK); },
       Rejection::kUnknownDepartment},
  };
  for (const Row& row : rows) {
    v1::Fact fact = tool_week();
    row.spoil(fact);
    EXPECT_EQ(verdict(fact), row.reason) << row.what;
  }
}

TEST(FactCheck, AGatewayCountsOnlyWhereAPolicyLetsIt) {
  v1::Fact fact = tool_week();
  fact.set_kind(v1::FACT_KIND_HEARTBEAT);
  fact.set_a(0);
  Rules gateways = rules();
  gateways.gateways = true;
  const auto verdict_of = [&](std::uint32_t value, const Rules& under) {
    fact.set_value(value);
    return check(fact.SerializeAsString(), kWindow, under).kind == Opened::Kind::kFact;
  };
  EXPECT_TRUE(verdict_of(0, rules()));
  EXPECT_FALSE(verdict_of(1, rules()));
  EXPECT_TRUE(verdict_of(1, gateways));
  EXPECT_FALSE(verdict_of(2, gateways));
}

TEST(FactCheck, AKindThePolicyDoesNotAskForIsRefused) {
  Rules narrow = rules();
  narrow.kinds.erase(v1::FACT_KIND_TOOL_WEEK);
  EXPECT_EQ(check(tool_week().SerializeAsString(), kWindow, narrow).reason,
            Rejection::kUnaskedKind);
}

TEST(FactCheck, EveryProperPrefixIsRefusedOrHasFewerFields) {
  const std::string whole = tool_week().SerializeAsString();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_NE(check(whole.substr(0, size), kWindow, rules()).kind, Opened::Kind::kFact) << size;
  }
}

TEST(Rejection, EachHasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (int i = 0; i < static_cast<int>(Rejection::kCount); ++i) {
    names.insert(name(static_cast<Rejection>(i)));
  }
  EXPECT_EQ(names.size(), static_cast<std::size_t>(Rejection::kCount));
  EXPECT_FALSE(names.contains(""));
}

TEST(FactCheck, OfAFirstLightItsOwnKindAloneIsTaken) {
  Rules with = rules();
  with.kinds.insert(v1::FACT_KIND_FIRST_LIGHT);
  with.first_light = kWindow;
  const auto judge = [&](const v1::Fact& fact, std::uint32_t window = kWindow) {
    return check(fact.SerializeAsString(), window, with);
  };
  v1::Fact fact = tool_week();
  EXPECT_EQ(judge(fact).reason, Rejection::kUnaskedKind);
  fact.set_kind(v1::FACT_KIND_HEARTBEAT);
  fact.clear_a();
  fact.clear_value();
  EXPECT_EQ(judge(fact).reason, Rejection::kUnaskedKind);
  fact.set_kind(v1::FACT_KIND_FIRST_LIGHT);
  EXPECT_EQ(judge(fact).reason, Rejection::kUnknownDepartment);
  fact.clear_department();
  EXPECT_EQ(judge(fact).kind, Opened::Kind::kFact);
  fact.set_value(1);  // to no need
  EXPECT_EQ(judge(fact).reason, Rejection::kUnknownSubject);
  fact.set_a(5);
  EXPECT_EQ(judge(fact).kind, Opened::Kind::kFact);
  fact.set_value(0);
  EXPECT_EQ(judge(fact).reason, Rejection::kUnknownSubject);
  fact.set_value(4);
  EXPECT_EQ(judge(fact).reason, Rejection::kWrongValue);
  fact.set_value(1);
  fact.set_a(6);
  EXPECT_EQ(judge(fact).reason, Rejection::kUnknownSubject);
  fact.set_a(5);
  fact.set_window(kWindow + 1);
  EXPECT_EQ(judge(fact, kWindow + 1).reason, Rejection::kUnaskedKind);  // the grid's
}

}  // namespace
}  // namespace desirepath::intake
