#include "collector/policy/publication.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <optional>

#include "collector/policy/atomic_file.h"
#include "collector/policy/bundle_edit.h"
#include "collector/policy/draft.h"
#include "collector/policy/key_file.h"
#include "collector/policy/key_log.h"
#include "collector/store/window_database.h"
#include "proto/policy/bundle_writer.h"
#include "proto/policy/signature.h"

namespace desirepath::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::uint32_t kWindow = 30'000'000;  // of 60 seconds

class PublicationTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(paths_.data_dir);
    std::filesystem::create_directories(paths_.policy());
    choices_.admin = make_key_files(paths_.admin_key(), "admin")->public_key;
    choices_.curation = make_key_files(paths_.curation_key(), "curation")->public_key;
    choices_.collector = make_key_files(paths_.collector_key(), "collector")->public_key;
    choices_.staff = {make_key_files(paths_.staff_key(), "staff")->public_key};
    choices_.lab_window_seconds = 60;
    curation_.emplace(*curation::CurationDatabase::open(paths_.curation_db().string()));
  }
  void TearDown() override { std::filesystem::remove_all(paths_.data_dir); }

  absl::Status publish(std::vector<std::filesystem::path> keys) {
    v1::PolicyBundle before;
    if (const auto octets = read_file(paths_.bundle()); octets.ok())
      before.ParseFromString(*octets);
    v1::SignedDocument document = draft_policy(before, *make_draft(choices_, {}, now_));
    for (const auto& path : keys) {
      sign_document(document, Document::kPolicy, *read_key_file(path));
    }
    return publish_policy(paths_, document, now_);
  }
  absl::Status publish() { return publish({paths_.admin_key(), paths_.staff_key()}); }

  std::vector<std::uint32_t> logged() {
    std::vector<std::uint32_t> windows;
    const absl::StatusOr<Bundle> bundle = load_own_bundle(paths_, now_);
    if (!bundle.ok()) return windows;
    for (const SealingKey& key : bundle->keys) windows.push_back(key.window);
    return windows;
  }

  const store::Paths paths_{std::filesystem::path(::testing::TempDir()) /
                            ::testing::UnitTest::GetInstance()->current_test_info()->name()};
  DraftChoices choices_;
  std::optional<curation::CurationDatabase> curation_;
  absl::Time now_ = absl::FromUnixSeconds(std::int64_t{kWindow} * 60);
};

TEST_F(PublicationTest, APolicyOfOneHandIsNotPublishedAndLeavesNothing) {
  const absl::Status status = publish({paths_.admin_key()});
  EXPECT_THAT(std::string(status.message()), HasSubstr("lacks a signature of the staff side"));
  EXPECT_FALSE(std::filesystem::exists(paths_.bundle()));
  EXPECT_FALSE(std::filesystem::exists(paths_.signers()));
  EXPECT_TRUE(absl::IsNotFound(load_own_bundle(paths_, now_).status()));
}

TEST_F(PublicationTest, TheFirstPolicyWritesTheSigners) {
  ASSERT_TRUE(publish().ok());
  EXPECT_EQ(*read_file(paths_.signers()), field_of(choices_.admin) + field_of(choices_.staff[0]));
  ASSERT_TRUE(publish().ok());
  EXPECT_EQ(load_own_bundle(paths_, now_)->policy.number, 2U);
}

TEST_F(PublicationTest, KeysAreMadeThreeWindowsAheadAndOnce) {
  ASSERT_TRUE(publish().ok());
  ASSERT_TRUE(extend_keys(paths_, now_, kWindow - 2).ok());
  EXPECT_THAT(logged(), ElementsAre(kWindow - 2, kWindow - 1, kWindow, kWindow + 1, kWindow + 2,
                                    kWindow + 3));
  const std::string before = *read_file(paths_.bundle());
  ASSERT_TRUE(extend_keys(paths_, now_).ok());
  EXPECT_EQ(*read_file(paths_.bundle()), before);
  ASSERT_TRUE(extend_keys(paths_, now_ + absl::Seconds(60)).ok());
  EXPECT_THAT(logged(), SizeIs(7));
}

