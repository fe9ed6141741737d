#pragma once

// `RateLimit` lets a person, a token or an address ask so often and no oftener.
//
// The router asks it for each request of the API: of whoever is known by the name, of a stranger by
// the address, so that nobody's script keeps the others waiting and nobody tries secrets quickly.
// Each key has a bucket that fills with time; an empty one says in how many seconds to come back. A
// stranger behind the proxy of the settings has no address here and is limited there.
//
// Limits: 4,096 keys; at the limit the full buckets are forgotten, and if none is, all are. Keys
// live in memory alone and name no device. Threads: one at a time.

#include <chrono>
#include <cstddef>
#include <string>
#include <unordered_map>

namespace desirepath::api {

struct Rate {
  double per_second = 0;  // 0: no limit
  double burst = 0;
};

// A page asks for a dozen things when it opens; a script that reads everything does well with less.
struct Rates {
  Rate person{40, 400};
  Rate token{20, 200};
  Rate stranger{10, 100};
};

class RateLimit {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // Seconds to wait; 0: go on.
  int take(const std::string& key, const Rate& rate, Time now);

 private:
  static constexpr std::size_t kMostKeys = 4096;

  struct Bucket {
    double left = 0;
    double burst = 0;
    double per_second = 0;
    Time filled;
  };

  void forget(Time now);

  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace desirepath::api
