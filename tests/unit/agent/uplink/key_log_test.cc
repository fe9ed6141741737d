#include "agent/uplink/key_log.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "tests/support/folder.h"

namespace desirepath::uplink {
namespace {

const std::string kRandom(64, 'a');
const std::string kSecret(64, '7');
const std::string kLongSecret(96, 'e');

TEST(KeyLog, EndsEachRecordWithALine) {
  const std::string first = "CLIENT_TRAFFIC_SECRET_0 " + kRandom + " " + kSecret;
  const std::string second = "EXPORTER_SECRET " + kRandom + " " + kLongSecret;
  EXPECT_EQ(key_log_lines(first + second), first + "\n" + second + "\n");
  EXPECT_EQ(key_log_lines(first + "\r\n" + second + "\n"), first + "\n" + second + "\n");
}

TEST(KeyLog, LeavesOutWhatIsCutOff) {
  const std::string whole = "EXPORTER_SECRET " + kRandom + " " + kSecret;
  EXPECT_EQ(key_log_lines(whole + "CLIENT_RANDOM " + kRandom.substr(3)), whole + "\n");
  EXPECT_EQ(key_log_lines("no log at all"), "");
}

TEST(KeyLog, KeepsTheVisitsBefore) {
  const support::Folder folder;
  const std::filesystem::path log = folder / "keys.log";
  const std::string record = "EXPORTER_SECRET " + kRandom + " " + kSecret;
  for (int visit = 0; visit < 2; ++visit) {
    std::ofstream(session_key_log(log)) << record;
    keep_key_log(log);
    EXPECT_FALSE(std::filesystem::exists(session_key_log(log)));
  }
  std::stringstream text;
  text << std::ifstream(log).rdbuf();
  EXPECT_EQ(text.str(), record + "\n" + record + "\n");
}

}  // namespace
}  // namespace desirepath::uplink
