// Which names a rule refuses, and which it must leave alone; the real programs read the text in
// tests/system/test_rules.py.

#include "collector/curation/block_list.h"

#include <gmock/gmock.h>

#include "collector/curation/block_list_text.h"
#include "desirepath/v1/catalog.pb.h"

namespace desirepath::curation {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

struct Row {
  const char* suffix;
  v1::HostRole role = v1::HOST_ROLE_APP;
  bool exact = false;
  const char* left_label = "";
};

class Tools {
 public:
  Tools() {
    v1::Need& need = *message_.add_needs();
    need.set_number(1);
    need.set_id("files");
    need.set_name("Files");
  }
  // Numbered from 1.
  Tools& tool(const std::vector<Row>& rows) {
    v1::Tool& tool = *message_.add_tools();
    tool.set_number(static_cast<std::uint32_t>(message_.tools_size()));
    tool.set_id("tool-" + std::to_string(message_.tools_size()));
    tool.set_name(tool.id());
    tool.set_vendor("V");
    tool.set_need("files");
    for (const Row& row : rows) {
      v1::Host& host = *tool.add_hosts();
      host.set_suffix(row.suffix);
      host.set_role(row.role);
      host.set_exact(row.exact);
      host.set_left_label(row.left_label);
    }
    return *this;
  }
  [[nodiscard]] BlockList refusing(const std::set<std::uint32_t>& numbers) const {
    const auto catalog = catalog::Catalog::unpack(message_.SerializeAsString());
    EXPECT_TRUE(catalog.ok()) << catalog.status();
    return block_list(*catalog, numbers);
  }

 private:
  v1::Catalog message_;
};

std::vector<std::string> names(const BlockList& list) {
  std::vector<std::string> all;
  for (const RefusedName& one : list.names) {
    all.push_back((one.name.exact ? "" : ".") + one.name.host);
  }
  return all;
}

std::string text(const BlockList& list, BlockFormat format) {
  return block_text(list, format, {{"rule 1"}, 1'800'000'000});
}

TEST(BlockList, HoldsWhatMakesADayOfUseOrAGuestAndNothingElse) {
  const BlockList list = Tools()
                             .tool({{"box.test"},
                                    {"up.boxcdn.test", v1::HOST_ROLE_UPLOAD},
                                    {"share.test", v1::HOST_ROLE_VIEWER},
                                    {"login.test", v1::HOST_ROLE_LOGIN},
                                    {"cdn.test", v1::HOST_ROLE_CDN},
                                    {"stats.test", v1::HOST_ROLE_TELEMETRY}})
                             .tool({{"other.test"}})
                             .refusing({1});
  EXPECT_THAT(names(list), ElementsAre(".box.test", ".share.test", ".up.boxcdn.test"));
}

TEST(BlockList, LeavesTheNamesOfOthersBelowAlone) {
  const BlockList list = Tools()
                             .tool({{"suite.test"}, {"old.docs.suite.test"}})
                             .tool({{"docs.suite.test"}, {"x.docs.suite.test"}})
                             .refusing({1});
  // old.docs is refused again below what is passed; x.docs is passed with docs.
  ASSERT_THAT(names(list), ElementsAre(".old.docs.suite.test", ".suite.test"));
  EXPECT_THAT(list.names[1].passed, ElementsAre(BlockName{"docs.suite.test", false}));
  const std::string zone = text(list, BlockFormat::kRpz);
  EXPECT_THAT(zone, HasSubstr("\nsuite.test CNAME .\n*.suite.test CNAME .\n"));
  EXPECT_THAT(zone, HasSubstr("\ndocs.suite.test CNAME rpz-passthru.\n"));
  EXPECT_THAT(zone, HasSubstr("\nold.docs.suite.test CNAME .\n"));
  const std::string squid = text(list, BlockFormat::kSquid);
  EXPECT_THAT(squid, HasSubstr("acl desirepath_refused_1 dstdomain .suite.test\n"
                               "acl desirepath_passed_1 dstdomain .docs.suite.test\n"
                               "http_access deny desirepath_refused_1 !desirepath_passed_1\n"));
  EXPECT_THAT(squid, HasSubstr("acl desirepath_refused dstdomain .old.docs.suite.test\n"));
  EXPECT_THAT(text(list, BlockFormat::kDnsmasq),
              HasSubstr("nftset=/docs.suite.test/4#inet#desirepath#passed4,6#inet#desirepath#"
                        "passed6\n"));
}

TEST(BlockList, SaysEachNameOnce) {
  const BlockList list =
      Tools().tool({{"a.test"}, {"b.a.test"}, {"c.a.test", v1::HOST_ROLE_APP, true}}).refusing({1});
  EXPECT_THAT(names(list), ElementsAre(".a.test"));
}

TEST(BlockList, AnExactNameIsNotTheNamesBelowIt) {
  const BlockList list = Tools()
                             .tool({{"app.a.test", v1::HOST_ROLE_APP, true}})
                             .tool({{"mail.app.a.test"}})
                             .refusing({1});
  EXPECT_THAT(text(list, BlockFormat::kRpz), HasSubstr("\napp.a.test CNAME .\n"));
  EXPECT_THAT(text(list, BlockFormat::kRpz), Not(HasSubstr("*.app.a.test")));
  EXPECT_THAT(text(list, BlockFormat::kSquid), HasSubstr("dstdomain app.a.test\n"));
  // dnsmasq takes what is below along, and that is somebody else's.
  EXPECT_THAT(text(list, BlockFormat::kDnsmasq), Not(HasSubstr("nftset=/app.a.test/")));
  EXPECT_THAT(left_out(list, BlockFormat::kDnsmasq), ElementsAre("app.a.test"));
}

TEST(BlockList, APartOfALabelIsSaidToSquidAndLeftOutElsewhere) {
  Tools tools;
  tools.tool({{"point.test"}}).tool({{"point.test", v1::HOST_ROLE_APP, false, "*-my"}});
  const BlockList drive = tools.refusing({2});
  EXPECT_THAT(names(drive), IsEmpty());
  EXPECT_THAT(text(drive, BlockFormat::kSquid),
              HasSubstr("dstdom_regex -i (^|\\.)[^.]+-my\\.point\\.test$\n"));
  EXPECT_THAT(left_out(drive, BlockFormat::kRpz), ElementsAre("*-my.point.test"));
  // Refusing the whole suffix to a name server would take the other tool away.
  const BlockList point = tools.refusing({1});
  EXPECT_THAT(text(point, BlockFormat::kRpz), Not(HasSubstr("point.test CNAME")));
  EXPECT_THAT(text(point, BlockFormat::kRpz), HasSubstr("left out"));
  EXPECT_THAT(text(point, BlockFormat::kSquid),
              HasSubstr("http_access deny desirepath_refused_1 !desirepath_matched_1\n"));
}

TEST(BlockList, CountsAndLogsNothing) {
  const std::string filter = text(Tools().tool({{"a.test"}}).refusing({1}), BlockFormat::kNftables);
  EXPECT_THAT(filter, Not(HasSubstr("counter")));
  EXPECT_THAT(filter, Not(HasSubstr("log ")));
  EXPECT_THAT(filter, HasSubstr("#   nftset=/a.test/"));
}

}  // namespace
}  // namespace desirepath::curation
