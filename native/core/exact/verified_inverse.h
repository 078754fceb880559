// A square linear system whose solution is enclosed: bounds on the error of an approximate solution that surely hold.
#pragma once

#include <vector>

#include "core/exact/bounded.h"
#include "core/numeric/matrix.h"

namespace kinkless {

// With R ≈ K⁻¹ and E ≥ |I − R K|, ‖E‖∞ = q < 1 proves K regular (q < ½ is asked for), and a residual r = K z − b is answered by
// |z − K⁻¹ b| ≤ |R||r| + E·1 · ‖|R||r|‖∞ / (1 − q).
class VerifiedInverse {
 public:
  // `k` approximates K; `uncertainty` holds for each row the sum of the bounds on the errors of its entries.
  VerifiedInverse(const Matrix& k, const std::vector<double>& uncertainty);

  bool regular() const { return regular_; }
  // −R r: what to add to z.
  std::vector<double> correction(const std::vector<Bounded>& residual) const;
  // The bound above, entry by entry. All 0 for a residual that is exactly 0.
  std::vector<double> radius(const std::vector<Bounded>& residual) const;
  // |R| b for bounds b on a residual.
  std::vector<double> spread(const std::vector<double>& bounds) const;

 private:
  Matrix inverse_;
  std::vector<double> defect_;  // E·1
  double contraction_ = 0;      // q
  bool regular_ = false;
};

}  // namespace kinkless
