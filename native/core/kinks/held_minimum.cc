#include "core/kinks/held_minimum.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/exact/verified_inverse.h"
#include "core/kinks/kink_forces.h"
#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

// Beyond this many unknowns the dense inverse takes more than some seconds.
constexpr std::size_t kMostUnknowns = 2048;
// Work on exact residues that takes some seconds.
constexpr double kMostModularWork = 0x1p31;
// Half of the digits: what is nearer to dependent than that is decided in exact arithmetic.
const double kClear = std::sqrt(kUnitRoundoff64);
// Each refinement gains the digits that the inverse has: two reach the rounding level.
constexpr int kRefinements = 3;

double largest_entry(const double* x, std::size_t count) {
  double result = 0;
  for (std::size_t j = 0; j < count; ++j) result = std::max(result, std::fabs(x[j]));
  return result;
}

// x̄ of a group's first sample over the power of two that takes its largest entry into [1, 2).
std::vector<double> constraint_row(const KinkSystem& system, std::size_t unit, std::size_t group) {
  const double* x = system.inputs().row(system.units()[unit].groups[group].samples.front());
  std::vector<double> row(x, x + system.columns());
  const double largest = largest_entry(x, row.size());
  for (double& value : row) value = std::ldexp(value, -std::ilogb(largest));
  return row;
}

std::size_t count_clear(const std::vector<double>& distances) {
  std::size_t count = 0;
  while (count < distances.size() && distances[count] > kClear * distances[0]) ++count;
  return count;
}

struct Constraint {
  std::size_t unit;
  std::vector<double> row;
};

// Units that some sample off their kinks feels; the others have equations of their own. Those without output weight are neither.
struct Felt {
  std::vector<std::size_t> units, others;

  explicit Felt(const KinkSystem& system) {
    for (std::size_t i = 0; i < system.units().size(); ++i) {
      if (system.units()[i].weight == 0) continue;
      bool any = false;
      for (std::size_t n = 0; n < system.samples() && !any; ++n)
        any = !system.slope(i, n).is_zero() && largest_entry(system.inputs().row(n), system.columns()) > 0;
      (any ? units : others).push_back(i);
    }
  }
};

// The equations of one set of units: their coordinates that are not redundant, and their constraints.
class Equations {
 public:
  Equations(const KinkSystem& system, std::vector<std::size_t> units, bool felt, const KinkBasis& basis)
      : system_(system), units_(std::move(units)), has_residuals_(felt) {
    for (const std::size_t i : units_) {
      for (std::size_t j = 0; j < system.columns(); ++j) coordinates_.push_back(system.coordinate(i, j));
      for (const std::size_t g : basis.groups[i]) constraints_.push_back({i, constraint_row(system, i, g)});
    }
    if (felt && system.output_bias()) coordinates_.push_back(system.coordinates() - 1);
    fill();
  }

  std::size_t unknowns() const { return coordinates_.size() + constraints_.size(); }

  // Leaves out what is not needed of the coordinates: `enclosed` where that is decided.
  HeldMinimum::Answer reduce(const Control& control) {
    drop_unfelt();
    return coordinates_.empty() ? HeldMinimum::Answer::enclosed : drop_redundant(control);
  }

  HeldMinimum::Answer solve(const LinearisationErrors& errors, const Control& control, HeldMinimum& result) {
    const HeldMinimum::Answer reduced = reduce(control);
    if (reduced != HeldMinimum::Answer::enclosed || coordinates_.empty()) return reduced;
    const VerifiedInverse inverse = invert_equations();
    if (!inverse.regular()) return HeldMinimum::Answer::undecided;
    std::vector<double> forces(constraints_.size(), 0.0);
    std::vector<Bounded> rest = residual(result.weights, forces);
    for (int k = 0; k < kRefinements; ++k) {
      if (control.aborted()) return HeldMinimum::Answer::aborted;
      const std::vector<double> step = inverse.correction(rest);
      std::vector<double> weights = result.weights, next = forces;
      for (std::size_t p = 0; p < coordinates_.size(); ++p) weights[coordinates_[p]] += step[p];
      for (std::size_t b = 0; b < next.size(); ++b) next[b] += step[coordinates_.size() + b];
      if (weights == result.weights && next == forces) break;
      result.weights = std::move(weights);
      forces = std::move(next);
      rest = residual(result.weights, forces);
    }
    const std::vector<double> radius = inverse.radius(rest), explained = inverse.spread(rounding_errors(errors, forces));
    for (std::size_t p = 0; p < coordinates_.size(); ++p) {
      const std::size_t k = coordinates_[p];
      result.radius[k] = radius[p];
      const double moved = std::fabs(result.weights[k] - system_.weights()[k]);
      if (!(moved <= explained[p] + radius[p] + 4 * kUnitRoundoff64 * std::fabs(system_.weights()[k]))) result.near = false;
    }
    return HeldMinimum::Answer::enclosed;
  }

