#pragma once

// `Answer` is what the organisation says to its people about a need: "you said · we did" or "not
// yet, because".
//
// It stands on every device's page, in the signed instructions, the same for all: nobody is
// addressed. The curation key signs it, as it signs standings. Source: product.md, section 6
// "Answers"; privacy.md, Decisions 6. Threads: plain values.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace desirepath::policy {

constexpr int kMaximumAnswers = 64;
constexpr std::size_t kMaximumAnswerOctets = 600;  // of the words in one language

enum class AnswerState : std::uint8_t { kDone = 1, kNotYet = 2 };

struct Answer {
  std::uint32_t need = 0;
  AnswerState state = AnswerState::kDone;
  std::array<std::string, 3> words;  // by fields::Language: en, fi, de
};

// "done" or "not-yet".
constexpr std::string_view answer_state_word(AnswerState state) {
  return state == AnswerState::kDone ? "done" : "not-yet";
}

}  // namespace desirepath::policy