TEST_F(PublicationTest, ASecretWithoutAnEntryIsUsedAfterACrash) {
  ASSERT_TRUE(publish().ok());
  absl::StatusOr<store::Database> keys = store::open_keys_database(paths_.keys_db().string());
  ASSERT_TRUE(keys.ok());
  v1::PolicyBundle lost;  // never written: the process was killed here
  ASSERT_TRUE(
      extend_key_log(lost, *keys, kWindow, kWindow + 3, 1, *read_key_file(paths_.collector_key()))
          .ok());
  v1::KeyLogEntry entry;
  entry.ParseFromString(lost.key_log(0).payload());
  ASSERT_TRUE(extend_keys(paths_, now_).ok());
  EXPECT_EQ(field_of(load_own_bundle(paths_, now_)->keys[0].key), entry.sealing_key());
  EXPECT_THAT(*windows_with_keys(*keys),
              ElementsAre(kWindow, kWindow + 1, kWindow + 2, kWindow + 3));
}

TEST_F(PublicationTest, AfterALongStandstillALabSkipsToNow) {
  ASSERT_TRUE(publish().ok());
  ASSERT_TRUE(extend_keys(paths_, now_).ok());
  now_ += absl::Seconds(60) * 1000;
  ASSERT_TRUE(extend_keys(paths_, now_).ok());
  EXPECT_THAT(logged(),
              ElementsAre(kWindow + 1000, kWindow + 1001, kWindow + 1002, kWindow + 1003));
}

TEST_F(PublicationTest, StandingsAreSignedOnceAndOnlyWhenTheyChange) {
  ASSERT_TRUE(publish().ok());
  ASSERT_TRUE(
      curation_->add_decisions({{12, kWindow + 1, 0, "anna", {{0, Standing::kSanctioned}}}}).ok());
  ASSERT_TRUE(publish_standings(paths_, *curation_, now_).ok());
  ASSERT_TRUE(publish_standings(paths_, *curation_, now_).ok());
  const absl::StatusOr<Bundle> bundle = load_own_bundle(paths_, now_);
  ASSERT_TRUE(bundle.ok());
  EXPECT_EQ(bundle->instructions_number, 1U);
  EXPECT_THAT(bundle->standings, SizeIs(1));
}

TEST_F(PublicationTest, AWithdrawalTakesOneKeyToRetireBoth) {
  ASSERT_TRUE(publish().ok());
  const seal::SigningKey staff = *read_key_file(paths_.staff_key());
  EXPECT_THAT(std::string(withdraw_policy(paths_, {staff}, true, now_).message()),
              HasSubstr("takes both"));
  EXPECT_FALSE(load_own_bundle(paths_, now_)->withdrawn);
  ASSERT_TRUE(withdraw_policy(paths_, {staff}, false, now_).ok());
  EXPECT_TRUE(load_own_bundle(paths_, now_)->withdrawn);
  const seal::SigningKey curator = *read_key_file(paths_.curation_key());
  EXPECT_THAT(std::string(withdraw_policy(paths_, {curator}, true, now_).message()),
              HasSubstr("neither"));
}

TEST_F(PublicationTest, ADamagedBundleIsNotOverwritten) {
  ASSERT_TRUE(publish().ok());
  ASSERT_TRUE(write_file_atomically(paths_.bundle(), "\xff\xff", 0600).ok());
  const absl::Status status = extend_keys(paths_, now_);
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  EXPECT_EQ(*read_file(paths_.bundle()), "\xff\xff");
}

TEST_F(PublicationTest, ChoicesOfTheDraftAreKept) {
  choices_.organisation = "Example Oy";
  choices_.k = 7;
  choices_.months = 6;
  choices_.profile = Profile::kSmall;
  ASSERT_TRUE(save_choices(choices_, *curation_).ok());
  const absl::StatusOr<DraftChoices> read = load_choices(*curation_);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->organisation, "Example Oy");
  EXPECT_EQ(read->k, 7U);
  EXPECT_EQ(read->months, 6U);
  EXPECT_EQ(read->profile, Profile::kSmall);
  EXPECT_EQ(read->staff, choices_.staff);
  EXPECT_EQ(read->collector, choices_.collector);
}

TEST_F(PublicationTest, AKeyFileIsReadByItsOwnerOnlyAndNeverReplaced) {
  const auto mode = std::filesystem::status(paths_.admin_key()).permissions();
  EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_FALSE(make_key_files(paths_.admin_key(), "admin").ok());
  EXPECT_EQ(*read_public_key(paths_.admin_key().string() + ".pub"), choices_.admin);
  const absl::Status wrong = read_key_file(paths_.admin_key().string() + ".pub").status();
  EXPECT_THAT(std::string(wrong.message()), HasSubstr("not a \"desirepath ed25519 secret key\""));
}

}  // namespace
}  // namespace desirepath::policy
