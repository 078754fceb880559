// Matrices made of Khatri–Rao products, one column per sample: G = A ∘ V̄ and the Jacobian J. Kept as factors; their Gram matrices
// never need the product itself, since (A ∘ V)ᵀ(A ∘ V) = (AᵀA) ⊙ (VᵀV).
#pragma once

#include <vector>

#include "core/network/linearisation.h"

namespace kinkless {

struct KhatriRao {
  // left ∘ right, both stored with one row per sample, with bounds on the absolute errors of their entries.
  struct Term {
    Matrix left;
    Matrix right;
    Matrix left_error;
    Matrix right_error;
  };
  std::vector<Term> terms;

  std::size_t columns() const { return terms.front().left.rows; }
  std::size_t rows() const;
  std::size_t live_rows() const;  // that may hold something else than exact zeros
  double squared_norm() const;    // ‖M‖_F²
  double largest_square() const;  // the largest squared norm of a column
  double perturbation() const;    // a bound on ‖ΔM‖_F from the factors' errors
  // MᵀM, columns × columns, and M Mᵀ, rows × rows. Empty when `control` asked to stop.
  Matrix gram(const Control& control) const;
  Matrix row_gram(const Control& control) const;
  // The lower triangle of MᵀM; what stands above it means nothing.
  Matrix lower_gram(const Control& control) const;
  // M Kᵀ for another matrix K of as many columns. Empty when `control` asked to stop.
  Matrix row_products(const KhatriRao& other, const Control& control) const;
  Matrix dense() const;                                         // Mᵀ: one row per sample
  std::vector<double> apply(const double* z) const;             // M z
  std::vector<double> apply_transposed(const double* d) const;  // Mᵀ d
};

// G_{L−1} = A_{L−1} ∘ V̄_{L−2}; with the row of ones of an output bias it is Ḡ.
KhatriRao last_hidden_matrix(const Network& network, const Linearisation& point, const LinearisationErrors& errors, double unit);
KhatriRao with_row_of_ones(KhatriRao matrix);

// J, P × N·C, the samples of one output after those of the other. Needs the backward signals.
KhatriRao jacobian(const Network& network, const Linearisation& point, const LinearisationErrors& errors);

// Scales every row of the factors by a power of 2^bits so that its largest entry is in [1, 2^bits). That is a row scaling of M: the rank
// stays, and the result does not depend on how units, layers or inputs were scaled, by powers of 2^bits. Returns log₂ of the scales of
// `right`'s rows of each term.
struct Equilibrated {
  KhatriRao matrix;
  std::vector<std::vector<int>> left_exponents;  // the factor's row was multiplied by 2^−exponent
  std::vector<std::vector<int>> right_exponents;
  bool uniform;  // all rows of M were scaled by the same factor, 2^−exponent
  int exponent;
};
Equilibrated equilibrate(const KhatriRao& matrix, int bits);

}  // namespace kinkless
