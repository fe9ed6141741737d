#include "collector/curation/one_time_code.h"

#include <gtest/gtest.h>

namespace desirepath::curation {
namespace {

// RFC 6238, appendix B: the secret of its SHA-1 rows, and the last six of its eight digits.
constexpr std::string_view kSecret = "12345678901234567890";

absl::Time at(std::int64_t seconds) { return absl::FromUnixSeconds(seconds); }

TEST(OneTimeCode, IsThatOfTheStandard) {
  const std::pair<std::int64_t, const char*> rows[] = {
      {59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
      {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
  for (const auto& [seconds, code] : rows) {
    EXPECT_EQ(code_at(seal::octets(kSecret), code_step(at(seconds))), code) << seconds;
  }
}

TEST(OneTimeCode, CountsOneStepEarlyAndOneLateAndNoFurther) {
  const seal::Octets secret = seal::octets(kSecret);
  const std::int64_t step = code_step(at(1'800'000'000));
  for (int off = -3; off <= 3; ++off) {
    const auto found = step_of_code(secret, code_at(secret, step + off), at(1'800'000'000), 0);
    EXPECT_EQ(found.has_value(), -1 <= off && off <= 1) << off;
  }
}

TEST(OneTimeCode, IsUsedUpWithAllBeforeIt) {
  const seal::Octets secret = seal::octets(kSecret);
  const std::int64_t step = code_step(at(1'800'000'000));
  EXPECT_FALSE(step_of_code(secret, code_at(secret, step), at(1'800'000'000), step));
  EXPECT_FALSE(step_of_code(secret, code_at(secret, step - 1), at(1'800'000'000), step));
  EXPECT_EQ(step_of_code(secret, code_at(secret, step + 1), at(1'800'000'000), step), step + 1);
}

TEST(OneTimeCode, WhatIsNoCodeIsRefused) {
  const seal::Octets secret = seal::octets(kSecret);
  for (const char* text : {"", "28708", "2870822", "abcdef", "-12345"}) {
    EXPECT_FALSE(step_of_code(secret, text, at(59), 0)) << text;
  }
}

TEST(OneTimeCode, TheSecretReadsAsBase32) {  // RFC 4648, section 10, without padding
  const std::pair<const char*, const char*> rows[] = {{"", ""},
                                                      {"f", "MY"},
                                                      {"fo", "MZXQ"},
                                                      {"foo", "MZXW6"},
                                                      {"foob", "MZXW6YQ"},
                                                      {"fooba", "MZXW6YTB"},
                                                      {"foobar", "MZXW6YTBOI"}};
  for (const auto& [text, encoded] : rows) EXPECT_EQ(secret_as_text(seal::octets(text)), encoded);
}

TEST(OneTimeCode, TheAddressNamesThePersonAndTheOrganisation) {
  EXPECT_EQ(enrolment_address(seal::octets("foobar"), "anna@a", "Söder & Co"),
            "otpauth://totp/Desirepath%20S%C3%B6der%20%26%20Co:anna%40a"
            "?secret=MZXW6YTBOI&issuer=Desirepath%20S%C3%B6der%20%26%20Co");
}

}  // namespace
}  // namespace desirepath::curation
