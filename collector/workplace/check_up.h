#pragma once

// What came of a promise, and whether a need waits for an answer: pure functions over the published
// path of a need.
//
// The card desk calls them with what the needs report says. Everything is a band, so an answer can
// be "cannot say": then both are possible.
//
// Source: needs.md, section 3 (check-ups, silence alarm). Threads: pure functions.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace desirepath::workplace {

struct Moment {
  std::uint32_t window = 0;
  std::string name;
  std::int64_t low = 0;
  std::int64_t high = 0;
};

// After how many windows that count a promise is looked at.
constexpr std::array<std::uint32_t, 5> kCheckUps = {2, 6, 12, 26, 52};

enum class Verdict { kToCome, kKept, kPartly, kNot, kCannotSay };
std::string_view verdict_word(Verdict verdict);

// Did the devices fall by `percent` from `before` to `now`?
Verdict verdict_of(const Moment& before, const Moment& now, std::int64_t percent);

// Grew surely over the last four windows.
bool is_growing(const std::vector<Moment>& path);

}  // namespace desirepath::workplace