  // e of the exact minimum modulo a prime, from any weights; nothing where the equations are singular there.
  std::optional<std::vector<double>> exact_residuals(const PrimeField& field, const std::vector<double>& weights,
                                                     const Control& control) const {
    const Matrix rows = residues(field);
    const std::size_t columns = rows.columns, samples = system_.samples(), size = unknowns();
    std::vector<double> e = residual_residues(field, system_, weights), b(size, 0.0);
    const Matrix h =
        field.product(Op::transposed, Op::plain, columns, columns, samples, rows.data.data(), columns, rows.data.data(), columns);
    const Matrix slope = field.product(Op::transposed, Op::plain, columns, 1, samples, rows.data.data(), columns, e.data(), 1);
    Matrix k(size, size);
    for (std::size_t p = 0; p < columns; ++p) {
      std::copy(h.row(p), h.row(p) + columns, k.row(p));
      b[p] = -slope(p, 0);
    }
    for (std::size_t r = 0; r < constraints_.size(); ++r) {
      for (std::size_t c = 0; c < columns; ++c) k(c, columns + r) = k(columns + r, c) = rows(samples + r, c);
      for (std::size_t j = 0; j < system_.columns(); ++j) {
        b[columns + r] -= field.residue(constraints_[r].row[j]) * field.residue(weights[system_.coordinate(constraints_[r].unit, j)]);
        field.reduce(1, &b[columns + r]);
      }
    }
    const auto move = field.solve(std::move(k), std::move(b), control);
    if (!move) return std::nullopt;
    const Matrix change = field.product(Op::plain, Op::plain, samples, 1, columns, rows.data.data(), columns, move->data(), 1);
    for (std::size_t n = 0; n < samples; ++n) e[n] += change(n, 0);
    field.reduce(samples, e.data());
    return e;
  }

  double work() const { return std::pow(static_cast<double>(unknowns()), 3); }

 private:
  std::size_t equations() const { return system_.samples() + constraints_.size(); }

  // Row n of the samples: ∂v_n/∂W; then the constraints.
  void fill() {
    const std::size_t samples = system_.samples(), d = system_.columns();
    felt_ = Matrix(equations(), coordinates_.size());
    for (std::size_t c = 0; c < units_.size(); ++c)
      for (std::size_t n = 0; n < samples; ++n) {
        const double a = system_.slope(units_[c], n).value();
        for (std::size_t j = 0; a != 0 && j < d; ++j) felt_(n, c * d + j) = a * system_.inputs()(n, j);
      }
    if (coordinates_.size() > units_.size() * d)
      for (std::size_t n = 0; n < samples; ++n) felt_(n, coordinates_.size() - 1) = 1;
    for (std::size_t b = 0; b < constraints_.size(); ++b) {
      const auto c = static_cast<std::size_t>(std::find(units_.begin(), units_.end(), constraints_[b].unit) - units_.begin());
      for (std::size_t j = 0; j < d; ++j) felt_(samples + b, c * d + j) = constraints_[b].row[j];
    }
  }

  void keep(const std::vector<std::size_t>& kept) {
    Matrix felt(felt_.rows, kept.size());
    std::vector<std::size_t> coordinates;
    for (std::size_t c = 0; c < kept.size(); ++c) {
      coordinates.push_back(coordinates_[kept[c]]);
      for (std::size_t n = 0; n < felt_.rows; ++n) felt(n, c) = felt_(n, kept[c]);
    }
    felt_ = std::move(felt);
    coordinates_ = std::move(coordinates);
  }

  // Coordinates that nothing depends on.
  void drop_unfelt() {
    const std::vector<double> maxima = column_maxima(felt_);
    std::vector<std::size_t> kept;
    for (std::size_t c = 0; c < maxima.size(); ++c)
      if (maxima[c] > 0) kept.push_back(c);
    keep(kept);
  }

  // Coordinates whose columns depend on the others: moving those alone reaches every output, and what is stationary for
  // those is so for all.
  HeldMinimum::Answer drop_redundant(const Control& control) {
    const std::size_t columns = coordinates_.size();
    std::vector<double> a(felt_.rows * columns), distances(std::min(felt_.rows, columns));
    std::vector<int> order(columns);
    for (std::size_t n = 0; n < felt_.rows; ++n)
      for (std::size_t c = 0; c < columns; ++c) a[c * felt_.rows + n] = felt_(n, c);
    if (!pivoted_columns(static_cast<int>(felt_.rows), static_cast<int>(columns), a.data(), order.data(), distances.data()))
      return HeldMinimum::Answer::undecided;
    if (count_clear(distances) == columns) return HeldMinimum::Answer::enclosed;
    if (static_cast<double>(columns) * static_cast<double>(columns) * static_cast<double>(felt_.rows) > kMostModularWork)
      return HeldMinimum::Answer::too_large;
    const auto rank = largest_rank([&](const PrimeField& field) { return residues(field); }, control);
    if (!rank) return HeldMinimum::Answer::aborted;
    std::vector<std::size_t> kept(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(*rank));
    std::sort(kept.begin(), kept.end());
    keep(kept);
    return HeldMinimum::Answer::enclosed;
  }

