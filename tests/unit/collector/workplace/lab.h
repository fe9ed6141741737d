#pragma once

// A workplace over a real lab: installed, its policy signed, with a clock that the test turns, a
// list of departments and the curator carl. What it reads as published the test makes up.

#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "collector/curation/audit_chain.h"
#include "collector/installation.h"
#include "collector/workplace/workplace.h"

namespace desirepath::workplace {

constexpr std::uint32_t kWindow = 30'000'000;  // the current one, of 60 seconds

inline std::string name_of(std::uint32_t window) { return "lab-" + std::to_string(window); }

class LabTest : public ::testing::Test {
 protected:
  explicit LabTest(std::string departments = "sales,Sales,,50\ndesign,Design,,20\n")
      : departments_(std::move(departments)) {}

  void SetUp() override {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    collector::Installation plan;
    plan.dir = paths_.data_dir;
    plan.lab = true;
    std::ofstream(folder_ / "departments.csv") << departments_;
    plan.departments = folder_ / "departments.csv";
    const auto installed = collector::install(plan, now_);
    ASSERT_TRUE(installed.ok()) << installed.status();
    workplace_ = *Workplace::open(paths_, [this] { return now_; });
    set_reports(provider_);
    workplace_->fill(provider_);
    curation_.emplace(*curation::CurationDatabase::open(paths_.curation_db().string()));
    ASSERT_TRUE(curation_->add_user({"carl", curation::UserRole::kCurator, "", false}).ok());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  // The reports, before the desks copy them.
  virtual void set_reports(api::Provider& provider) {
    provider.needs = [](const api::ReportQuery&) { return std::string(R"({"needs":[]})"); };
  }

  // A call of carl's.
  static api::Call call(std::vector<std::string> names = {}, boost::json::object body = {},
                        std::string version = "") {
    api::Call made;
    made.person.name = "carl";
    made.person.role = curation::UserRole::kCurator;
    made.names = std::move(names);
    made.body = std::move(body);
    made.version = std::move(version);
    return made;
  }
  absl::StatusOr<api::Outcome> operate(const std::string& operation, const api::Call& call) {
    return provider_.operations.at(operation)(call);
  }
  // As the audit chain's export has it; empty: nothing is recorded.
  std::string newest_deed() {
    const auto entries = *curation::AuditChain(curation_->database()).newest(0, 1);
    return entries.empty() ? "" : curation::json_line(entries.front());
  }

  const std::string departments_;
  const std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) /
      ::testing::UnitTest::GetInstance()->current_test_info()->name();
  const store::Paths paths_{folder_ / "collector"};
  absl::Time now_ = absl::FromUnixSeconds(std::int64_t{kWindow} * 60);
  std::optional<curation::CurationDatabase> curation_;  // another process, so to speak
  std::unique_ptr<Workplace> workplace_;
  api::Provider provider_;
};

}  // namespace desirepath::workplace
