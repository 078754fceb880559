#include "core/kinks/kink_minimum.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "core/kinks/held_minimum.h"
#include "core/kinks/silent_unit.h"
#include "core/kinks/unit_kinks.h"
#include "core/numeric/matrix.h"
#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

// The list of multipliers has room for as many; the same number stands in src/landscape/judge.ts.
constexpr std::size_t kMostKinks = 8192;
// Ways to wake one silent unit that are handed back: those that promise most.
constexpr std::size_t kMostWays = 4;

class Search {
 public:
  Search(const Network& network, const Samples<double>& samples, const double* parameters, const Linearisation& point,
         const LinearisationErrors& errors, const std::vector<unsigned char>& carries, const std::vector<Kink>& on_kink,
         const Control& control)
      : network_(network),
        parameters_(parameters),
        point_(point),
        errors_(errors),
        carries_(carries),
        control_(control),
        system_(network, samples, parameters, point, on_kink) {}

  KinkMinimum run() {
    const KinkBasis basis = choose_basis(system_, control_);
    held_ = find_held_minimum(system_, basis, errors_, control_);
    result_.aborted = held_.answer == HeldMinimum::Answer::aborted || control_.aborted();
    if (held_.answer == HeldMinimum::Answer::too_large) leave_open(OpenKink::size, 0, 0);
    if (held_.answer == HeldMinimum::Answer::undecided) leave_open(OpenKink::dependence, 0, 0);
    if (held_.answer != HeldMinimum::Answer::enclosed) return std::move(result_);
    find_crossing();
    if (!held_.near) {
      leave_open(OpenKink::distance, 0, 0);
      propose(move_to_held());
    }
    result_.slack = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < system_.units().size() && !result_.aborted; ++i) {
      if (system_.units()[i].weight == 0) {
        judge_silent(i, basis);
      } else if (!system_.units()[i].groups.empty()) {
        judge_kinks(i, basis);
      }
      result_.aborted = control_.aborted();
    }
    result_.proved = result_.open == OpenKink::none;
    result_.exists = exists_ && !result_.aborted;
    if (result_.exists) {
      result_.radius = distance_to_held();
      result_.residuals = held_.residuals;
    }
    return std::move(result_);
  }

 private:
  // A direction that should lead down outranks what else is open; among the others the first stands.
  void leave_open(OpenKink open, std::size_t unit, std::size_t sample) {
    if (open != OpenKink::distance) exists_ = false;
    if (result_.open != OpenKink::none && (open != OpenKink::descent || result_.open == OpenKink::descent)) return;
    result_.open = open;
    result_.unit = unit;
    result_.sample = sample;
  }

  void propose(std::vector<double> move, bool whole = false) { result_.directions.push_back({std::move(move), whole}); }

  // Every sign off the kinks must be that of the exact minimum too.
  void find_crossing() {
    for (std::size_t i = 0; i < system_.units().size(); ++i) {
      if (system_.units()[i].weight == 0) continue;
      for (std::size_t n = 0; n < system_.samples(); ++n) {
        if (!carries_[n * system_.units().size() + i] || system_.units()[i].on_kink[n]) continue;
        Bounded u;
        double moved = 0;
        for (std::size_t j = 0; j < system_.columns(); ++j) {
          const std::size_t k = system_.coordinate(i, j);
          u += times(held_.weights[k], system_.inputs()(n, j));
          moved += held_.radius[k] * std::fabs(system_.inputs()(n, j));
        }
        u.widen(moved * outward(system_.columns() + 2, kUnitRoundoff64));
        if (point_.pre_activations[0](n, i) > 0 ? u.lower() > 0 : u.upper() < 0) continue;
        leave_open(OpenKink::crossing, i, n);
        return;
      }
    }
  }

  // Of the exact absorbed weights, whose products carry a rounding as computed.
  double distance_to_held() const {
    std::vector<double> moved;
    for (std::size_t k = 0; k < system_.coordinates(); ++k) {
      const double own = system_.weights()[k], far = std::fabs(held_.weights[k] - own) + held_.radius[k] + kUnitRoundoff64 * std::fabs(own);
      const bool bias = k == system_.units().size() * system_.columns();
      moved.push_back(bias ? far : std::ldexp(far, -system_.exponents()[k % system_.columns()]));
    }
    return norm(moved) * outward(moved.size() + 4, kUnitRoundoff64);
  }

  std::vector<double> move_to_held() const {
    std::vector<double> move(network_.parameters, 0.0), delta(system_.columns());
    for (std::size_t i = 0; i < system_.units().size(); ++i) {
      if (system_.units()[i].weight == 0) continue;
      for (std::size_t j = 0; j < delta.size(); ++j) {
        const std::size_t k = system_.coordinate(i, j);
        delta[j] = held_.weights[k] - system_.weights()[k];
      }
      const std::vector<double> part = system_.incoming_move(i, delta);
      for (std::size_t p = 0; p < move.size(); ++p) move[p] += part[p];
    }
    if (system_.output_bias()) move.back() = held_.weights.back() - system_.weights().back();
    return move;
  }

  // Asked for only where rounding errors leave a tie.
  const ExactResiduals& exact_residuals(const KinkBasis& basis) {
    if (!exact_) exact_ = find_exact_residuals(system_, basis, held_, control_);
    return *exact_;
  }

  void judge_kinks(std::size_t i, const KinkBasis& basis) {
    UnitKinks unit = judge_unit(system_, i, basis.groups[i], held_.residuals, {}, true, control_);
    if (unit.answer == UnitKinks::Answer::within)
      unit = judge_unit(system_, i, basis.groups[i], held_.residuals, exact_residuals(basis), true, control_);
    const std::vector<KinkGroup>& groups = system_.units()[i].groups;
    const std::size_t sample = groups[unit.group].samples.front();
    switch (unit.answer) {
      case UnitKinks::Answer::minimum:
        if (!unit.by_rays) {
          result_.slack = std::min(result_.slack, unit.slack);
          for (std::size_t g = 0; g < groups.size(); ++g)
            result_.multipliers.push_back(
                {i, groups[g].samples.front(), unit.multipliers[g], unit.forces[g].below.value(), unit.forces[g].above.value()});
        }
        break;
      case UnitKinks::Answer::descent:
        leave_open(OpenKink::descent, i, sample);
        if (!unit.direction.empty()) propose(system_.incoming_move(i, unit.direction));
        break;
      case UnitKinks::Answer::within:
        leave_open(OpenKink::interval, i, sample);
        break;
      case UnitKinks::Answer::unresolved:
        leave_open(OpenKink::arrangement, i, sample);
        break;
    }
  }

  void judge_silent(std::size_t i, const KinkBasis& basis) {
    const double* weights = parameters_ + i * system_.columns();
    SilentUnit silent = judge_silent_unit(system_, i, basis.groups[i], weights, held_.residuals, {}, control_);
    if (!silent.vanishes && silent.ways.empty())
      silent = judge_silent_unit(system_, i, basis.groups[i], weights, held_.residuals, exact_residuals(basis), control_);
    if (silent.vanishes) return;
    leave_open(silent.ways.empty() ? OpenKink::silent : OpenKink::descent, i, 0);
    for (std::size_t k = 0; k < std::min(silent.ways.size(), kMostWays); ++k) {
      std::vector<double> move = system_.incoming_move(i, silent.ways[k].incoming);
      move[network_.layers[1].offset + i] = silent.ways[k].outgoing;
      propose(std::move(move), true);
    }
  }

  const Network& network_;
  const double* parameters_;
  const Linearisation& point_;
  const LinearisationErrors& errors_;
  const std::vector<unsigned char>& carries_;
  const Control& control_;
  const KinkSystem system_;
  HeldMinimum held_;
  std::optional<ExactResiduals> exact_;
  KinkMinimum result_;
  bool exists_ = true;
};

}  // namespace

KinkMinimum find_kink_minimum(const Network& network, const Samples<double>& samples, const double* parameters, const Linearisation& point,
                              const LinearisationErrors& errors, const std::vector<unsigned char>& carries,
                              const std::vector<Kink>& on_kink, const Control& control) {
  if (on_kink.size() <= kMostKinks) return Search(network, samples, parameters, point, errors, carries, on_kink, control).run();
  KinkMinimum result;
  result.open = OpenKink::size;
  return result;
}

}  // namespace kinkless
