#pragma once

// A workplace over an empty curation.db, with a clock that the test turns, and people of each role.

#include <gmock/gmock.h>

#include <filesystem>
#include <memory>
#include <string>

#include "absl/time/time.h"
#include "collector/workplace/workplace.h"
#include "proto/seal/password.h"

namespace desirepath::workplace {

class DeskTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(paths_.data_dir);
    std::filesystem::create_directories(paths_.data_dir);
    auto curation = curation::CurationDatabase::open(paths_.curation_db().string());
    ASSERT_TRUE(curation.ok()) << curation.status();
    curation_.emplace(*std::move(curation));
    prepare();
    auto workplace = Workplace::open(paths_, [this] { return now_; });
    ASSERT_TRUE(workplace.ok()) << workplace.status();
    workplace_ = *std::move(workplace);
    workplace_->fill(provider_);
  }
  void TearDown() override { std::filesystem::remove_all(paths_.data_dir); }

  // What has to be there before the workplace opens.
  virtual void prepare() {}

  void add(const std::string& name, curation::UserRole role, const std::string& password = "",
           bool one_time = false) {
    const std::string stored = password.empty() ? "" : *seal::hash_password(password);
    ASSERT_TRUE(curation_->add_user({name, role, stored, one_time}).ok());
  }

  absl::StatusOr<api::Outcome> operate(const std::string& operation, const api::Call& call) {
    return provider_.operations.at(operation)(call);
  }

  static api::Call call(const std::string& person, curation::UserRole role,
                        std::vector<std::string> names = {}, boost::json::object body = {}) {
    api::Call made;
    made.person.name = person;
    made.person.role = role;
    made.names = std::move(names);
    made.body = std::move(body);
    return made;
  }

  const store::Paths paths_{std::filesystem::path(::testing::TempDir()) /
                            ::testing::UnitTest::GetInstance()->current_test_info()->name()};
  absl::Time now_ = absl::FromUnixSeconds(1'800'000'000);
  std::optional<curation::CurationDatabase> curation_;  // another process, so to speak
  std::unique_ptr<Workplace> workplace_;
  api::Provider provider_;
};

}  // namespace desirepath::workplace
