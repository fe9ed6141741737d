#pragma once

// `Notice` is a word to those concerned: "vendor X was breached, change your password there".
//
// Every device gets all notices in the signed bundle and compares them with its own diary; the
// person there sees those that concern them, and nothing is sent back, not even that one was shown.
// A rule's notice ("must be done, by this law") works the same: a rule protects by notice and
// block, not by counting. The curation key and a staff key sign each: neither side alone can write
// on people's screens.
//
// `verify_bundle` reads them (notice_documents.h), `notice draft|sign|send` writes them, the
// agent's notice book decides what is shown. Source: privacy.md, Decisions 6 and 9. Threads: plain
// values.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace desirepath::policy {

constexpr int kMaximumNotices = 32;  // in force at a time
constexpr int kMaximumNoticeTools = 32;
constexpr std::size_t kMaximumNoticeOctets = 600;  // of the words in one language
constexpr std::uint32_t kMaximumNoticeDays = 128;  // as far as a diary looks back

enum class NoticeKind : std::uint8_t { kCare = 1, kRule = 2 };

struct Notice {
  std::uint32_t number = 0;
  NoticeKind kind = NoticeKind::kCare;
  std::vector<std::uint32_t> tools;
  std::uint32_t within_days = kMaximumNoticeDays;
  std::int64_t issued = 0;           // unix seconds
  std::int64_t ends = 0;             // unix seconds
  std::array<std::string, 3> words;  // by fields::Language: en, fi, de
  std::string legal_basis;
  std::uint32_t use_instead = 0;
};

// "care" or "rule".
constexpr std::string_view notice_kind_word(NoticeKind kind) {
  return kind == NoticeKind::kRule ? "rule" : "care";
}

}  // namespace desirepath::policy
