#include "collector/command/catalog_publish.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <sstream>

#include "collector/policy/atomic_file.h"
#include "collector/policy/catalog_in_force.h"
#include "collector/policy/catalog_publication.h"
#include "collector/policy/draft.h"
#include "collector/policy/key_file.h"
#include "collector/policy/publication.h"
#include "proto/policy/bundle_writer.h"
#include "proto/policy/signature.h"

namespace desirepath::command {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kBoard[] =
    "tools { id: \"our-board\" name: \"Our Board\" vendor: \"We\" need: \"whiteboard\" "
    "hosts { suffix: \"board.acme.example\" role: HOST_ROLE_APP } }\n";

class CatalogPublish : public ::testing::Test {
 protected:
  void SetUp() override {
    settings_.paths.data_dir = fresh_folder();
    const store::Paths& paths = settings_.paths;
    std::filesystem::create_directories(paths.policy());
    policy::DraftChoices choices;
    choices.admin = policy::make_key_files(paths.admin_key(), "admin")->public_key;
    choices.curation = policy::make_key_files(paths.curation_key(), "curation")->public_key;
    choices.collector = policy::make_key_files(paths.collector_key(), "collector")->public_key;
    staff_key_ = paths.data_dir / "elsewhere.key";
    choices.staff = {policy::make_key_files(staff_key_, "staff")->public_key};
    choices.lab_window_seconds = 60;
    v1::SignedDocument document =
        policy::draft_policy({}, *policy::make_draft(choices, {}, absl::Now()));
    for (const auto& path : {paths.admin_key(), staff_key_})
      policy::sign_document(document, policy::Document::kPolicy, *policy::read_key_file(path));
    ASSERT_TRUE(policy::publish_policy(paths, document, absl::Now()).ok());
  }
  void TearDown() override { std::filesystem::remove_all(settings_.paths.data_dir); }

  static std::filesystem::path fresh_folder() {
    std::string folder = std::string(::testing::TempDir()) + "catalog_publish_XXXXXX";
    return mkdtemp(folder.data());
  }

  void add_board() {
    const std::string file = settings_.paths.data_dir / "ours.textproto";
    ASSERT_TRUE(policy::write_file_atomically(file, kBoard, 0644).ok());
    CatalogPublishOptions options;
    options.files = {file};
    std::ostringstream out;
    std::ostringstream faults;
    ASSERT_TRUE(add_own_tools(options, settings_, out, faults).ok()) << faults.str();
  }

  // What lay there before the program was upgraded: the draft, made from an earlier shipped one.
  std::uint32_t age_the_draft() {
    v1::SignedDocument document;
    document.ParseFromString(*policy::read_file(policy::draft_path(settings_.paths)));
    v1::Catalog message;
    message.ParseFromString(document.payload());
    const std::uint32_t earlier = policy::shipped_message().revision() - 1;
    message.set_revision(earlier * policy::kRevisionStep + 1);
    v1::SignedDocument aged;
    aged.set_payload(message.SerializeAsString());
    policy::sign_document(aged, policy::Document::kCatalog,
                          *policy::read_key_file(settings_.paths.curation_key()));
    EXPECT_TRUE(policy::write_file_atomically(policy::draft_path(settings_.paths),
                                              aged.SerializeAsString(), 0644)
                    .ok());
    return message.revision();
  }

  absl::Status sign(const std::string& draft) const {
    CatalogPublishOptions options;
    options.draft = draft;
    options.key = staff_key_;
    std::ostringstream out;
    return sign_catalog(options, out);
  }
  absl::Status publish(const std::string& draft, std::string& said) const {
    CatalogPublishOptions options;
    options.draft = draft;
    std::ostringstream out;
    const absl::Status status = publish_catalog(options, settings_, out);
    said = out.str();
    return status;
  }
  [[nodiscard]] bool asked() const {
    return policy::published_catalog(settings_.paths)->tool_by_id("our-board") != nullptr;
  }

  collector::Settings settings_;
  std::filesystem::path staff_key_;
};

TEST_F(CatalogPublish, AnUpgradeSupersedesTheDraftThatWaits) {
  add_board();
  const std::uint32_t aged = age_the_draft();
  const std::string draft = policy::draft_path(settings_.paths);
  const std::string copy = draft + ".copy";
  std::filesystem::copy_file(draft, copy);
  std::string said;
  ASSERT_TRUE(publish("", said).ok());
  EXPECT_THAT(said, AllOf(HasSubstr("is handed to all devices"),
                          HasSubstr(absl::StrCat("The draft of revision ", aged,
                                                 ", which waited for a signature, is superseded")),
                          HasSubstr("asks about 1 tools that no device was asked about")));
  EXPECT_EQ(policy::published_catalog(settings_.paths)->revision(),
            policy::shipped_message().revision());
  EXPECT_FALSE(asked());

  // The earlier draft is no way back, signed or not.
  ASSERT_TRUE(sign(copy).ok());
  EXPECT_THAT(std::string(publish(copy, said).message()),
              HasSubstr("was made from the catalog of an earlier program"));
  EXPECT_FALSE(asked());

  ASSERT_TRUE(sign(draft).ok());
  ASSERT_TRUE(publish(draft, said).ok());
  EXPECT_TRUE(asked());
  EXPECT_FALSE(std::filesystem::exists(draft));
}

TEST_F(CatalogPublish, ADraftOfThisProgramGoesOnWaiting) {
  std::string said;
  ASSERT_TRUE(publish("", said).ok());
  EXPECT_THAT(said, Not(HasSubstr("draft")));
  add_board();
  ASSERT_TRUE(publish("", said).ok());
  EXPECT_THAT(said, AllOf(HasSubstr("says the same"), HasSubstr("still waits for the staff side")));
  const std::string draft = policy::draft_path(settings_.paths);
  ASSERT_TRUE(sign(draft).ok());
  ASSERT_TRUE(publish(draft, said).ok());
  EXPECT_TRUE(asked());
}

}  // namespace
}  // namespace desirepath::command
