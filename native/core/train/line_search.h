// A step along a descent direction.
#pragma once

#include <functional>

namespace kinkless {

// A function of one variable and its slope at a point.
struct LinePoint {
  double step = 0;
  double value = 0;
  double slope = 0;
};

struct LineResult {
  LinePoint point;    // step 0: none found
  int trials = 0;     // evaluations
  bool last = false;  // `point` is the last one that was evaluated
};

// Looks for a step with the strong Wolfe conditions (Nocedal and Wright, Numerical Optimization, algorithms 3.5 and 3.6, cubic
// interpolation), from the trial step `first`. The slope jumps at kinks: where one lies between a falling and a rising piece no point
// satisfies the second strong condition, and a point past it that satisfies the weak ones is taken (Lewis and Overton 2013). `noise` bounds
// the rounding error of values: differences below it say nothing, and the slopes decide (Hager and Zhang 2005).
//
// `at` evaluates a step; one whose value is not finite is too long.
LineResult search_line(const LinePoint& start, double first, double noise, const std::function<LinePoint(double)>& at);

}  // namespace kinkless
