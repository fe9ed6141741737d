#include "agent/match/tool_contacts.h"

#include <gtest/gtest.h>

#include <string>

#include "agent/match/use_rule.h"
#include "proto/catalog/shipped.h"

namespace desirepath::match {
namespace {

const catalog::Catalog& the_catalog() {
  static const catalog::Catalog kCatalog = *catalog::Catalog::unpack(catalog::shipped());
  return kCatalog;
}

class ToolContactsTest : public testing::Test {
 protected:
  static std::string id(const Contact& contact) {
    return std::string(the_catalog().tool(contact.tool)->id);
  }

  Matcher matcher_{the_catalog()};
  ToolContacts contacts_{the_catalog(), matcher_};
};

TEST_F(ToolContactsTest, AnActivityOfAToolBecomesAContact) {
  const auto contact = contacts_.on_activity("acme.slack.com", 4, 17, 900, 8'000);
  ASSERT_TRUE(contact.has_value());
  EXPECT_EQ(id(*contact), "slack");
  EXPECT_EQ(contact->role, Role::kApp);
  EXPECT_EQ(contact->day, 4);
  EXPECT_EQ(contact->slot, 17U);
  EXPECT_EQ(contact->bytes_up, 900U);
}

TEST_F(ToolContactsTest, DeniedAndUnknownNamesLeaveNothing) {
  EXPECT_FALSE(contacts_.on_activity("www.omakanta.fi", 4, 17, 900, 8'000).has_value());
  EXPECT_FALSE(contacts_.on_activity("www.google.com", 4, 17, 900, 8'000).has_value());
  contacts_.on_question("www.igmetall.de", 4, 17);
  EXPECT_EQ(contacts_.counts().matched, 0U);
  EXPECT_TRUE(contacts_.finish_slot().empty());
}

TEST_F(ToolContactsTest, AQuestionAddsWhatASharedConnectionHides) {
  contacts_.on_question("docs.google.com", 4, 17);
  contacts_.on_question("drive.google.com", 4, 17);
  contacts_.on_activity("drive.google.com", 4, 17, 20'000, 90'000);
  const auto shared = contacts_.finish_slot();
  ASSERT_EQ(shared.size(), 1U);
  EXPECT_EQ(id(shared[0]), "google-docs");
  EXPECT_EQ(shared[0].bytes_up, 10'000U);
  EXPECT_EQ(shared[0].slot, 17U);
  EXPECT_EQ(contacts_.counts().shared, 1U);
}

TEST_F(ToolContactsTest, AQuestionWithoutTrafficOfItsVendorIsNothing) {
  contacts_.on_question("docs.google.com", 4, 17);
  contacts_.on_activity("app.slack.com", 4, 17, 20'000, 90'000);
  EXPECT_TRUE(contacts_.finish_slot().empty());
  contacts_.on_question("www.figma.com", 4, 18);
  EXPECT_TRUE(contacts_.finish_slot().empty());
}

TEST_F(ToolContactsTest, AToolWithAConnectionOfItsOwnSharesNone) {
  contacts_.on_question("docs.google.com", 4, 17);
  contacts_.on_activity("docs.google.com", 4, 17, 500, 500);
  contacts_.on_activity("drive.google.com", 4, 17, 20'000, 90'000);
  EXPECT_TRUE(contacts_.finish_slot().empty());
}

TEST_F(ToolContactsTest, AQuestionOfAnEarlierSlotIsForgotten) {
  contacts_.on_question("docs.google.com", 4, 16);
  contacts_.on_activity("drive.google.com", 4, 17, 20'000, 90'000);
  EXPECT_TRUE(contacts_.finish_slot().empty());
}

TEST_F(ToolContactsTest, AnHourInDocsOverTheConnectionOfDriveIsUseOfBoth) {
  DayOfUse docs, drive;
  for (std::uint32_t slot = 100; slot < 112; ++slot) {
    contacts_.on_question("docs.google.com", 4, slot);
    drive.add(
        *contacts_.on_activity("drive.google.com", 4, slot, 12'000 + slot % 5 * 9'000, 90'000));
    for (const Contact& contact : contacts_.finish_slot()) docs.add(contact);
  }
  EXPECT_EQ(drive.use(), Use::kOwner);
  EXPECT_EQ(docs.use(), Use::kOwner);
}

}  // namespace
}  // namespace desirepath::match
