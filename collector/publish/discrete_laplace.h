#pragma once

// `DiscreteLaplace` draws integers with P(x) = (1 - a) / (1 + a) * a^|x|, a = e^-epsilon, exactly:
// by comparing random integers alone. A sampler over floating-point numbers leaks in the digits it
// cannot hold.
//
// `Noise` (noise.h) adds it to published blocks, once, while a window is frozen; no request ever
// waits for a draw, so that its time tells nobody anything.
//
// Source: Canonne, Kamath, Steinke: The Discrete Gaussian for Differential Privacy, algorithms 1
// and 2. Limits: epsilon in thousandths, 1 to 100,000. Threads: one thread at a time.

#include <cstdint>

#include "proto/seal/random.h"

namespace desirepath::publish {

class DiscreteLaplace {
 public:
  // `random` must outlive this.
  DiscreteLaplace(std::uint32_t epsilon_milli, seal::Random& random);

  std::int64_t draw();

 private:
  bool bernoulli(std::uint64_t numerator, std::uint64_t denominator);
  bool bernoulli_exp(std::uint32_t numerator, std::uint32_t denominator);  // e^-(n/d), n <= d

  std::uint32_t s_ = 1;  // epsilon is s / t
  std::uint32_t t_ = 1;
  seal::Random& random_;
};

}  // namespace desirepath::publish
