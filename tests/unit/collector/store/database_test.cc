#include "collector/store/database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "collector/store/window_database.h"

namespace desirepath::store {
namespace {

using testing::HasSubstr;

struct Folder {
  std::filesystem::path path;
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "store-XXXXXX").string();
    path = ::mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  [[nodiscard]] std::string file() const { return path / "test.db"; }
};

const Schema kOne{1, {"CREATE TABLE t(a INTEGER PRIMARY KEY, b BLOB)"}, "mend it"};
const Schema kTwo{1, {kOne.migrations[0], "CREATE TABLE u(a INTEGER)"}, "mend it"};

TEST(Database, KeepsWhatWasCommittedAndUndoesTheRest) {
  const Folder folder;
  Database database = *Database::open(folder.file(), kOne);
  {
    Transaction transaction = *Transaction::begin(database);
    ASSERT_TRUE(database.execute("INSERT INTO t VALUES (1, x'00ff')").ok());
    ASSERT_TRUE(transaction.commit().ok());
  }
  {
    const Transaction undone = *Transaction::begin(database);
    ASSERT_TRUE(database.execute("INSERT INTO t VALUES (2, x'')").ok());
  }
  Database again = *Database::open(folder.file(), kOne, Mode::kReadOnly);
  EXPECT_EQ(*again.integer("SELECT count(*) FROM t"), 1);
  Statement row = *again.prepare("SELECT b FROM t");
  ASSERT_TRUE(*row.step());
  EXPECT_EQ(row.blob(0), (std::vector<std::uint8_t>{0x00, 0xff}));
}

TEST(Database, OneThatIsJustBeingMadeIsNotCalledOld) {
  const Folder folder;
  std::ofstream(folder.file()).close();
  const absl::StatusOr<Database> empty = Database::open(folder.file(), kOne, Mode::kReadOnly);
  EXPECT_THAT(empty.status().message(), HasSubstr("just being made"));
}

TEST(Database, AnInnerTransactionIsAPartOfTheOuterOne) {
  const Folder folder;
  Database database = *Database::open(folder.file(), kOne);
  const auto add = [&](const char* row, bool keep) {
    Transaction inner = *Transaction::begin(database);
    ASSERT_TRUE(database.execute(row).ok());
    if (keep) {
      ASSERT_TRUE(inner.commit().ok());
    }
  };
  {
    Transaction outer = *Transaction::begin(database);
    add("INSERT INTO t VALUES (1, x'')", true);
    add("INSERT INTO t VALUES (2, x'')", false);
    ASSERT_TRUE(outer.commit().ok());
  }
  EXPECT_EQ(*database.integer("SELECT sum(a) FROM t"), 1);
  {
    const Transaction undone = *Transaction::begin(database);
    add("INSERT INTO t VALUES (3, x'')", true);
  }
  EXPECT_EQ(*database.integer("SELECT sum(a) FROM t"), 1);
}

TEST(Database, MigratesFromWhereTheFileStands) {
  const Folder folder;
  ASSERT_TRUE(Database::open(folder.file(), kOne).ok());
  Database newer = *Database::open(folder.file(), kTwo);
  EXPECT_TRUE(newer.execute("INSERT INTO u VALUES (1)").ok());
}

TEST(Database, RefusesANewerFileAndOneOfAnotherKind) {
  const Folder folder;
  ASSERT_TRUE(Database::open(folder.file(), kTwo).ok());
  const absl::Status newer = Database::open(folder.file(), kOne).status();
  EXPECT_EQ(newer.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(newer.message()), HasSubstr("newer version"));
  const absl::Status foreign = open_window_database(folder.file()).status();
  EXPECT_THAT(std::string(foreign.message()), HasSubstr("another program or purpose"));
}

TEST(Database, NamesADamagedFileAndTheMend) {
  const Folder folder;
  std::ofstream(folder.file()) << std::string(20'000, 'x');
  const absl::Status status = open_window_database(folder.file()).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(status.message()), HasSubstr(folder.file()));
  EXPECT_THAT(std::string(status.message()), HasSubstr("move it away"));
}

TEST(Database, FindsDamageInTheMiddle) {
  const Folder folder;
  {
    Database database = *open_window_database(folder.file());
    ASSERT_TRUE(database
                    .execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                             "WHERE i < 2000) INSERT INTO cell SELECT 1, 2, 3, i, 0, 1, 1 FROM n")
                    .ok());
    ASSERT_TRUE(database.truncate_log().ok());
  }
  std::fstream file(folder.file(), std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(8192 * 4);
  file << std::string(8192 * 3, '\x7f');
  file.close();
  EXPECT_EQ(open_window_database(folder.file()).status().code(), absl::StatusCode::kDataLoss);
}

TEST(Database, ANewConnectionsCommitChangesTheDataVersion) {
  const Folder folder;
  Database one = *Database::open(folder.file(), kOne);
  Database two = *Database::open(folder.file(), kOne);
  const std::int64_t before = *one.data_version();
  EXPECT_EQ(*one.data_version(), before);
  ASSERT_TRUE(two.execute("INSERT INTO t VALUES (1, x'')").ok());
  EXPECT_NE(*one.data_version(), before);
}

// C11, C12
TEST(WindowDatabase, ErasedIsInNeitherFileNorLogAndNoTableKeepsAnOrder) {
  const Folder folder;
  Database database = *open_window_database(folder.file());
  ASSERT_TRUE(
      database
          .execute("INSERT INTO nonce VALUES (2900, x'00', CAST('planted-nonce-01' AS BLOB));"
                   "INSERT INTO cell VALUES (2900, 2, 3, 4, 0, 1, 5)")
          .ok());
  EXPECT_FALSE(*is_frozen(database, 2900));
  ASSERT_TRUE(mark_frozen(database, 2900).ok());
  EXPECT_TRUE(*is_frozen(database, 2900));
  ASSERT_TRUE(erase_window(database, 2900).ok());
  ASSERT_TRUE(database.truncate_log().ok());
  for (const auto& entry : std::filesystem::directory_iterator(folder.path)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string octets((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(octets.find("planted-nonce-01"), std::string::npos) << entry.path();
  }
  EXPECT_EQ(*database.integer("SELECT count(*) FROM sqlite_schema WHERE name IN ('cell', 'nonce') "
                              "AND sql NOT LIKE '%WITHOUT ROWID%'"),
            0);
}

TEST(Database, IsCopiedBeforeItIsBroughtUp) {
  const Folder folder;
  {
    Database before = *Database::open(folder.file(), kOne);
    ASSERT_TRUE(before.execute("INSERT INTO t VALUES (1, x'00ff')").ok());
  }
  EXPECT_FALSE(std::filesystem::exists(folder.file() + ".before-2"));
  ASSERT_TRUE(Database::open(folder.file(), kTwo).ok());
  Database copy = *Database::open(folder.file() + ".before-2", kOne);
  EXPECT_EQ(*copy.integer("SELECT count(*) FROM t"), 1);
  // The program of before goes on with it; its own file it refuses.
  EXPECT_THAT(Database::open(folder.file(), kOne).status().message(), HasSubstr("upgrade"));
}

TEST(Database, ACopyHoldsNothingOfTheTablesThatAreForNoCopy) {
  const Folder folder;
  Schema one = kOne;
  Schema two = kTwo;
  one.not_in_copies = two.not_in_copies = {"t", "of-a-later-version"};
  {
    Database before = *Database::open(folder.file(), one);
    ASSERT_TRUE(before
                    .execute("INSERT INTO t VALUES (1, 'planted-session-01'); "
                             "PRAGMA wal_checkpoint(TRUNCATE)")
                    .ok());
    ASSERT_TRUE(before.copy_to(folder.file() + ".copy", one.not_in_copies).ok());
  }
  ASSERT_TRUE(Database::open(folder.file(), two).ok());
  ASSERT_TRUE(std::filesystem::exists(folder.file() + ".before-2"));
  for (const auto& entry : std::filesystem::directory_iterator(folder.path)) {
    if (entry.path() == folder.file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string octets((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(octets.find("planted-session-01"), std::string::npos) << entry.path();
  }
  EXPECT_EQ(*Database::open(folder.file(), two)->integer("SELECT count(*) FROM t"), 1);
  EXPECT_EQ(*Database::open(folder.file() + ".before-2", one)->integer("SELECT count(*) FROM t"),
            0);
}

TEST(Database, OfWhatIsToBeLostNoCopyIsKept) {
  const Folder folder;
  Schema one = kOne;
  Schema two = kTwo;
  one.never_copied = two.never_copied = true;
  ASSERT_TRUE(Database::open(folder.file(), one).ok());
  ASSERT_TRUE(Database::open(folder.file(), two).ok());
  EXPECT_FALSE(std::filesystem::exists(folder.file() + ".before-2"));
}

TEST(Database, ACopyIsOfOneMomentWhileAnotherConnectionWrites) {
  const Folder folder;
  Database writer = *Database::open(folder.file(), kOne);
  Database reader = *Database::open(folder.file(), kOne);
  ASSERT_TRUE(writer.execute("INSERT INTO t VALUES (1, x'00')").ok());
  const Transaction open = *Transaction::begin(writer);
  ASSERT_TRUE(writer.execute("INSERT INTO t VALUES (2, x'00')").ok());
  ASSERT_TRUE(reader.copy_to(folder.path / "copy.db").ok());
  Database copy = *Database::open(folder.path / "copy.db", kOne);
  EXPECT_EQ(*copy.integer("SELECT sum(a) FROM t"), 1);
}

}  // namespace
}  // namespace desirepath::store
