#include "agent/page/page_request.h"

#include <gtest/gtest.h>

namespace desirepath::page {
namespace {

TEST(PageRequest, ReadsAreGetAndCarryTheLanguage) {
  const auto request = console_request("GET", "/api/ledger?language=fi", "");
  ASSERT_TRUE(request.ok()) << request.status();
  EXPECT_EQ(request->ask, console::Ask::kLedger);
  EXPECT_EQ(request->language, "fi");
  EXPECT_EQ(console_request("POST", "/api/ledger", "").status().code(),
            absl::StatusCode::kUnimplemented);
}

TEST(PageRequest, ChangesArePostOnly) {
  for (const char* name : {"pause", "resume", "veto-all", "opt-out", "opt-in", "hand-over"}) {
    const std::string path = std::string("/api/") + name;
    EXPECT_TRUE(console_request("POST", path, "").ok()) << name;
    EXPECT_EQ(console_request("GET", path, "").status().code(), absl::StatusCode::kUnimplemented)
        << name;
  }
}

TEST(PageRequest, TheBodyCarriesWhatIsMeant) {
  const auto veto = console_request("POST", "/api/veto", R"({"window":"2026-W37","position":5})");
  ASSERT_TRUE(veto.ok()) << veto.status();
  EXPECT_EQ(veto->window, "2026-W37");
  EXPECT_EQ(veto->position, 5U);
}

TEST(PageRequest, TheBodyCannotAskForSomethingElse) {
  const auto request = console_request("POST", "/api/resume", R"({"ask":"opt-out"})");
  ASSERT_TRUE(request.ok()) << request.status();
  EXPECT_EQ(request->ask, console::Ask::kResume);
}

TEST(PageRequest, WhatIsNoPageIsNotFound) {
  for (const char* path : {"/api/", "/api/everything", "/../etc/passwd", "/ledger"}) {
    EXPECT_EQ(console_request("GET", path, "").status().code(), absl::StatusCode::kNotFound)
        << path;
  }
  EXPECT_EQ(console_request("POST", "/api/veto", "[1]").status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(console_request("POST", "/api/veto", "{").status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace desirepath::page
