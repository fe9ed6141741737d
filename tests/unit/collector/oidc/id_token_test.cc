#include "collector/oidc/id_token.h"

#include <gmock/gmock.h>

#include "collector/oidc/key_set.h"
#include "tests/unit/collector/oidc/issued.h"

namespace desirepath::oidc {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;
using ::testing::HasSubstr;

constexpr std::int64_t kNow = 1'800'000'000;

object good_claims() {
  return {{"iss", "https://login.example"}, {"aud", "desirepath"}, {"sub", "u-17"},
          {"nonce", "the nonce"},           {"iat", kNow - 5},     {"exp", kNow + 300}};
}

class IdTokenTest : public ::testing::TestWithParam<bool> {
 protected:
  static const Issuer& issuer() {
    static const Issuer rsa(true);
    static const Issuer ec(false);
    return GetParam() ? rsa : ec;
  }
  static absl::StatusOr<object> check(const std::string& token) {
    const Expected expected{"https://login.example", "desirepath", "the nonce",
                            absl::FromUnixSeconds(kNow)};
    return check_id_token(token, *parse_key_set(issuer().key_set("k1")), expected);
  }
  static absl::StatusOr<object> with(const char* name, value changed) {
    object claims = good_claims();
    claims[name] = std::move(changed);
    return check(issuer().sign(claims));
  }
};

TEST_P(IdTokenTest, AGoodOneGivesItsClaims) {
  const absl::StatusOr<object> claims = check(issuer().sign(good_claims()));
  ASSERT_TRUE(claims.ok()) << claims.status();
  EXPECT_EQ(claims->at("sub"), "u-17");
  object several = good_claims();
  several["aud"] = array{"other", "desirepath"};
  several["azp"] = "desirepath";
  EXPECT_TRUE(check(issuer().sign(several)).ok());
  EXPECT_TRUE(with("exp", static_cast<double>(kNow) + 300.5).ok());
}

TEST_P(IdTokenTest, EachClaimThatDoesNotHoldIsRefusedByName) {
  const std::vector<std::tuple<const char*, value, const char*>> cases = {
      {"iss", "https://login.example.evil", "another issuer"},
      {"iss", nullptr, "another issuer"},
      {"aud", "somebody", "another client"},
      {"aud", array{"somebody"}, "another client"},
      {"aud", array{"somebody", "desirepath"}, "another client"},  // for whom, then?
      {"aud", 7, "another client"},
      {"azp", "somebody", "another client"},
      {"exp", kNow - 121, "expired"},
      {"exp", "tomorrow", "neither exp nor iat"},
      {"exp", nullptr, "neither exp nor iat"},
      {"exp", 1e300, "neither exp nor iat"},
      {"iat", kNow - 601, "expired"},
      {"iat", kNow + 121, "future"},
      {"nbf", kNow + 121, "future"},
      {"nonce", "another nonce", "another sign-in"},
      {"nonce", nullptr, "another sign-in"},
      {"sub", "", "names nobody"},
      {"sub", 17, "names nobody"}};
  for (const auto& [name, changed, says] : cases) {
    const absl::Status status = with(name, changed).status();
    EXPECT_TRUE(absl::IsUnauthenticated(status)) << name << " " << changed << " " << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr(says)) << name << " " << changed;
  }
}

TEST_P(IdTokenTest, AChangedOctetAnywhereIsRefused) {
  const std::string token = issuer().sign(good_claims());
  for (std::size_t at = 0; at < token.size(); at += 7) {
    std::string changed = token;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(check(changed).ok()) << at;
  }
}

TEST_P(IdTokenTest, EveryProperPrefixIsRefused) {
  const std::string token = issuer().sign(good_claims());
  for (std::size_t size = 0; size < token.size(); size += 3) {
    EXPECT_FALSE(check(token.substr(0, size)).ok()) << size;
  }
}

TEST_P(IdTokenTest, NoOtherAlgorithmIsTaken) {
  for (const char* algorithm : {"none", "HS256", "PS256", "RS512", "rs256", ""}) {
    const std::string token = issuer().sign({{"alg", algorithm}, {"kid", "k1"}}, good_claims());
    EXPECT_TRUE(absl::IsUnauthenticated(check(token).status())) << algorithm;
  }
  const std::string other = GetParam() ? "ES256" : "RS256";
  EXPECT_FALSE(check(issuer().sign({{"alg", other}, {"kid", "k1"}}, good_claims())).ok());
  const std::string critical = issuer().sign(
      {{"alg", GetParam() ? "RS256" : "ES256"}, {"crit", array{"b64"}}}, good_claims());
  EXPECT_THAT(std::string(check(critical).status().message()), HasSubstr("extension"));
}

TEST_P(IdTokenTest, AKeyThatIsNotKnownAsksForTheKeysAgain) {
  EXPECT_TRUE(absl::IsNotFound(check(issuer().sign(good_claims(), "k2")).status()));
  const std::string nameless =
      issuer().sign({{"alg", GetParam() ? "RS256" : "ES256"}}, good_claims());
  EXPECT_TRUE(check(nameless).ok());
}

INSTANTIATE_TEST_SUITE_P(Both, IdTokenTest, ::testing::Bool(),
                         [](const auto& one) { return one.param ? "Rs256" : "Es256"; });

TEST(KeySet, ShortForeignAndBrokenKeysAreNotUsed) {
  const Issuer weak(true, 1024);
  const Expected expected{"https://login.example", "desirepath", "the nonce",
                          absl::FromUnixSeconds(kNow)};
  const auto keys = parse_key_set(weak.key_set("k1"));
  ASSERT_TRUE(keys.ok());
  EXPECT_FALSE(check_id_token(weak.sign(good_claims()), *keys, expected).ok());
  for (const char* text : {"", "[]", "{}", R"({"keys":{}})", R"({"keys":[1,null,{}]})",
                           R"({"keys":[{"kty":"oct","k":"AAAA"}]})",
                           R"({"keys":[{"kty":"RSA","use":"enc","n":"AAAA","e":"AQAB"}]})",
                           R"({"keys":[{"kty":"RSA","n":"!!","e":"AQAB"}]})",
                           R"({"keys":[{"kty":"EC","crv":"P-521","x":"AAAA","y":"AAAA"}]})"}) {
    EXPECT_TRUE(absl::IsFailedPrecondition(parse_key_set(text).status())) << text;
  }
  PublicKey nowhere{"k1", Algorithm::kEs256, std::string(32, '\x01'), std::string(32, '\x02')};
  EXPECT_FALSE(verifies(nowhere, "text", std::string(64, '\x01')));
}

}  // namespace
}  // namespace desirepath::oidc
