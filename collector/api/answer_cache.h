#pragma once

// `AnswerCache` keeps reports until what they were made from changes.
//
// `report_endpoint.cc` asks it before the provider. Everything in it is of one revision: the first
// question with another revision empties it.
//
// Limits: 64 answers; at the limit it is emptied and starts again (the page asks for two).
// Threads: one at a time.

#include <map>
#include <memory>
#include <string>

namespace desirepath::api {

struct KeptAnswer {
  std::string body;
  std::string gzip;  // the body squeezed; empty where that is not worth it
  std::string etag;
};

class AnswerCache {
 public:
  // Null where there is none; valid until the next `keep`.
  const KeptAnswer* find(const std::string& revision, const std::string& question);
  const KeptAnswer* keep(const std::string& revision, const std::string& question,
                         KeptAnswer answer);

 private:
  static constexpr std::size_t kMaxAnswers = 64;

  std::string revision_;
  std::map<std::string, KeptAnswer> answers_;
};

}  // namespace desirepath::api
