#include "collector/api/answer_cache.h"

#include <utility>

namespace desirepath::api {

const KeptAnswer* AnswerCache::find(const std::string& revision, const std::string& question) {
  if (revision != revision_) clear(revision);
  const auto found = answers_.find(question);
  return found == answers_.end() ? nullptr : &found->second;
}

const KeptAnswer* AnswerCache::keep(const std::string& revision, const std::string& question,
                                    KeptAnswer answer) {
  const std::size_t more = answer.body.size() + answer.gzip.size();
  const bool full = answers_.size() >= kMaxAnswers || octets_ + more > kMaxOctets;
  if (revision != revision_ || full) clear(revision);
  octets_ += more;
  return &answers_.insert_or_assign(question, std::move(answer)).first->second;
}

void AnswerCache::clear(const std::string& revision) {
  answers_.clear();
  octets_ = 0;
  revision_ = revision;
}

}  // namespace desirepath::api