  // The rows of the samples and of the constraints modulo a prime.
  Matrix residues(const PrimeField& field) const {
    Matrix result(felt_.rows, coordinates_.size());
    const std::size_t samples = system_.samples(), d = system_.columns();
    for (std::size_t c = 0; c < coordinates_.size(); ++c) {
      const std::size_t unit = coordinates_[c] / d, j = coordinates_[c] % d;
      const bool bias = unit == system_.units().size();
      for (std::size_t n = 0; n < samples; ++n)
        result(n, c) = bias ? 1 : residue(field, system_.slope(unit, n)) * field.residue(system_.inputs()(n, j));
      for (std::size_t b = 0; b < constraints_.size(); ++b) result(samples + b, c) = field.residue(felt_(samples + b, c));
    }
    field.reduce(result.data.size(), result.data.data());
    return result;
  }

  // [H Cᵀ; C 0] with H = Σ_n of the samples' rows, and the bounds on its errors.
  VerifiedInverse invert_equations() const {
    const std::size_t columns = coordinates_.size(), samples = system_.samples(), size = unknowns();
    Matrix k(size, size);
    multiply(Op::transposed, Op::plain, columns, columns, samples, 1, felt_.data.data(), columns, felt_.data.data(), columns, 0,
             k.data.data(), size);
    for (std::size_t b = 0; b < constraints_.size(); ++b)
      for (std::size_t c = 0; c < columns; ++c) k(c, columns + b) = k(columns + b, c) = felt_(samples + b, c);
    // Two roundings for each entry of a sample's row.
    const double rounding = gamma(samples + 8, kUnitRoundoff64) * outward(samples + columns, kUnitRoundoff64);
    std::vector<double> uncertainty(size, 0.0);
    for (std::size_t n = 0; n < samples; ++n) {
      double row = 0;
      for (std::size_t c = 0; c < columns; ++c) row += std::fabs(felt_(n, c));
      for (std::size_t c = 0; c < columns; ++c) uncertainty[c] += rounding * row * std::fabs(felt_(n, c));
    }
    return {k, uncertainty};
  }

  // The gradient along the coordinates with the constraints' forces, and the constraints themselves.
  std::vector<Bounded> residual(const std::vector<double>& weights, const std::vector<double>& forces) const {
    const std::size_t d = system_.columns();
    std::vector<std::vector<Bounded>> gradients(system_.units().size(), std::vector<Bounded>(d));
    std::vector<Bounded> e;
    if (has_residuals_) {
      e = system_.residuals(weights);
      for (const std::size_t i : units_) gradients[i] = system_.force(i, e);
    }
    for (std::size_t b = 0; b < constraints_.size(); ++b)
      for (std::size_t j = 0; j < d; ++j) gradients[constraints_[b].unit][j] += times(constraints_[b].row[j], forces[b]);
    std::vector<Bounded> result;
    for (const std::size_t k : coordinates_) {
      if (k / d < gradients.size()) {
        result.push_back(gradients[k / d][k % d]);
        continue;
      }
      Bounded sum;
      for (const Bounded& value : e) sum += value;
      result.push_back(sum);
    }
    for (const Constraint& constraint : constraints_) {
      Bounded t;
      for (std::size_t j = 0; j < d; ++j) t += times(constraint.row[j], weights[system_.coordinate(constraint.unit, j)]);
      result.push_back(t);
    }
    return result;
  }

  // What the rounding errors of evaluating the point itself may amount to in each equation.
  std::vector<double> rounding_errors(const LinearisationErrors& errors, const std::vector<double>& forces) const {
    const std::size_t columns = coordinates_.size(), samples = system_.samples();
    const double rounding = gamma(samples + system_.coordinates() + 8, kUnitRoundoff64);
    std::vector<double> result(unknowns(), 0.0);
    const std::vector<Bounded> e = has_residuals_ ? system_.residuals(system_.weights()) : std::vector<Bounded>();
    for (std::size_t n = 0; n < e.size(); ++n) {
      const double error = 2 * errors.residuals(n, 0) + rounding * std::fabs(e[n].value());
      for (std::size_t c = 0; c < columns; ++c) result[c] += error * std::fabs(felt_(n, c));
    }
    for (std::size_t b = 0; b < constraints_.size(); ++b) {
      for (std::size_t c = 0; c < columns; ++c) {
        const double part = std::fabs(felt_(samples + b, c));
        result[c] += rounding * part * std::fabs(forces[b]);
        result[columns + b] += rounding * part * std::fabs(system_.weights()[coordinates_[c]]);
      }
      result[columns + b] *= 2;
    }
    return result;
  }

