#include "collector/policy/catalog_publication.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "collector/policy/atomic_file.h"
#include "collector/policy/bundle_edit.h"
#include "collector/policy/catalog_in_force.h"
#include "collector/policy/draft.h"
#include "collector/policy/key_file.h"
#include "collector/policy/publication.h"
#include "proto/catalog/catalog.h"
#include "proto/catalog/shipped.h"
#include "proto/policy/bundle_writer.h"
#include "proto/policy/signature.h"

namespace desirepath::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::uint32_t kDraftWindow = 30'000'000;  // of 60 seconds

v1::Tool own_tool(const std::string& id, const std::string& suffix) {
  v1::Tool tool;
  tool.set_id(id);
  tool.set_name(id);
  tool.set_vendor("We");
  tool.set_need("whiteboard");
  v1::Host* host = tool.add_hosts();
  host->set_suffix(suffix);
  host->set_role(v1::HOST_ROLE_APP);
  return tool;
}

class CatalogPublicationTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(paths_.policy());
    DraftChoices choices;
    choices.admin = make_key_files(paths_.admin_key(), "admin")->public_key;
    choices.curation = make_key_files(paths_.curation_key(), "curation")->public_key;
    choices.collector = make_key_files(paths_.collector_key(), "collector")->public_key;
    choices.staff = {make_key_files(paths_.staff_key(), "staff")->public_key};
    choices.lab_window_seconds = 60;
    v1::SignedDocument document = draft_policy({}, *make_draft(choices, {}, now_));
    for (const auto& path : {paths_.admin_key(), paths_.staff_key()})
      sign_document(document, Document::kPolicy, *read_key_file(path));
    ASSERT_TRUE(publish_policy(paths_, document, now_).ok());
    ASSERT_TRUE(extend_keys(paths_, now_).ok());
    shipped_ = catalog::Catalog::unpack(catalog::shipped())->revision();
  }
  void TearDown() override { std::filesystem::remove_all(paths_.data_dir); }

  absl::StatusOr<CatalogPublication> publish(CatalogDraft draft) {
    sign_document(draft.document, Document::kCatalog, *read_key_file(paths_.staff_key()));
    return publish_catalog(paths_, draft.document, now_);
  }
  [[nodiscard]] catalog::Catalog in_force() const { return *published_catalog(paths_); }
  [[nodiscard]] std::vector<std::uint32_t> revisions() const {
    const Bundle bundle = *load_own_bundle(paths_, now_);
    std::vector<std::uint32_t> revisions;
    for (const SealingKey& key : bundle.keys) revisions.push_back(key.catalog_revision);
    return revisions;
  }

  static std::filesystem::path fresh_folder() {
    std::string folder = std::string(::testing::TempDir()) + "publication_XXXXXX";
    return mkdtemp(folder.data());
  }

  store::Paths paths_{fresh_folder()};
  absl::Time now_ = absl::FromUnixSeconds(std::int64_t{kDraftWindow} * 60 + 5);
  std::uint32_t shipped_ = 0;
};

TEST_F(CatalogPublicationTest, OwnToolsGetNumbersOfTheirOwnAndKeepThem) {
  ASSERT_TRUE(publish(*draft_catalog(paths_,
                                     {own_tool("our-board", "board.acme.example"),
                                      own_tool("our-wiki", "wiki.acme.example")},
                                     {}))
                  .ok());
  EXPECT_EQ(in_force().tool_by_id("our-board")->number, kFirstOwnTool);
  EXPECT_EQ(in_force().tool_by_id("our-wiki")->number, kFirstOwnTool + 1);
  EXPECT_EQ(in_force().revision(), shipped_ * kRevisionStep + 1);
  EXPECT_NE(in_force().tool_by_id("slack"), nullptr);
  ASSERT_TRUE(publish(*draft_catalog(paths_, {own_tool("our-board", "whiteboard.acme.example")},
                                     {"our-wiki"}))
                  .ok());
  EXPECT_EQ(in_force().tool_by_id("our-board")->number, kFirstOwnTool);
  EXPECT_EQ(in_force().tool_by_id("our-wiki")->number, kFirstOwnTool + 1)
      << "dropped, not given away";
  ASSERT_TRUE(publish(*draft_catalog(paths_, {own_tool("our-crm", "crm.acme.example")}, {})).ok());
  EXPECT_EQ(in_force().tool_by_id("our-crm")->number, kFirstOwnTool + 2);
  EXPECT_THAT(std::string(draft_catalog(paths_, {}, {"slack"}).status().message()),
              HasSubstr("none of your own tools"));
}

