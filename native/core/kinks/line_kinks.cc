#include "core/kinks/line_kinks.h"

#include <algorithm>
#include <cmath>

#include "core/numeric/polynomial.h"
#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

// One sample's numbers of one layer along the line: a polynomial in t for each unit and each segment between two cuts.
struct Pieces {
  std::size_t width;
  std::size_t degree;
  std::vector<double> values;  // [segment][power][unit]
  std::vector<double> bounds;  // on the errors of those coefficients

  Pieces(std::size_t segments, std::size_t width_, std::size_t degree_)
      : width(width_), degree(degree_), values(segments * (degree_ + 1) * width_), bounds(values.size()) {}

  std::size_t row(std::size_t segment, std::size_t power) const { return (segment * (degree + 1) + power) * width; }
};

// The signs of one unit: `active` just after the start of the line, and from then on the other way after each of `changes`.
struct Signs {
  bool active;
  std::vector<double> changes;
  std::vector<double> kinks;  // those of the changes at which the pre-activation passes zero

  bool at_segment(double start) const {
    const auto passed = std::upper_bound(changes.begin(), changes.end(), start) - changes.begin();
    return active != (passed % 2 == 1);
  }
};

class Line {
 public:
  Line(const Network& network, const Samples<double>& samples, const double* parameters, const double* direction, double from, double to)
      : network_(network), samples_(samples), parameters_(parameters), direction_(direction), from_(from), to_(to) {}

  void add_kinks(std::size_t sample, std::vector<LineKink>& kinks) {
    const std::size_t hidden = network_.depth() - 1;
    cuts_ = {from_, to_};
    signs_.assign(hidden, {});
    Pieces input = first_input(sample);
    for (std::size_t l = 0; l < hidden; ++l) {
      const Pieces u = pre_activations(network_.layers[l], input);
      signs_[l] = signs_of(u);
      if (l + 1 < hidden) input = activations(l, sample, u);
    }
    cut_at_changes(signs_[hidden - 1]);
    collect(sample, kinks);
  }

 private:
  std::size_t segments() const { return cuts_.size() - 1; }

  Pieces first_input(std::size_t sample) const {
    const auto width = static_cast<std::size_t>(network_.layers[0].columns());
    Pieces input(1, width, 0);
    std::copy_n(samples_.inputs.data() + sample * width, width, input.values.begin());
    return input;
  }

  // u = (W̄ + t D̄) v̄, coefficient by coefficient.
  Pieces pre_activations(const Layer& layer, const Pieces& input) const {
    const auto columns = static_cast<std::size_t>(layer.columns()), width = static_cast<std::size_t>(layer.out);
    const double rounding = gamma(2 * columns + 2, kUnitRoundoff64), grow = outward(4 * columns, kUnitRoundoff64);
    Pieces u(segments(), width, input.degree + 1);
    for (std::size_t s = 0; s < segments(); ++s)
      for (std::size_t k = 0; k <= u.degree; ++k)
        for (std::size_t i = 0; i < width; ++i) {
          double sum = 0, magnitude = 0, carried = 0;
          const auto add = [&](const double* weights, std::size_t power) {
            const double* row = weights + layer.offset + i * columns;
            const double *value = input.values.data() + input.row(s, power), *bound = input.bounds.data() + input.row(s, power);
            for (std::size_t j = 0; j < columns; ++j) {
              sum += row[j] * value[j];
              magnitude += std::fabs(row[j] * value[j]);
              carried += std::fabs(row[j]) * bound[j];
            }
          };
          if (k < u.degree) add(parameters_, k);
          if (k > 0) add(direction_, k - 1);
          u.values[u.row(s, k) + i] = sum;
          u.bounds[u.row(s, k) + i] = (rounding * magnitude + carried) * grow;
        }
    return u;
  }

  // −1, 0 or 1: 0 where rounding errors leave the sign open.
  static int sign_at(const std::vector<double>& values, const std::vector<double>& bounds, double t) {
    const std::size_t degree = values.size() - 1;
    const double value = polynomial_value(values.data(), degree, t);
    const double error = polynomial_magnitude(bounds.data(), degree, t) +
                         gamma(2 * degree + 2, kUnitRoundoff64) * polynomial_magnitude(values.data(), degree, t);
    return std::fabs(value) <= error ? 0 : value > 0 ? 1 : -1;
  }

  std::vector<Signs> signs_of(const Pieces& u) const {
    std::vector<Signs> result(u.width);
    std::vector<double> values(u.degree + 1), bounds(u.degree + 1);
    for (std::size_t i = 0; i < u.width; ++i) {
      int sign = 0;
      double open_since = from_;  // no sign was seen since here
      bool passes = true;         // else it was zero throughout a segment, every input of the unit being off or zero
      for (std::size_t s = 0; s < segments(); ++s) {
        for (std::size_t k = 0; k <= u.degree; ++k) {
          values[k] = u.values[u.row(s, k) + i];
          bounds[k] = u.bounds[u.row(s, k) + i];
        }
        if (std::all_of(bounds.begin(), bounds.end(), [](double bound) { return bound == 0; })) passes = false;
        std::vector<double> points = turning_points(values.data(), u.degree, cuts_[s], cuts_[s + 1]);
        points.insert(points.begin(), cuts_[s]);
        points.push_back(cuts_[s + 1]);
        for (const double point : points) {
          const int here = sign_at(values, bounds, point);
          if (here == 0) continue;
          if (sign == 0) result[i].active = here > 0;
          if (sign != 0 && here != sign) {
            result[i].changes.push_back(change_between(values, std::max(open_since, cuts_[s]), point));
            if (passes) result[i].kinks.push_back(result[i].changes.back());
          }
          sign = here;
          passes = true;
          open_since = point;
        }
      }
      if (sign == 0) result[i].active = true;  // u = 0 counts as active
    }
    return result;
  }

