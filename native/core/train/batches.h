// The samples of each step: all of them, or mini-batches in an order drawn anew for every epoch; and the noise that is drawn anew.
#pragma once

#include <vector>

#include "core/network/samples.h"
#include "core/train/training.h"

namespace kinkless {

template <class T>
class Batches {
 public:
  Batches(const Network& network, const Samples<T>& samples, const TrainingOptions& options);

  // Steps of one epoch; the last batch may be shorter.
  std::int64_t steps() const { return steps_; }

  // The samples that `select` fills; all of them where neither batches nor noise are asked for.
  const Samples<T>& current() const { return copies_ ? batch_ : samples_; }

  // Makes `current` the samples of step `step` of an epoch, and says whether they are others than before. Steps of an epoch are selected in
  // order.
  bool select(std::int64_t epoch, std::int64_t step);

 private:
  void gather(std::size_t first, std::size_t count);
  void draw_noise(std::int64_t epoch, std::size_t first);

  const Network& network_;
  const Samples<T>& samples_;
  const TrainingOptions& options_;
  std::size_t size_;
  std::int64_t steps_;
  bool copies_;
  Samples<T> batch_;
  std::vector<double> order_, drawn_;
};

}  // namespace kinkless