TEST_F(CatalogPublicationTest, WindowsWithAKeyKeepTheirRevision) {
  ASSERT_THAT(revisions(), ElementsAre(shipped_, shipped_, shipped_, shipped_));
  const auto published =
      publish(*draft_catalog(paths_, {own_tool("our-board", "b.acme.example")}, {}));
  ASSERT_TRUE(published.ok()) << published.status();
  EXPECT_EQ(published->first_window, "lab-30000004");
  now_ += absl::Seconds(60);
  ASSERT_TRUE(extend_keys(paths_, now_).ok());
  EXPECT_THAT(revisions(),
              ElementsAre(shipped_, shipped_, shipped_, shipped_, published->revision));
  EXPECT_THAT(load_own_bundle(paths_, now_)->earlier_catalogs, IsEmpty())
      << "the shipped one is compiled in";
  const auto next = publish(*draft_catalog(paths_, {own_tool("our-wiki", "w.acme.example")}, {}));
  ASSERT_TRUE(next.ok()) << next.status();
  ASSERT_EQ(load_own_bundle(paths_, now_)->earlier_catalogs.size(), 1U);
  EXPECT_EQ(load_own_bundle(paths_, now_)->earlier_catalogs[0].revision, published->revision);
  now_ += absl::Seconds(600);
  ASSERT_TRUE(extend_keys(paths_, now_).ok());
  ASSERT_TRUE(publish(*draft_catalog(paths_, {own_tool("our-crm", "c.acme.example")}, {})).ok());
  const Bundle bundle = *load_own_bundle(paths_, now_);
  ASSERT_EQ(bundle.earlier_catalogs.size(), 1U) << "whose windows are over is forgotten";
  EXPECT_EQ(bundle.earlier_catalogs[0].revision, next->revision);
}

TEST_F(CatalogPublicationTest, WhatNobodyWasAskedTakesTheStaffSide) {
  const CatalogDraft draft = *draft_catalog(paths_, {own_tool("our-board", "b.acme.example")}, {});
  EXPECT_THAT(draft.unasked, ElementsAre("our-board"));
  EXPECT_THAT(std::string(publish_catalog(paths_, draft.document, now_).status().message()),
              HasSubstr("asks about our-board, which no device was asked about"));
  EXPECT_FALSE(load_own_bundle(paths_, now_)->catalog.two_hands);
  ASSERT_TRUE(publish(draft).ok());
  EXPECT_TRUE(load_own_bundle(paths_, now_)->catalog.two_hands);
  // More hosts of a tool that is asked about already: the curator alone.
  const CatalogDraft change = *draft_catalog(paths_, {own_tool("our-board", "c.acme.example")}, {});
  EXPECT_THAT(change.unasked, IsEmpty());
  EXPECT_TRUE(publish_catalog(paths_, change.document, now_).ok());
}

TEST_F(CatalogPublicationTest, TheShippedOneGoesOutAsItIsAndOnce) {
  const CatalogDraft draft = *draft_catalog(paths_, {}, {});
  EXPECT_EQ(draft.revision, shipped_);
  EXPECT_THAT(draft.unasked, IsEmpty());
  ASSERT_TRUE(publish_catalog(paths_, draft.document, now_).ok());
  EXPECT_TRUE(draft_catalog(paths_, {}, {})->same);
}

TEST_F(CatalogPublicationTest, ContradictionsAndPrivateLifeAreRefusedWhole) {
  EXPECT_THAT(
      std::string(
          draft_catalog(paths_, {own_tool("our-board", "app.slack.com")}, {}).status().message()),
      HasSubstr("'app.slack.com' stands twice"));
  v1::SignedDocument document;
  v1::Catalog bare;
  bare.set_revision(shipped_ + 1);
  document.set_payload(bare.SerializeAsString());
  sign_document(document, Document::kCatalog, *read_key_file(paths_.curation_key()));
  EXPECT_THAT(std::string(publish_catalog(paths_, document, now_).status().message()),
              HasSubstr("off the deny-list"));
  EXPECT_THAT(load_own_bundle(paths_, now_)->catalog.packed, IsEmpty());
}

// Two are added before the staff side has signed: the second draft has both, and is a later one.
TEST_F(CatalogPublicationTest, WhatWaitsForASignatureIsPartOfTheNextDraft) {
  const CatalogDraft first = *draft_catalog(paths_, {own_tool("ours", "ours.example")}, {});
  ASSERT_TRUE(
      write_file_atomically(draft_path(paths_), first.document.SerializeAsString(), 0644).ok());
  EXPECT_EQ(own_tools(paths_)->published.size(), 0U);
  EXPECT_EQ(own_tools(paths_)->draft_revision, first.revision);
  const CatalogDraft both = *draft_catalog(paths_, {own_tool("more", "more.example")}, {});
  EXPECT_GT(both.revision, first.revision);
  EXPECT_THAT(both.unasked, ElementsAre("ours", "more"));
  ASSERT_TRUE(publish(both).ok());
  EXPECT_NE(in_force().tool_by_id("ours"), nullptr);
  EXPECT_EQ(own_tools(paths_)->draft_revision, 0U) << "the draft is older than what is in force";
  EXPECT_TRUE(draft_catalog(paths_, {own_tool("more", "more.example")}, {})->same);
}

}  // namespace
}  // namespace desirepath::policy
