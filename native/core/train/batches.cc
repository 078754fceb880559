#include "core/train/batches.h"

#include <algorithm>
#include <numeric>

#include "core/numeric/random.h"

namespace kinkless {

namespace {
// The named streams; the same numbers stand in src/native/random.ts.
constexpr std::uint32_t kOrderStream = 4, kNoiseStream = 6;
}  // namespace

template <class T>
Batches<T>::Batches(const Network& network, const Samples<T>& samples, const TrainingOptions& options)
    : network_(network), samples_(samples), options_(options) {
  const bool whole = options.batch_size == 0 || static_cast<std::size_t>(options.batch_size) >= samples.count;
  size_ = whole ? samples.count : static_cast<std::size_t>(options.batch_size);
  steps_ = static_cast<std::int64_t>((samples.count + size_ - 1) / size_);
  copies_ = !whole || options.noise.kind != Noise::Kind::none;
  if (!copies_) return;
  order_.resize(samples.count);
  std::iota(order_.begin(), order_.end(), 0.0);
  batch_.count = size_;
  batch_.inputs.resize(size_ * static_cast<std::size_t>(network.layers[0].columns()));
  batch_.targets.resize(size_ * static_cast<std::size_t>(network.outputs()));
  if (samples.masks.empty() && options.noise.kind == Noise::Kind::none) return;
  for (std::size_t l = 0; l + 1 < network.depth(); ++l)
    batch_.masks.emplace_back(size_ * static_cast<std::size_t>(network.layers[l].out), T(1));
}

template <class T>
bool Batches<T>::select(std::int64_t epoch, std::int64_t step) {
  if (!copies_) return false;
  if (step == 0 && steps_ > 1)
    random_choice({options_.seed, kOrderStream, static_cast<std::uint32_t>(epoch)}, static_cast<std::uint32_t>(samples_.count),
                  samples_.count, order_.data());
  const std::size_t first = static_cast<std::size_t>(step) * size_, count = std::min(size_, samples_.count - first);
  gather(first, count);
  if (options_.noise.kind != Noise::Kind::none) draw_noise(epoch, first);
  return true;
}

template <class T>
void Batches<T>::gather(std::size_t first, std::size_t count) {
  batch_.count = count;
  const auto copy = [&](const std::vector<T>& from, std::vector<T>& to, std::size_t columns) {
    for (std::size_t n = 0; n < count; ++n) {
      const std::size_t row = static_cast<std::size_t>(order_[first + n]) * columns;
      std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(row), columns, to.begin() + static_cast<std::ptrdiff_t>(n * columns));
    }
  };
  copy(samples_.inputs, batch_.inputs, static_cast<std::size_t>(network_.layers[0].columns()));
  copy(samples_.targets, batch_.targets, static_cast<std::size_t>(network_.outputs()));
  for (std::size_t l = 0; l < batch_.masks.size(); ++l) {
    if (samples_.masks.empty()) {
      std::fill(batch_.masks[l].begin(), batch_.masks[l].end(), T(1));
    } else {
      copy(samples_.masks[l], batch_.masks[l], static_cast<std::size_t>(network_.layers[l].out));
    }
  }
}

// Entry k of an epoch's noise of layer l belongs to place k / d_l of the epoch's order: it depends on neither batch size nor threads.
template <class T>
void Batches<T>::draw_noise(std::int64_t epoch, std::size_t first) {
  const Noise& noise = options_.noise;
  for (std::size_t l = 0; l < batch_.masks.size(); ++l) {
    const auto width = static_cast<std::size_t>(network_.layers[l].out), size = batch_.count * width;
    const std::uint64_t start = (static_cast<std::uint64_t>(epoch) * samples_.count + first) * width;
    const RandomStream stream{options_.seed, kNoiseStream, static_cast<std::uint32_t>(l + 1)};
    drawn_.resize(std::max(drawn_.size(), size));
    if (noise.kind == Noise::Kind::gaussian) {
      random_normal(stream, start, size, drawn_.data());
    } else {
      random_uniform(stream, start, size, drawn_.data());
    }
    for (std::size_t k = 0; k < size; ++k) {
      const double factor =
          noise.kind == Noise::Kind::bernoulli ? (drawn_[k] < 2 * noise.size - 1 ? 1 / noise.size : 0.0) : 1 + noise.size * drawn_[k];
      batch_.masks[l][k] *= static_cast<T>(factor);
    }
  }
}

template class Batches<double>;
template class Batches<float>;

}  // namespace kinkless
