#include "core/train/line_search.h"

#include <algorithm>
#include <cmath>

namespace kinkless {

namespace {

// The usual constants of quasi-Newton methods (Nocedal and Wright, section 3.1).
constexpr double kDecrease = 1e-4, kCurvature = 0.9;
// A trial may be at most this many times the one before, and is kept away from the ends of its bracket by a share of it.
constexpr double kLongest = 10, kShare = 0.1;
// Trials for the strong conditions, after which the weak ones do; and all trials: 2⁻⁴⁰ of a bracket is nothing but rounding.
constexpr int kStrongTrials = 6, kMostTrials = 40;

// Where the cubic through two points with their slopes has its minimum; the middle where it has none.
double cubic_minimum(const LinePoint& a, const LinePoint& b) {
  const double width = b.step - a.step, secant = 3 * (a.value - b.value) / width, sum = a.slope + b.slope + secant;
  const double root = sum * sum - a.slope * b.slope, middle = a.step + width / 2;
  if (!(root >= 0) || !std::isfinite(b.value)) return middle;
  const double turn = std::copysign(std::sqrt(root), width);
  const double minimum = b.step - width * (b.slope + turn - sum) / (b.slope - a.slope + 2 * turn);
  return std::isfinite(minimum) ? minimum : middle;
}

class Search {
 public:
  Search(const LinePoint& start, double noise, const std::function<LinePoint(double)>& at) : start_(start), noise_(noise), at_(at) {}

  LineResult go(double first) {
    LinePoint low = start_, high;
    bool bracketed = false;
    double step = first;
    while (result_.trials < kMostTrials) {
      const LinePoint point = at_(step);
      evaluated_ = step;
      ++result_.trials;
      if (!falls(point) || (point.value >= low.value && !within_noise(point))) {
        // Too long, or past a minimum.
        if (falls(point) && past_kink(point)) offer(point);
        high = point;
        bracketed = true;
      } else {
        if (std::fabs(point.slope) <= -kCurvature * start_.slope) return take(point);
        if (past_kink(point)) offer(point);
        if (bracketed ? point.slope * (high.step - low.step) >= 0 : point.slope >= 0) {
          high = low;
          bracketed = true;
        }
        low = point;
      }
      if (result_.trials >= kStrongTrials && weak_.step > 0) break;
      const double next = bracketed ? inside(low, high) : std::clamp(cubic_minimum(start_, low), 2 * step, kLongest * step);
      if (next == low.step || next == high.step) break;
      step = next;
    }
    return take(weak_.step > 0 ? weak_ : low);
  }

 private:
  bool within_noise(const LinePoint& point) const { return std::fabs(point.value - start_.value) <= noise_; }

  // Sufficient decrease; within noise the slope stands for it.
  bool falls(const LinePoint& point) const {
    if (!std::isfinite(point.value) || !std::isfinite(point.slope)) return false;
    if (within_noise(point)) return point.slope <= (2 * kDecrease - 1) * start_.slope;
    return point.value <= start_.value + kDecrease * point.step * start_.slope;
  }

  // The second weak condition: the slope is no longer as steep as at the start.
  bool past_kink(const LinePoint& point) const { return point.slope >= kCurvature * start_.slope; }

  void offer(const LinePoint& point) {
    if (weak_.step == 0 || point.value < weak_.value) weak_ = point;
  }

  double inside(const LinePoint& low, const LinePoint& high) const {
    const double width = high.step - low.step, a = low.step + kShare * width, b = high.step - kShare * width;
    return std::clamp(cubic_minimum(low, high), std::min(a, b), std::max(a, b));
  }

  LineResult take(const LinePoint& point) {
    result_.point = point;
    result_.last = point.step == evaluated_;
    return result_;
  }

  const LinePoint start_;
  const double noise_;
  const std::function<LinePoint(double)>& at_;
  LinePoint weak_;        // the lowest one met with the weak conditions
  double evaluated_ = 0;  // the last step tried
  LineResult result_;
};

}  // namespace

LineResult search_line(const LinePoint& start, double first, double noise, const std::function<LinePoint(double)>& at) {
  return Search(start, noise, at).go(first);
}

}  // namespace kinkless
