#include "collector/workplace/answer_desk.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "collector/policy/answers.h"
#include "collector/policy/publication.h"
#include "collector/workplace/fields.h"

namespace desirepath::workplace {
namespace {

using api::Call;
using api::Outcome;
using boost::json::array;
using boost::json::object;
using policy::Answer;

absl::StatusOr<Outcome> list(const Office& office, const Ground& ground) {
  const absl::StatusOr<std::vector<Answer>> answers = policy::kept_answers(office.curation);
  if (!answers.ok()) return answers.status();
  array rows;
  for (const Answer& answer : *answers) {
    const catalog::Need* const need = ground.catalog.need(answer.need);
    const std::string id = need == nullptr ? absl::StrCat(answer.need) : std::string(need->id);
    const std::string name = need == nullptr ? id : std::string(need->name);
    rows.push_back(object{
        {"need", id},
        {"name", name},
        {"state", std::string(policy::answer_state_word(answer.state))},
        {"words",
         object{{"en", answer.words[0]}, {"fi", answer.words[1]}, {"de", answer.words[2]}}}});
  }
  array needs;
  for (const catalog::Need& need : ground.catalog.needs()) {
    needs.push_back(object{{"need", std::string(need.id)}, {"name", std::string(need.name)}});
  }
  return Outcome{.body = object{{"answers", std::move(rows)}, {"needs", std::move(needs)}}};
}

absl::StatusOr<Answer> answer_in(const object& body, std::uint32_t need) {
  if (absl::Status s = check_members(body, {"state", "words"}); !s.ok()) return s;
  const absl::StatusOr<std::string> state = text_of(body, "state");
  if (!state.ok()) return state.status();
  if (*state != "done" && *state != "not-yet") {
    return absl::InvalidArgumentError("state: give done or not-yet");
  }
  absl::StatusOr<std::array<std::string, 3>> words = words_of(body, policy::kMaximumAnswerOctets);
  if (!words.ok()) return words.status();
  return Answer{need, *state == "done" ? policy::AnswerState::kDone : policy::AnswerState::kNotYet,
                *std::move(words)};
}

// The answers without the need's own one; whether there was one.
absl::StatusOr<std::pair<std::vector<Answer>, bool>> others(const Office& office,
                                                            std::uint32_t need) {
  absl::StatusOr<std::vector<Answer>> answers = policy::kept_answers(office.curation);
  if (!answers.ok()) return answers.status();
  const bool there =
      std::erase_if(*answers, [&](const Answer& one) { return one.need == need; }) > 0;
  return std::pair(*std::move(answers), there);
}

absl::Status keep(const Office& office, const Deed& deed, const std::vector<Answer>& answers) {
  return recorded(office, deed, [&]() -> absl::Status {
    if (absl::Status s = policy::keep_answers(answers, office.curation); !s.ok()) return s;
    return policy::publish_standings(office.paths, office.curation, office.clock());
  });
}

absl::Status give(const Office& office, std::uint32_t need, const Call& call) {
  absl::StatusOr<Answer> answer = answer_in(call.body, need);
  if (!answer.ok()) return answer.status();
  auto kept = others(office, need);
  if (!kept.ok()) return kept.status();
  const Deed deed{call.person.name,
                  "answer-given",
                  call.names[0],
                  {{"state", std::string(policy::answer_state_word(answer->state))},
                   {"words", answer->words[0]}}};
  kept->first.push_back(*std::move(answer));
  return keep(office, deed, kept->first);
}

absl::Status take_back(const Office& office, std::uint32_t need, const Call& call) {
  const auto kept = others(office, need);
  if (!kept.ok()) return kept.status();
  if (!kept->second) return absl::NotFoundError("nothing is answered on this need");
  return keep(office, {call.person.name, "answer-taken-back", call.names[0]}, kept->first);
}

}  // namespace

void add_answer_operations(const Office& office, SignedGround& signed_ground,
                           api::Operations& operations) {
  const auto grounded = [&](std::function<absl::Status(const Ground&, const Call&)> work) {
    return on_ground(office, signed_ground,
                     "no policy is published yet; answers go out with the first one",
                     [&office, work = std::move(work)](
                         const Ground& ground, const Call& call) -> absl::StatusOr<Outcome> {
                       if (absl::Status s = work(ground, call); !s.ok()) return s;
                       return list(office, ground);
                     });
  };
  const auto on_need = [&office,
                        grounded](absl::Status (*work)(const Office&, std::uint32_t, const Call&)) {
    return grounded([&office, work](const Ground& ground, const Call& call) -> absl::Status {
      const catalog::Need* const need = ground.catalog.need_by_id(call.names[0]);
      if (need == nullptr) {
        return absl::NotFoundError("no need of this id is in the catalog in force");
      }
      return work(office, need->number, call);
    });
  };
  operations["getAnswers"] = grounded([](const Ground&, const Call&) { return absl::OkStatus(); });
  operations["giveAnswer"] = on_need(give);
  operations["takeAnswerBack"] = on_need(take_back);
}

}  // namespace desirepath::workplace
