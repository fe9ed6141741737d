#include "agent/store/database.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

#include "tests/support/folder.h"

namespace desirepath::store {
namespace {

using support::file_octets;
using support::Folder;

constexpr Database::Options kFast{.durable = false};
const seal::Key kKey{1};

Database open(const std::string& path) { return *Database::open(path, kKey, kFast); }

std::string value_of(const Database& database, std::string_view name) {
  return database.get(name)->value_or("(none)");
}

TEST(Database, KeepsWhatWasCommitted) {
  const Folder folder;
  {
    Database database = open(folder / "state.db");
    Batch batch;
    batch.put("diary", "monday");
    batch.put("outbox/1", "one");
    batch.put("outbox/2", "two");
    ASSERT_TRUE(database.commit(batch).ok());
    Batch next;
    next.put("diary", "tuesday");
    next.erase("outbox/1");
    ASSERT_TRUE(database.commit(next).ok());
  }
  const Database database = open(folder / "state.db");
  EXPECT_EQ(value_of(database, "diary"), "tuesday");
  EXPECT_EQ(value_of(database, "outbox/1"), "(none)");
  EXPECT_EQ(*database.names("outbox/"), std::vector<std::string>{"outbox/2"});
}

TEST(Database, HoldsNothingInClearAndIsItsOwnersAlone) {
  const Folder folder;
  {
    Database database = open(folder / "state.db");
    Batch batch;
    batch.put("diary", "this device worked with a tool called miro");
    ASSERT_TRUE(database.commit(batch).ok());
    EXPECT_EQ(file_octets(folder / "state.db-wal").find("miro"), std::string::npos);
  }
  EXPECT_EQ(file_octets(folder / "state.db").find("miro"), std::string::npos);
  struct stat status {};
  ASSERT_EQ(::stat((folder / "state.db").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST(Database, AnotherKeyIsToldToSetTheFileAside) {
  const Folder folder;
  { open(folder / "state.db"); }
  const absl::Status status = Database::open(folder / "state.db", seal::Key{2}, kFast).status();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  EXPECT_NE(status.message().find("set the file aside"), absl::string_view::npos);
}

TEST(Database, DamageAtAnyPageIsDataLossNotACrash) {
  const Folder folder;
  {
    Database database = open(folder / "state.db");
    Batch batch;
    for (int index = 0; index < 50; ++index)
      batch.put("value/" + std::to_string(index), std::string(2'000, 'x'));
    ASSERT_TRUE(database.commit(batch).ok());
  }
  const std::string good = file_octets(folder / "state.db");
  for (std::size_t offset = 0; offset < good.size(); offset += 509) {
    std::string bad = good;
    for (std::size_t index = offset; index < std::min(offset + 64, bad.size()); ++index)
      bad[index] = '\x5a';
    std::ofstream(folder / "bad.db", std::ios::binary | std::ios::trunc) << bad;
    absl::StatusOr<Database> database = Database::open(folder / "bad.db", kKey, kFast);
    if (!database.ok()) continue;  // said at once
    for (int index = 0; index < 50; ++index) {
      const auto value = database->get("value/" + std::to_string(index));
      // Either the very value, or an error: never other octets.
      if (value.ok() && value->has_value()) {
        EXPECT_EQ(**value, std::string(2'000, 'x'));
      }
    }
  }
}

TEST(Database, NotADatabaseIsDataLossAndCanBeSetAside) {
  const Folder folder;
  std::ofstream(folder / "state.db") << std::string(5'000, 'z');
  EXPECT_TRUE(absl::IsDataLoss(Database::open(folder / "state.db", kKey, kFast).status()));
  EXPECT_EQ(*set_aside(folder / "state.db"), folder / "state.db.damaged-1");
  EXPECT_TRUE(Database::open(folder / "state.db", kKey, kFast).ok());
  EXPECT_EQ(file_octets(folder / "state.db.damaged-1"), std::string(5'000, 'z'));
}

TEST(Database, SecondAgentIsToldAtOnce) {
  const Folder folder;
  const Database first = open(folder / "state.db");
  const absl::Status status = Database::open(folder / "state.db", kKey, kFast).status();
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
  EXPECT_NE(status.message().find("another agent"), absl::string_view::npos);
}

TEST(Database, MissingFolderNamesThePathAndTheMend) {
  const absl::Status status = Database::open("/nonexistent/state.db", kKey, kFast).status();
  EXPECT_NE(status.message().find("/nonexistent/state.db"), absl::string_view::npos);
  EXPECT_NE(status.message().find("check that the folder exists"), absl::string_view::npos);
}

TEST(Database, EraseLeavesOnlyWhatIsKeptAndNothingReadable) {
  const Folder folder;
  std::string before;
  {
    Database database = open(folder / "state.db");
    Batch batch;
    batch.put("diary", std::string(100'000, 'd'));
    ASSERT_TRUE(database.commit(batch).ok());
    before = file_octets(folder / "state.db") + file_octets(folder / "state.db-wal");
    Batch kept;
    kept.put("outbox", "kept");
    ASSERT_TRUE(database.erase(kept).ok());
    EXPECT_EQ(value_of(database, "diary"), "(none)");
    EXPECT_EQ(value_of(database, "outbox"), "kept");
    EXPECT_EQ(file_octets(folder / "state.db-wal"), "");
  }
  const Database database = open(folder / "state.db");
  EXPECT_EQ(value_of(database, "outbox"), "kept");
  // No 32 octets in a row of what was there are left: neither the old data key nor the old values.
  const std::string after = file_octets(folder / "state.db");
  const std::string wrapped_area = before.substr(before.size() / 2, 20'000);
  for (std::size_t offset = 0; offset + 32 <= wrapped_area.size(); offset += 32) {
    const std::string piece = wrapped_area.substr(offset, 32);
    if (piece.find_first_not_of('\0') == std::string::npos) continue;
    ASSERT_EQ(after.find(piece), std::string::npos) << offset;
  }
}

// A child commits pairs of values and is killed at a moment of chance; both values of a pair are
// there or neither.
TEST(Database, KillAtAnyMomentLeavesWholeBatches) {
  const Folder folder;
  const std::string path = folder / "state.db";
  for (int round = 0; round < 25; ++round) {
    const pid_t child = ::fork();
    if (child == 0) {
      absl::StatusOr<Database> database = Database::open(path, kKey, kFast);
      for (int step = 0; database.ok(); ++step) {
        Batch batch;
        const std::string value = std::to_string(round) + "/" + std::to_string(step);
        batch.put("facts", value + std::string(9'000, '.'));
        batch.put("done", value);
        if (!database->commit(batch).ok()) break;
      }
      ::_exit(1);
    }
    ::usleep(static_cast<useconds_t>(3'000 + 1'777 * round));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    const Database database = open(path);
    const std::string facts = value_of(database, "facts");
    EXPECT_EQ(facts.substr(0, facts.find('.')), value_of(database, "done"));
  }
}

TEST(Database, APartIsErasedByItself) {
  const Folder folder;
  Database whole = open(folder / "state.db");
  Database first = *whole.part("gateway/aa");
  Database second = *whole.part("gateway/ab");
  for (Database* const each : {&whole, &first, &second}) {
    Batch batch;
    batch.put("diary", each->name());
    batch.put("outbox/1", "one");
    ASSERT_TRUE(each->commit(batch).ok());
  }
  Batch kept;
  kept.put("outbox/1", "filler");
  ASSERT_TRUE(first.erase(kept).ok());
  EXPECT_EQ(value_of(first, "diary"), "(none)");
  EXPECT_EQ(value_of(first, "outbox/1"), "filler");
  EXPECT_EQ(value_of(second, "diary"), "gateway/ab");
  EXPECT_EQ(value_of(whole, "diary"), "");
  EXPECT_EQ(*first.names("outbox/"), std::vector<std::string>{"outbox/1"});
  EXPECT_EQ(value_of(*whole.part("gateway/aa"), "outbox/1"), "filler");  // its key came along
  ASSERT_TRUE(whole.remove_part("gateway/ab").ok());
  EXPECT_TRUE(whole.names("gateway/ab")->empty());
  EXPECT_EQ(value_of(first, "outbox/1"), "filler");
  ASSERT_TRUE(whole.erase(Batch()).ok());
  EXPECT_TRUE(whole.names("gateway/")->empty());
}

TEST(Database, CommitsTogetherAreOneAndEachIsWholeByItself) {
  const Folder folder;
  {
    Database whole = open(folder / "state.db");
    Database part = *whole.part("gateway/aa");
    const absl::Status status = whole.together([&] {
      Batch batch;
      batch.put("diary", "monday");
      EXPECT_TRUE(whole.commit(batch).ok());
      EXPECT_TRUE(part.commit(batch).ok());
    });
    EXPECT_TRUE(status.ok()) << status;
  }
  const Database whole = open(folder / "state.db");
  EXPECT_EQ(value_of(whole, "diary"), "monday");
  EXPECT_EQ(value_of(*whole.part("gateway/aa"), "diary"), "monday");
}

TEST(Database, ADeadPartsKeyIsNowhereInTheFile) {
  const Folder folder;
  Database whole = open(folder / "state.db");
  Database part = *whole.part("gateway/aa");
  Batch batch;
  batch.put("diary", std::string(3000, 'x'));
  ASSERT_TRUE(part.commit(batch).ok());
  const std::string before =
      file_octets(folder / "state.db") + file_octets(folder / "state.db-wal");
  ASSERT_TRUE(whole.remove_part("gateway/aa").ok());
  const std::string after = file_octets(folder / "state.db") + file_octets(folder / "state.db-wal");
  EXPECT_NE(before.find("gateway/aa"), std::string::npos);
  EXPECT_EQ(after.find("gateway/aa"), std::string::npos);
}

}  // namespace
}  // namespace desirepath::store
