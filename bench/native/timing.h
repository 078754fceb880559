// Processor time of this thread, repeated and summed up: other programs on the machine weigh little in it.
#pragma once

#include <time.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

namespace bench {

// One timing covers at least this long, so that the clock's resolution does not show.
inline constexpr double kBatchSeconds = 2e-3;

inline double now() {
  timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

// Seconds of one call.
template <class F>
double seconds(F work, int repeats = 1) {
  const double start = now();
  for (int k = 0; k < repeats; ++k) work();
  return (now() - start) / repeats;
}

template <class F>
int repeats_for(F work) {
  seconds(work, 3);
  return std::max(1, static_cast<int>(std::ceil(kBatchSeconds / seconds(work, 3))));
}

struct Summary {
  std::vector<double> values;

  double median() const {
    std::vector<double> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    return sorted[sorted.size() / 2];
  }
  // As a member of a JSON object.
  void print(const char* name) const {
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    std::printf("\"%s\": { \"median\": %.4g, \"min\": %.4g, \"max\": %.4g }", name, median(), *least, *most);
  }
};

}  // namespace bench
