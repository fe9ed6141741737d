#pragma once

// `AnswerCache` keeps reports until what they were made from changes.
//
// `report_endpoint.cc` asks it before the provider. Everything in it is of one revision: the first
// question with another revision empties it.
//
// Limits: 64 answers and 48 MiB of them; at a limit it is emptied and starts again (the page asks
// for two, the largest of 1,500 tools being 12 MiB with what is squeezed).
// Threads: one at a time.

#include <cstddef>
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
  void clear(const std::string& revision);

  static constexpr std::size_t kMaxAnswers = 64;
  static constexpr std::size_t kMaxOctets = std::size_t{48} << 20;

  std::string revision_;
  std::size_t octets_ = 0;
  std::map<std::string, KeptAnswer> answers_;
};

}  // namespace desirepath::api