  // Where in a piece the sign changes that is seen at `high` but not yet at `low`: at `low` itself where it is open there.
  double change_between(const std::vector<double>& values, double low, double high) const {
    const std::vector<double> roots = sign_changes(values, low, high);
    return roots.empty() ? low : roots.back();
  }

  // Adds the points at which a layer's signs change to the cuts; returns the old segment that each new one is a part of.
  std::vector<std::size_t> cut_at_changes(const std::vector<Signs>& signs) {
    const std::vector<double> before = cuts_;
    for (const Signs& unit : signs) cuts_.insert(cuts_.end(), unit.changes.begin(), unit.changes.end());
    std::sort(cuts_.begin(), cuts_.end());
    cuts_.erase(std::unique(cuts_.begin(), cuts_.end()), cuts_.end());
    std::vector<std::size_t> origin(segments());
    for (std::size_t s = 0; s < segments(); ++s)
      origin[s] = static_cast<std::size_t>(std::upper_bound(before.begin(), before.end(), cuts_[s]) - before.begin()) - 1;
    return origin;
  }

  double mask(std::size_t l, std::size_t unit, std::size_t sample) const {
    const double* masks = samples_.mask(l);
    return masks == nullptr ? 1.0 : masks[sample * static_cast<std::size_t>(network_.layers[l].out) + unit];
  }

  double slope(std::size_t l, std::size_t unit, std::size_t sample, std::size_t segment) const {
    return mask(l, unit, sample) * (signs_[l][unit].at_segment(cuts_[segment]) ? 1.0 : network_.layers[l].slope);
  }

  // V̄ of hidden layer l, on the segments that its own sign changes cut.
  Pieces activations(std::size_t l, std::size_t sample, const Pieces& u) {
    const std::vector<std::size_t> origin = cut_at_changes(signs_[l]);
    Pieces v(segments(), static_cast<std::size_t>(network_.layers[l + 1].columns()), u.degree);
    for (std::size_t s = 0; s < segments(); ++s)
      for (std::size_t i = 0; i < v.width; ++i) {
        if (i == u.width) {
          v.values[v.row(s, 0) + i] = 1;  // of the bias
          continue;
        }
        const double a = slope(l, i, sample, s);
        for (std::size_t k = 0; k <= u.degree; ++k) {
          const double value = a * u.values[u.row(origin[s], k) + i];
          v.values[v.row(s, k) + i] = value;
          v.bounds[v.row(s, k) + i] = std::fabs(a) * u.bounds[u.row(origin[s], k) + i] + 2 * kUnitRoundoff64 * std::fabs(value);
        }
      }
    return v;
  }

  // reaches[l][s]: whether any unit of layer l (the outputs for l = L − 1) reaches the output on segment s.
  std::vector<std::vector<unsigned char>> reaches(std::size_t sample) const {
    const std::size_t hidden = network_.depth() - 1;
    std::vector<std::vector<unsigned char>> result(hidden + 1, std::vector<unsigned char>(segments(), 1));
    for (std::size_t l = hidden; l-- > 1;)
      for (std::size_t s = 0; s < segments(); ++s) {
        bool any = false;
        const auto width = static_cast<std::size_t>(network_.layers[l].out);
        for (std::size_t i = 0; !any && i < width; ++i) any = slope(l, i, sample, s) != 0;
        result[l][s] = any && result[l + 1][s];
      }
    return result;
  }

  void collect(std::size_t sample, std::vector<LineKink>& kinks) const {
    const auto reach = reaches(sample);
    for (std::size_t l = 0; l < signs_.size(); ++l) {
      if (network_.layers[l].slope == 1) continue;
      for (std::size_t i = 0; i < signs_[l].size(); ++i) {
        if (mask(l, i, sample) == 0) continue;
        for (const double t : signs_[l][i].kinks) {
          const auto after = static_cast<std::size_t>(std::upper_bound(cuts_.begin(), cuts_.end(), t) - cuts_.begin()) - 1;
          const bool carries = reach[l + 1][std::min(after, segments() - 1)] || (after > 0 && reach[l + 1][after - 1]);
          if (carries && t > from_ && t < to_) kinks.push_back({t, {l + 1, i, sample}});
        }
      }
    }
  }

  const Network& network_;
  const Samples<double>& samples_;
  const double* parameters_;
  const double* direction_;
  const double from_, to_;
  std::vector<double> cuts_;  // from_, the sign changes of the layers done so far, to_
  std::vector<std::vector<Signs>> signs_;
};

}  // namespace

bool line_kinks(const Network& network, const Samples<double>& samples, const double* parameters, const double* direction, double from,
                double to, const Control& control, std::vector<LineKink>& kinks) {
  kinks.clear();
  if (network.depth() < 2) return true;
  Line line(network, samples, parameters, direction, from, to);
  for (std::size_t n = 0; n < samples.count; ++n) {
    if (control.aborted()) return false;
    line.add_kinks(n, kinks);
  }
  std::stable_sort(kinks.begin(), kinks.end(), [](const LineKink& a, const LineKink& b) { return a.at < b.at; });
  return true;
}

}  // namespace kinkless
