#include "collector/api/answer_cache.h"

#include <utility>

namespace desirepath::api {

const KeptAnswer* AnswerCache::find(const std::string& revision, const std::string& question) {
  if (revision != revision_) {
    answers_.clear();
    revision_ = revision;
  }
  const auto found = answers_.find(question);
  return found == answers_.end() ? nullptr : &found->second;
}

const KeptAnswer* AnswerCache::keep(const std::string& revision, const std::string& question,
                                    KeptAnswer answer) {
  if (revision != revision_ || answers_.size() >= kMaxAnswers) answers_.clear();
  revision_ = revision;
  return &answers_.insert_or_assign(question, std::move(answer)).first->second;
}

}  // namespace desirepath::api
