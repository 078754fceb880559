// A network of one hidden layer and one output in its absorbed weights W_i = |w_2,i| w̄_1,i, with some triples held on their kinks: what
// every decision about a point on a kink is computed from. Inputs are in units of a power of two for each column, so that nothing depends
// on how they are scaled against each other.
#pragma once

#include <vector>

#include "core/exact/bounded.h"
#include "core/kinks/kinks.h"
#include "core/network/linearisation.h"

namespace kinkless {

// Samples on a kink of one unit whose x̄ are parallel: they are on it together, as one kink in t = δ · x̄ of the first of them.
struct KinkGroup {
  std::vector<std::size_t> samples;
  std::vector<Bounded> ratios;  // x̄ of a sample over that of the first
};

struct KinkUnit {
  std::size_t index;  // in the network
  double weight;      // w_2,i
  std::vector<KinkGroup> groups;
  std::vector<unsigned char> on_kink;  // for each sample
};

// A kink's force: for t > 0 the sum Σ e sg ψ changes by above · t, for t < 0 by below · t.
struct KinkForce {
  Bounded above;
  Bounded below;
};

class KinkSystem {
 public:
  KinkSystem(const Network& network, const Samples<double>& samples, const double* parameters, const Linearisation& point,
             const std::vector<Kink>& on_kink);

  std::size_t samples() const { return inputs_.rows; }
  std::size_t columns() const { return inputs_.columns; }  // d̄_0
  bool output_bias() const { return output_bias_; }
  const Matrix& inputs() const { return inputs_; }  // X̄, scaled
  const std::vector<int>& exponents() const { return exponents_; }
  const std::vector<KinkUnit>& units() const { return units_; }

  const std::vector<double>& targets() const { return targets_; }

  // The absorbed weights of the point, scaled, one row per unit (0 where its output weight is), and then the output bias if there is one.
  const std::vector<double>& weights() const { return weights_; }
  std::size_t coordinates() const { return weights_.size(); }
  std::size_t coordinate(std::size_t unit, std::size_t column) const { return unit * columns() + column; }

  // sg_i a_in off the kinks and 0 on them; sg of a unit without output weight is 1.
  Bounded slope(std::size_t unit, std::size_t sample) const;
  // The same for either side, whatever the point's, to a rounding.
  double side_slope(std::size_t unit, std::size_t sample, bool active) const;
  // The same of both sides, exactly.
  struct Sides {
    Bounded active, passive;
  };
  Sides kink_slopes(std::size_t unit, std::size_t sample) const;
  // e at other absorbed weights in the same region, with every kink held; units without output weight add nothing.
  std::vector<Bounded> residuals(const std::vector<double>& weights) const;
  // Σ e sg a x̄ of one unit over the samples off its kinks.
  std::vector<Bounded> force(std::size_t unit, const std::vector<Bounded>& e) const;
  KinkForce kink_force(std::size_t unit, const KinkGroup& group, const std::vector<Bounded>& e) const;
  // The direction in parameter space, packed, in which a unit's incoming weights move such that W_i moves by `delta`.
  std::vector<double> incoming_move(std::size_t unit, const std::vector<double>& delta) const;

 private:
  double mask(std::size_t unit, std::size_t sample) const { return mask_ == nullptr ? 1.0 : mask_[sample * units_.size() + unit]; }
  void group_kinks(const std::vector<Kink>& on_kink);

  const Network& network_;
  const Linearisation& point_;
  const std::vector<double>& targets_;
  const double* mask_;
  double slope_;
  bool output_bias_;
  Matrix inputs_;
  std::vector<int> exponents_;
  std::vector<KinkUnit> units_;
  std::vector<double> weights_;
};

}  // namespace kinkless
