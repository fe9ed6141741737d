#include "collector/publish/discrete_laplace.h"

#include <cassert>
#include <limits>
#include <numeric>

namespace desirepath::publish {
namespace {

constexpr std::uint32_t kThousand = 1000;

}  // namespace

DiscreteLaplace::DiscreteLaplace(std::uint32_t epsilon_milli, seal::Random& random)
    : random_(random) {
  assert(epsilon_milli > 0);
  const std::uint32_t common = std::gcd(epsilon_milli, kThousand);
  s_ = epsilon_milli / common;
  t_ = kThousand / common;
}

bool DiscreteLaplace::bernoulli(std::uint64_t numerator, std::uint64_t denominator) {
  // t * k stays small: the k-th round of `bernoulli_exp` is reached with probability 1 / k!.
  assert(denominator <= std::numeric_limits<std::uint32_t>::max());
  return random_.uniform(static_cast<std::uint32_t>(denominator)) < numerator;
}

// Algorithm 1: the first k at which a coin of n / (d k) fails is odd with probability e^-(n/d).
bool DiscreteLaplace::bernoulli_exp(std::uint32_t numerator, std::uint32_t denominator) {
  std::uint32_t k = 1;
  while (bernoulli(numerator, std::uint64_t{denominator} * k)) ++k;
  return k % 2 == 1;
}

// Algorithm 2: a geometric number of whole and broken parts of t, divided by s, with a sign; minus
// nought is thrown away, else nought would come twice as often.
std::int64_t DiscreteLaplace::draw() {
  for (;;) {
    const std::uint32_t broken = random_.uniform(t_);
    if (!bernoulli_exp(broken, t_)) continue;
    std::int64_t whole = 0;
    while (bernoulli_exp(1, 1)) ++whole;
    const std::int64_t size = (broken + whole * std::int64_t{t_}) / std::int64_t{s_};
    const bool minus = bernoulli(1, 2);
    if (minus && size == 0) continue;
    return minus ? -size : size;
  }
}

}  // namespace desirepath::publish
