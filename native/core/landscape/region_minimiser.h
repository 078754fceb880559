// The minimiser of ‖Mᵀd + e‖ nearest to d = 0, computed, and proven bounds on where the exact minimisers are.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/network/khatri_rao.h"
#include "core/rank/proven_gram.h"
#include "core/runtime/control.h"

namespace kinkless {

class RegionMinimiser {
 public:
  // For M with the errors of its entries and e with its errors. Nothing where memory, LAPACK or an undecided rank forbid it, or one of
  // which singular values do not show all, or `control` asked to stop.
  static std::optional<RegionMinimiser> find(const KhatriRao& m, std::span<const double> e, std::span<const double> e_error,
                                             bool rank_visible, const Control& control);

  const std::vector<double>& d() const { return d_; }
  double distance() const { return distance_; }  // an exact minimiser d* is no further from d
  bool unique() const { return unique_; }        // but for rows of M that are zero
  bool full() const { return full_; }            // M has full column rank: the exact minimum is 0
  double residual() const { return residual_; }  // at least this much of ‖e‖ remains
  // A bound on |c · (d* − d)| for the same d*: at most ‖c‖ · distance, and where M has full rank much less if M resolves c well.
  double uncertainty(const std::vector<double>& c) const;

 private:
  RegionMinimiser(const KhatriRao& m, std::span<const double> e, std::span<const double> e_error);
  bool solve_by_gram(const Control& control);
  bool solve_by_singular_values();
  void bound_distance(double sigma);

  // |M| and, as the sum of two, |ΔM| ≤ ΔL ∘ (|R| + ΔR) + |L| ∘ ΔR.
  struct Magnitudes {
    KhatriRao size, left_error, right_error;
    explicit Magnitudes(const KhatriRao& m);
    // rounding · |M| x + |ΔM| x, and the same for Mᵀ, for x ≥ 0.
    std::vector<double> apply(const std::vector<double>& x, double rounding) const;
    std::vector<double> apply_transposed(const std::vector<double>& x, double rounding) const;
  };

  const KhatriRao& m_;
  const std::span<const double> e_, e_error_;
  Magnitudes magnitudes_;
  std::size_t rows_, columns_, inner_;  // inner: roundings of an entry of Mᵀd
  ProvenGram gram_;
  std::vector<double> d_, f_, f_error_, force_, force_error_;  // f = Mᵀd + e, force = M f
  double distance_ = 0, kernel_ = 0, residual_ = 0;  // kernel: a bound on ‖(MᵀM)⁻¹ (f + δf)‖ where M has full column rank
  bool unique_ = false, full_ = false;
};

}  // namespace kinkless
