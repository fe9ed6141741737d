#include "collector/api/rate_limit.h"

#include <algorithm>
#include <cmath>

namespace desirepath::api {
namespace {

double seconds(std::chrono::steady_clock::duration passed) {
  return std::chrono::duration<double>(passed).count();
}

}  // namespace

int RateLimit::take(const std::string& key, const Rate& rate, Time now) {
  if (rate.per_second <= 0) return 0;
  if (buckets_.size() >= kMostKeys && !buckets_.contains(key)) forget(now);
  const auto [found, fresh] =
      buckets_.try_emplace(key, Bucket{rate.burst, rate.burst, rate.per_second, now});
  Bucket& bucket = found->second;
  bucket.left = std::min(rate.burst, bucket.left + seconds(now - bucket.filled) * rate.per_second);
  bucket.filled = now;
  if (bucket.left >= 1) {
    bucket.left -= 1;
    return 0;
  }
  return std::max(1, static_cast<int>(std::ceil((1 - bucket.left) / rate.per_second)));
}

void RateLimit::forget(Time now) {
  std::erase_if(buckets_, [now](const auto& one) {
    const Bucket& bucket = one.second;
    return bucket.left + seconds(now - bucket.filled) * bucket.per_second >= bucket.burst;
  });
  if (buckets_.size() >= kMostKeys) buckets_.clear();
}

}  // namespace desirepath::api
