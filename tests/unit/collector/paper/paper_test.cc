#include "collector/paper/paper.h"

#include <gtest/gtest.h>

namespace desirepath::paper {
namespace {

TEST(Paper, GoesOnOnTheNextPageWhenOneIsFull) {
  Paper paper("Title", "foot");
  for (int i = 0; i < 200; ++i)
    paper.paragraph("A line of text, ä ö ü ß, and a mark – that is it.");
  EXPECT_GT(paper.pages(), 3);
  const absl::StatusOr<std::string> octets = paper.octets();
  ASSERT_TRUE(octets.ok()) << octets.status();
  EXPECT_EQ(octets->substr(0, 5), "%PDF-");
}

TEST(Paper, AWordLongerThanALineIsBroken) {
  Paper paper("Title", "foot");
  paper.paragraph(std::string(5000, 'w'));
  paper.row({std::string(300, 'x'), ""}, {0.1, 0.9}, false);
  paper.bar("beyond", 7.0, true);
  EXPECT_TRUE(paper.octets().ok());
}

TEST(Paper, LettersItDoesNotHaveAreMarkedAndHarmNothing) {
  Paper paper("題", "foot");
  paper.title("Łódź 漢字 \xff\xfe broken");
  EXPECT_TRUE(paper.octets().ok());
}

}  // namespace
}  // namespace desirepath::paper
