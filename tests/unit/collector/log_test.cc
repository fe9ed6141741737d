#include "collector/log.h"

#include <gtest/gtest.h>

namespace desirepath::collector {
namespace {

TEST(Log, HealthNamesEveryCauseThatLasts) {
  Log log(false);
  EXPECT_TRUE(log.health().ok());
  log.note("policy", absl::DataLossError("bundle.pb is damaged"));
  log.note("disk", absl::ResourceExhaustedError("only 3 MiB are free"));
  EXPECT_EQ(log.health().message(), "disk: only 3 MiB are free; policy: bundle.pb is damaged");
  log.note("disk", absl::OkStatus());
  EXPECT_EQ(log.health().message(), "policy: bundle.pb is damaged");
  log.note("policy", absl::OkStatus());
  EXPECT_TRUE(log.health().ok());
}

}  // namespace
}  // namespace desirepath::collector
