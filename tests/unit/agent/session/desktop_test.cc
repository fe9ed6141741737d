#include "agent/session/desktop.h"

#include <gtest/gtest.h>

namespace desirepath::session {
namespace {

TEST(Desktop, AServiceThatReadsMarkupGetsNone) {
  EXPECT_EQ(escaped("R&D <b>first</b>"), "R&amp;D &lt;b&gt;first&lt;/b&gt;");
}

}  // namespace
}  // namespace desirepath::session
