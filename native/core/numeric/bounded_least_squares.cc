#include "core/numeric/bounded_least_squares.h"

#include <algorithm>
#include <cmath>

#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

class Solver {
 public:
  Solver(const Matrix& a, const std::vector<double>& b, const std::vector<double>& low, const std::vector<double>& high)
      : a_(a), b_(b), low_(low), high_(high), free_(a.columns, false) {
    result_.x.resize(a.columns);
    for (std::size_t k = 0; k < a.columns; ++k) result_.x[k] = nearest_to_zero(k);
  }

  BoundedLeastSquares solve() {
    const std::size_t most = 10 * (a_.columns + 1);
    update();
    for (std::size_t round = 0; round < most; ++round) {
      const std::size_t entering = best_to_free();
      if (entering == a_.columns) {
        result_.settled = true;
        break;
      }
      free_[entering] = true;
      if (!descend()) break;
    }
    return std::move(result_);
  }

 private:
  double nearest_to_zero(std::size_t k) const { return std::clamp(0.0, low_[k], high_[k]); }

  void update() {
    result_.rest.assign(a_.rows, 0.0);
    noise_.assign(a_.rows, 0.0);
    for (std::size_t i = 0; i < a_.rows; ++i) {
      double sum = -b_[i], size = std::fabs(b_[i]);
      for (std::size_t k = 0; k < a_.columns; ++k) {
        const double part = a_(i, k) * result_.x[k];
        sum += part;
        size += std::fabs(part);
      }
      result_.rest[i] = sum;
      noise_[i] = gamma(a_.columns + 2, kUnitRoundoff64) * size;
    }
  }

  // The variable whose move off its bound lowers the sum of squares most, by more than rounding errors; else one past the last.
  std::size_t best_to_free() const {
    std::size_t best = a_.columns;
    double steepest = 0;
    for (std::size_t k = 0; k < a_.columns; ++k) {
      if (free_[k] || low_[k] == high_[k]) continue;
      double slope = 0, noise = 0, squares = 0;
      for (std::size_t i = 0; i < a_.rows; ++i) {
        slope += a_(i, k) * result_.rest[i];
        noise += std::fabs(a_(i, k)) * (noise_[i] + gamma(a_.rows, kUnitRoundoff64) * std::fabs(result_.rest[i]));
        squares += a_(i, k) * a_(i, k);
      }
      const bool may_move = slope < 0 ? result_.x[k] < high_[k] : result_.x[k] > low_[k];
      if (squares == 0 || !may_move || std::fabs(slope) <= 4 * noise) continue;
      if (std::fabs(slope) / std::sqrt(squares) > steepest) {
        steepest = std::fabs(slope) / std::sqrt(squares);
        best = k;
      }
    }
    return best;
  }

  // Moves the free variables towards their unbounded minimum, binding those that meet a bound, until it is reached.
  bool descend() {
    for (;;) {
      std::vector<std::size_t> index;
      for (std::size_t k = 0; k < a_.columns; ++k)
        if (free_[k]) index.push_back(k);
      if (index.empty()) return true;
      const std::size_t rows = a_.rows, columns = index.size();
      std::vector<double> matrix(rows * columns), step(std::max(rows, columns)), sigma(std::min(rows, columns));
      for (std::size_t c = 0; c < columns; ++c)
        for (std::size_t i = 0; i < rows; ++i) matrix[c * rows + i] = a_(i, index[c]);
      for (std::size_t i = 0; i < rows; ++i) step[i] = -result_.rest[i];
      const double rcond = static_cast<double>(std::max(rows, columns)) * kUnitRoundoff64;
      if (!minimal_least_squares(static_cast<int>(rows), static_cast<int>(columns), matrix.data(), step.data(), sigma.data(), rcond))
        return false;
      double share = 1;
      std::size_t blocking = columns;
      for (std::size_t c = 0; c < columns; ++c) {
        const std::size_t k = index[c];
        const double room = (step[c] > 0 ? high_[k] : low_[k]) - result_.x[k];
        if (step[c] != 0 && std::fabs(step[c]) * share > std::fabs(room)) {
          share = std::fabs(room / step[c]);
          blocking = c;
        }
      }
      for (std::size_t c = 0; c < columns; ++c) {
        double& x = result_.x[index[c]];
        x = std::clamp(x + share * step[c], low_[index[c]], high_[index[c]]);
      }
      if (blocking < columns) {
        const std::size_t k = index[blocking];
        result_.x[k] = step[blocking] > 0 ? high_[k] : low_[k];
        free_[k] = false;
      }
      update();
      if (blocking == columns) return true;
    }
  }

  const Matrix& a_;
  const std::vector<double>&b_, &low_, &high_;
  std::vector<bool> free_;
  std::vector<double> noise_;
  BoundedLeastSquares result_;
};

}  // namespace

BoundedLeastSquares bounded_least_squares(const Matrix& a, const std::vector<double>& b, const std::vector<double>& low,
                                          const std::vector<double>& high) {
  return Solver(a, b, low, high).solve();
}

}  // namespace kinkless
