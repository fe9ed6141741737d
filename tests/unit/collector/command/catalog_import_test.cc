#include "collector/command/catalog_import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "collector/command/catalog_check.h"
#include "proto/catalog/shipped.h"

namespace desirepath::command {
namespace {

using testing::HasSubstr;

class CatalogImport : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) /
              testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string file(const std::string& name, const std::string& text) {
    const std::string path = folder_ / name;
    std::ofstream(path) << text;
    return path;
  }
  static std::string text_of(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }

  std::filesystem::path folder_;
  std::ostringstream out_;
  std::ostringstream notes_;
};

TEST_F(CatalogImport, GivesStandingsAndNamesWhatDidNotMap) {
  ImportOptions options;
  options.file = file("apps.csv",
                      "Name,Tags,Domains,Category\nSlack,Sanctioned,slack.com,Collaboration\n"
                      "Acme Box,Unsanctioned,acme-box.example,Cloud storage\n");
  options.draft = folder_ / "draft.textproto";
  ASSERT_TRUE(import_apps(options, out_, notes_).ok());
  EXPECT_EQ(out_.str(), "tool,standing\nslack,sanctioned\n");
  EXPECT_THAT(notes_.str(), HasSubstr("not mapped line 3  Acme Box (perhaps file-sharing)"));
  EXPECT_THAT(text_of(options.draft), HasSubstr("suffix: \"acme-box.example\""));
}

TEST_F(CatalogImport, ADraftLacksOnlyItsNumber) {
  ImportOptions options;
  options.file =
      file("apps.csv", "Name,Domains,Category\nAcme Box,acme-box.example,Cloud storage\n");
  options.draft = folder_ / "draft.textproto";
  ASSERT_TRUE(import_apps(options, out_, notes_).ok());
  std::ostringstream faults;
  EXPECT_EQ(check_catalog(*catalog::Catalog::unpack(catalog::shipped()),
                          {.paths = {options.draft}, .suffix_list = ""}, out_, faults)
                .code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(faults.str(),
              HasSubstr("draft.textproto:4: tool 'acme-box' has no number; give it "));
  const std::string lines = faults.str();
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 1);
}

TEST_F(CatalogImport, ADamagedFileChangesNothing) {
  ImportOptions options;
  options.output = file("standings.csv", "as it was");
  options.draft = file("draft.textproto", "as it was");
  options.file = file("apps.csv", "Name,Tags\nSlack,Sanctioned\nSlack,Unsanctioned\n");
  EXPECT_EQ(import_apps(options, out_, notes_).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(text_of(options.output), "as it was");
  EXPECT_EQ(text_of(options.draft), "as it was");
}

TEST_F(CatalogImport, ComparesAVendorsList) {
  ImportOptions options;
  options.tool = "slack";
  options.vendor_list =
      file("hosts.txt", "# for the proxy\n*.slack.com\nhttps://slack-new-edge.example/\n");
  ASSERT_TRUE(import_apps(options, out_, notes_).ok());
  EXPECT_THAT(notes_.str(), HasSubstr("2 hosts, 1 known, 1 missing"));
  EXPECT_EQ(out_.str(),
            "  hosts { suffix: \"slack-new-edge.example\" role: HOST_ROLE_APP }  # slack\n");
}

TEST_F(CatalogImport, ComparesMicrosoftsEndpoints) {
  ImportOptions options;
  options.vendor_list = file(
      "endpoints.json",
      R"([{"id": 1, "serviceArea": "Exchange", "urls": ["outlook.office.com", "*.unheard-of.example"]}])");
  ASSERT_TRUE(import_apps(options, out_, notes_).ok());
  EXPECT_THAT(notes_.str(), HasSubstr("outlook.office.com  outlook-exchange-online"));
  EXPECT_THAT(out_.str(), HasSubstr("unheard-of.example"));
}

TEST_F(CatalogImport, AsksForOneThingToImport) {
  EXPECT_EQ(import_apps({}, out_, notes_).code(), absl::StatusCode::kInvalidArgument);
  ImportOptions options;
  options.vendor_list = file("hosts.txt", "slack.com\n");
  options.tool = "none-such";
  EXPECT_THAT(std::string(import_apps(options, out_, notes_).message()), HasSubstr("no such tool"));
}

}  // namespace
}  // namespace desirepath::command
