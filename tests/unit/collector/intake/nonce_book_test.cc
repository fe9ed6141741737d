#include "collector/intake/nonce_book.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <set>

#include "collector/store/window_database.h"
#include "proto/seal/random.h"

namespace desirepath::intake {
namespace {

constexpr std::uint32_t kBookWindow = 2900;

struct Opened {
  std::filesystem::path folder;
  Opened() {
    std::string pattern = (std::filesystem::temp_directory_path() / "nonces-XXXXXX").string();
    folder = ::mkdtemp(pattern.data());
  }
  ~Opened() { std::filesystem::remove_all(folder); }
  [[nodiscard]] store::Database database() const {
    return *store::open_window_database(folder / "window.db");
  }
};

TEST(NonceSet, NeverForgetsOneItWasGiven) {
  seal::Random random(seal::Key{1});
  NonceSet set(3000);
  std::vector<Nonce> given;
  while (!set.full()) {
    given.push_back(random.octets<16>());
    set.insert(given.back());
  }
  EXPECT_EQ(given.size(), set.size());
  for (const Nonce& nonce : given) EXPECT_TRUE(set.may_contain(nonce));
  int perhaps = 0;
  for (int i = 0; i < 100'000; ++i) perhaps += set.may_contain(random.octets<16>()) ? 1 : 0;
  EXPECT_EQ(perhaps, 0);
}

TEST(NonceSet, NoncesThatDifferInOneBitAreApart) {
  NonceSet set(100);
  Nonce nonce{};
  set.insert(nonce);
  for (std::size_t bit = 0; bit < 128; ++bit) {
    Nonce other = nonce;
    other[bit / 8] = static_cast<std::uint8_t>(1U << bit % 8);
    EXPECT_FALSE(set.may_contain(other)) << bit;
  }
}

TEST(NonceBook, SaysWhichAreNewInOrderAndWithinOneTransaction) {
  const Opened opened;
  store::Database database = opened.database();
  NonceBook book;
  EXPECT_EQ(*book.add(database, kBookWindow, std::vector<Nonce>{{1}, {2}, {1}}),
            (std::vector<bool>{true, true, false}));
  EXPECT_EQ(*book.add(database, kBookWindow, std::vector<Nonce>{{3}, {2}, {3}}),
            (std::vector<bool>{true, false, false}));
  EXPECT_EQ(*book.add(database, kBookWindow + 1, std::vector<Nonce>{{2}}),
            (std::vector<bool>{true}));
}

TEST(NonceBook, RemembersOverARestart) {
  const Opened opened;
  store::Database database = opened.database();
  ASSERT_TRUE(NonceBook().add(database, kBookWindow, std::vector<Nonce>{{1}, {2}}).ok());
  EXPECT_EQ(*NonceBook().add(database, kBookWindow, std::vector<Nonce>{{2}, {3}}),
            (std::vector<bool>{false, true}));
}

TEST(NonceBook, AfterAFailedTransactionTheSameIsNewAgain) {
  const Opened opened;
  store::Database database = opened.database();
  NonceBook book;
  {
    const store::Transaction undone = *store::Transaction::begin(database);
    ASSERT_TRUE(book.add(database, kBookWindow, std::vector<Nonce>{{1}}).ok());
  }
  book.forget_all();
  EXPECT_EQ(*book.add(database, kBookWindow, std::vector<Nonce>{{1}}), (std::vector<bool>{true}));
}

// Against a plain set, through several sizes of the table, with every third nonce a replay.
TEST(NonceBook, IsExactWhileItGrows) {
  const Opened opened;
  store::Database database = opened.database();
  ASSERT_TRUE(database.execute("PRAGMA synchronous = OFF").ok());
  seal::Random random(seal::Key{2});
  NonceBook book;
  std::set<Nonce> truth;
  std::vector<Nonce> all;
  for (int round = 0; round < 60; ++round) {
    std::vector<Nonce> batch;
    for (int i = 0; i < 1000; ++i) {
      const bool replay = i % 3 == 0 && !all.empty();
      batch.push_back(replay ? all[random.uniform(static_cast<std::uint32_t>(all.size()))]
                             : random.octets<16>());
    }
    const auto is_new = book.add(database, kBookWindow, batch);
    ASSERT_TRUE(is_new.ok()) << is_new.status();
    for (std::size_t i = 0; i < batch.size(); ++i) {
      ASSERT_EQ((*is_new)[i], truth.insert(batch[i]).second);
      all.push_back(batch[i]);
    }
  }
}

}  // namespace
}  // namespace desirepath::intake