  const KinkSystem& system_;
  std::vector<std::size_t> units_, coordinates_;
  std::vector<Constraint> constraints_;
  Matrix felt_;
  bool has_residuals_;  // false: no sample feels these units, only their constraints matter
};

}  // namespace

KinkBasis choose_basis(const KinkSystem& system, const Control& control) {
  KinkBasis basis;
  const std::size_t d = system.columns();
  const std::vector<double> maxima = column_maxima(system.inputs());
  const auto used = static_cast<std::size_t>(std::count_if(maxima.begin(), maxima.end(), [](double x) { return x > 0; }));
  for (std::size_t i = 0; i < system.units().size(); ++i) {
    const std::size_t count = system.units()[i].groups.size();
    basis.groups.emplace_back();
    if (count == 0) continue;
    std::vector<double> a, distances(std::min(d, count));
    for (std::size_t g = 0; g < count; ++g) {
      const std::vector<double> row = constraint_row(system, i, g);
      a.insert(a.end(), row.begin(), row.end());
    }
    std::vector<int> order(count);
    const std::vector<double> rows = a;
    if (!pivoted_columns(static_cast<int>(d), static_cast<int>(count), a.data(), order.data(), distances.data())) basis.decided = false;
    const std::size_t rank = count_clear(distances);
    basis.groups[i].assign(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(rank));
    std::sort(basis.groups[i].begin(), basis.groups[i].end());
    if (rank == count || rank == used) continue;
    const auto exact = largest_rank([&](const PrimeField& field) { return field.residues(rows.data(), count, d); }, control);
    basis.decided = basis.decided && exact == rank;
  }
  return basis;
}

HeldMinimum find_held_minimum(const KinkSystem& system, const KinkBasis& basis, const LinearisationErrors& errors, const Control& control) {
  HeldMinimum result;
  if (!basis.decided) return result;
  result.weights = system.weights();
  result.radius.assign(system.coordinates(), 0.0);
  result.near = true;
  const Felt felt(system);
  std::size_t unknowns = felt.units.size() * system.columns() + (system.output_bias() ? 1 : 0);
  for (const std::size_t i : felt.units) unknowns += basis.groups[i].size();
  if (unknowns > kMostUnknowns) {
    result.answer = HeldMinimum::Answer::too_large;
    return result;
  }
  std::vector<Equations> sets;
  for (const std::size_t i : felt.others) sets.emplace_back(system, std::vector<std::size_t>{i}, false, basis);
  if (!felt.units.empty() || system.output_bias()) sets.emplace_back(system, felt.units, true, basis);
  result.answer = HeldMinimum::Answer::enclosed;
  for (Equations& equations : sets) {
    result.answer = equations.solve(errors, control, result);
    if (result.answer != HeldMinimum::Answer::enclosed) return result;
  }
  result.residuals = system.residuals(result.weights);
  for (std::size_t n = 0; n < system.samples(); ++n) {
    double moved = system.output_bias() ? result.radius.back() : 0;
    for (const std::size_t i : felt.units) {
      double part = 0;
      for (std::size_t j = 0; j < system.columns(); ++j) part += std::fabs(system.inputs()(n, j)) * result.radius[system.coordinate(i, j)];
      moved += part * std::fabs(system.slope(i, n).value());
    }
    result.residuals[n].widen(moved * outward(system.coordinates() + 4, kUnitRoundoff64));
  }
  return result;
}

ExactResiduals find_exact_residuals(const KinkSystem& system, const KinkBasis& basis, const HeldMinimum& held, const Control& control) {
  ExactResiduals result;
  const Felt felt(system);
  if (felt.units.empty() && !system.output_bias()) {
    for (const PrimeField& field : prime_fields()) result.push_back(residual_residues(field, system, held.weights));
    return result;
  }
  Equations equations(system, felt.units, true, basis);
  if (equations.reduce(control) != HeldMinimum::Answer::enclosed || equations.work() > kMostModularWork) return {};
  for (const PrimeField& field : prime_fields()) {
    auto e = equations.exact_residuals(field, held.weights, control);
    if (!e) return {};
    result.push_back(std::move(*e));
  }
  return result;
}

}  // namespace kinkless
