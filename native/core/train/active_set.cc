#include "core/train/active_set.h"

#include <algorithm>
#include <cmath>

#include "core/kinks/held_minimum.h"
#include "core/kinks/held_step.h"
#include "core/kinks/line_minimum.h"
#include "core/kinks/settle_on_kinks.h"
#include "core/kinks/silent_unit.h"
#include "core/kinks/unit_kinks.h"
#include "core/numeric/matrix.h"
#include "core/numeric/rounding.h"
#include "core/train/stopwatch.h"
#include "core/train/training_state.h"

namespace kinkless {

namespace {

// A step that changes the outputs by no more than this many times their rounding errors has arrived.
constexpr double kArrived = 8;
// Of ‖δ‖‖x̄‖: a move along a kink that is computed as nothing but rounding.
constexpr double kAlong = 0x1p-40;
// Half of the digits: an output that is known to no more is mostly rounding.
const double kClear = std::sqrt(kUnitRoundoff64);
// Halvings of a step that gives a silent unit an output weight.
constexpr int kHalvings = 30;
// Ways to wake one silent unit that are tried: those that promise most.
constexpr std::size_t kMostWays = 16;

// A point, with all that the next step needs of it.
struct Place {
  LinearisationErrors errors;
  Linearisation point;
  std::vector<Kink> kinks;
  double squares = 0;
  double noise = 0;         // of the squares
  double output_noise = 0;  // ‖bounds on the errors of the outputs‖₂

  Place(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters)
      : point(evaluate_bounded(network, samples, parameters.data(), kUnitRoundoff64, errors)) {
    kinks = find_kinks(network, point, &errors, carries_kink(network, samples, point)).on_kink;
    squares = point.squares();
    output_noise = norm(errors.residuals.data);
    for (std::size_t n = 0; n < point.residuals.data.size(); ++n)
      noise += errors.residuals.data[n] * (2 * std::fabs(point.residuals.data[n]) + errors.residuals.data[n]);
    noise += gamma(point.residuals.data.size() + 1, kUnitRoundoff64) * squares;
  }
};

class Run {
 public:
  Run(const Network& network, const Samples<double>& samples, const Observer& observer, const std::vector<double>& start,
      const std::vector<double>& resume, const TrainingOptions& options, const Control& control)
      : network_(network),
        samples_(samples),
        options_(options),
        control_(control),
        observer_(observer),
        stopwatch_(options.seconds),
        parameters_(start),
        width_(static_cast<std::size_t>(network.layers[0].out)) {
    if (!resume.empty()) restore(resume);
    squares_ = evaluate(network_, samples_, parameters_.data()).squares();
  }

  TrainingResult go() {
    for (;; ++epoch_) {
      const bool last = epoch_ == options_.epochs;
      if (epoch_ == options_.pause && !last) return stop(Stop::paused);
      control_.progress(epoch_, loss());
      if (control_.aborted()) return std::move(result_);
      const bool late = stopwatch_.over(), record = observer_.due(epoch_) || last;
      if (!std::isfinite(squares_)) return stop(Stop::diverged);
      if (record && !look()) return stop(Stop::diverged);
      if (loss() <= options_.loss_floor) return finish(Stop::loss, record);
      if (observer_.mce_due(epoch_) && observer_.classifies(parameters_)) return finish(Stop::mce, record);
      if (settled_ && options_.stop_at_gradient) return finish(Stop::gradient, record);
      if (last) return finish(Stop::epochs, true);
      if (late) return finish(Stop::time, record);
      settled_ = !iterate();
    }
  }

 private:
  double loss() const { return squares_ / (2 * static_cast<double>(samples_.count)); }
  bool look() { return observer_.look(parameters_, epoch_, 0, 0, true, false, result_).finite; }

  // False where nothing lowers the loss; then the point is as exact as it gets.
  bool iterate() {
    const Place here(network_, samples_, parameters_);
    const KinkSystem system(network_, samples_, parameters_.data(), here.point, here.kinks);
    const KinkBasis basis = choose_basis(system, control_);
    if (!arrived_) {
      const HeldStep step = find_held_step(system, basis, here.point.residuals.data, control_);
      if (step.aborted) return true;
      if (step.change > kArrived * here.output_noise) {
        const LineMinimum line = find_line_minimum(system, here.point.residuals.data, step.delta);
        if (line.step > 0 && move(here, system, step.delta, line, here.noise)) {
          // Without a kink on the way the step has arrived; the next one only refines it.
          arrived_ = !line.at_kink && std::fabs(line.step - 1) < kAlong;
          return true;
        }
      }
      arrived_ = true;
    }
    // Rays take longest.
    if (leave_kink(here, system, basis, false) || wake_silent_unit(here, system, basis) || leave_kink(here, system, basis, true)) {
      arrived_ = false;
      return true;
    }
    // A step that still lowers the loss was not the last.
    arrived_ = !refine(here, system, basis);
    return !arrived_;
  }

  // The last digits. True where the loss fell by more than its rounding error, or a kink met on the way is now held.
  bool refine(const Place& here, const KinkSystem& system, const KinkBasis& basis) {
    const HeldStep step = find_held_step(system, basis, here.point.residuals.data, control_);
    if (step.aborted || !(step.change > 0)) return step.aborted;
    const LineMinimum line = find_line_minimum(system, here.point.residuals.data, step.delta);
    const bool moved = line.step > 0 && move(here, system, step.delta, line, here.noise);
    return moved && (line.at_kink || squares_ < here.squares - here.noise);
  }

  // Out of the kink, or the kinks of a unit, that promise the largest fall.
  bool leave_kink(const Place& here, const KinkSystem& system, const KinkBasis& basis, bool rays) {
    struct Way {
      std::vector<double> delta;
      LineMinimum line;
    };
    std::vector<Way> ways;
    const std::vector<Bounded> e = system.residuals(system.weights());
    for (std::size_t i = 0; i < width_ && !control_.aborted(); ++i) {
      if (system.units()[i].weight == 0 || system.units()[i].groups.empty()) continue;
      const UnitKinks unit = judge_unit(system, i, basis.groups[i], e, {}, rays, control_);
      if (unit.answer != UnitKinks::Answer::descent || unit.direction.empty()) continue;
      std::vector<double> delta(system.coordinates(), 0.0);
      std::copy(unit.direction.begin(), unit.direction.end(), delta.begin() + static_cast<std::ptrdiff_t>(system.coordinate(i, 0)));
      const LineMinimum line = find_line_minimum(system, here.point.residuals.data, delta);
      if (line.step > 0) ways.push_back({std::move(delta), line});
    }
    std::sort(ways.begin(), ways.end(), [](const Way& a, const Way& b) { return a.line.fall > b.line.fall; });
    for (const Way& way : ways)
      if (move(here, system, way.delta, way.line, -here.noise)) return true;
    return false;
  }

  bool wake_silent_unit(const Place& here, const KinkSystem& system, const KinkBasis& basis) {
    const std::vector<Bounded> e = system.residuals(system.weights());
    for (std::size_t i = 0; i < width_; ++i) {
      if (system.units()[i].weight != 0) continue;
      const SilentUnit silent = judge_silent_unit(system, i, basis.groups[i], parameters_.data() + i * system.columns(), e, {}, control_);
      for (std::size_t w = 0; w < std::min(silent.ways.size(), kMostWays) && silent.ways[w].worth > here.noise; ++w) {
        const SilentUnit::Way& way = silent.ways[w];
        const std::vector<double> direction = system.incoming_move(i, way.incoming);
        double t = 1;
        for (int k = 0; k < kHalvings; ++k, t /= 2) {
          std::vector<double> trial = parameters_;
          for (std::size_t p = 0; p < trial.size(); ++p) trial[p] += t * direction[p];
          trial[network_.layers[1].offset + i] = best_output_weight(here, i, trial);
          if (accept(here, std::move(trial), -here.noise)) return true;
        }
      }
    }
    return false;
  }

  // Of a unit that had none: −Σ e ψ / Σ ψ², exact however far its incoming weights went.
  double best_output_weight(const Place& here, std::size_t unit, const std::vector<double>& parameters) const {
    const Linearisation there = evaluate(network_, samples_, parameters.data());
    double force = 0, squares = 0;
    for (std::size_t n = 0; n < samples_.count; ++n) {
      const double psi = there.slopes[0](n, unit) * there.pre_activations[0](n, unit);
      force += here.point.residuals.data[n] * psi;
      squares += psi * psi;
    }
    return squares > 0 ? -force / squares : 0;
  }

  // Goes there, and onto the kinks that are held then. `room`: by how much Σ e² may be above the present one.
  bool move(const Place& here, const KinkSystem& system, const std::vector<double>& delta, const LineMinimum& line, double room) {
    const std::size_t d = system.columns();
    std::vector<double> trial = parameters_;
    UnitSamples held(width_);
    for (std::size_t i = 0; i < width_; ++i) {
      const KinkUnit& unit = system.units()[i];
      if (unit.weight == 0) continue;
      const auto first = delta.begin() + static_cast<std::ptrdiff_t>(system.coordinate(i, 0));
      std::vector<double> part(first, first + static_cast<std::ptrdiff_t>(d));
      const double length = norm(part);
      for (std::size_t n = 0; n < samples_.count; ++n) {
        if (!unit.on_kink[n]) continue;
        double t = 0, size = 0;
        for (std::size_t j = 0; j < d; ++j) {
          t += part[j] * system.inputs()(n, j);
          size += system.inputs()(n, j) * system.inputs()(n, j);
        }
        if (std::fabs(t) <= kAlong * length * std::sqrt(size)) held[i].push_back(n);
      }
      for (double& value : part) value *= line.step;
      const std::vector<double> step = system.incoming_move(i, part);
      for (std::size_t j = 0; j < d; ++j) trial[i * d + j] += step[i * d + j];
    }
    if (system.output_bias()) trial.back() += line.step * delta.back();
    if (line.at_kink) held[line.unit].push_back(line.sample);
    settle_on_kinks(network_, samples_, held, trial);
    return accept(here, std::move(trial), room);
  }

  bool accept(const Place& here, std::vector<double> trial, double room) {
    LinearisationErrors errors;
    const Linearisation there = evaluate_bounded(network_, samples_, trial.data(), kUnitRoundoff64, errors);
    const double squares = there.squares();
    // Weights so large that the outputs are mostly rounding gain nothing.
    const double visible = kClear * std::max(norm(samples_.targets), norm(there.residuals.data));
    if (!(squares <= here.squares + room) || norm(errors.residuals.data) > std::max(visible, here.output_noise)) return false;
    parameters_ = std::move(trial);
    squares_ = squares;
    return true;
  }

  TrainingResult finish(Stop stopped, bool recorded) {
    if (!recorded && !look()) stopped = Stop::diverged;
    return stop(stopped);
  }

  TrainingResult stop(Stop stopped) {
    result_.stopped = stopped;
    result_.epochs = epoch_;
    result_.parameters = parameters_;
    result_.loss = loss();
    StateWriter state(network_.parameters, options_);
    state.number(static_cast<double>(epoch_));
    state.number(arrived_ ? 1 : 0);
    state.number(settled_ ? 1 : 0);
    state.vector(parameters_);
    result_.state = state.take();
    return std::move(result_);
  }

  void restore(const std::vector<double>& resume) {
    StateReader state(network_.parameters, resume);
    epoch_ = state.integer();
    arrived_ = state.number() != 0;
    settled_ = state.number() != 0;
    state.vector(parameters_);
  }

  const Network& network_;
  const Samples<double>& samples_;
  const TrainingOptions& options_;
  const Control& control_;
  const Observer& observer_;
  const Stopwatch stopwatch_;
  std::vector<double> parameters_;
  const std::size_t width_;
  TrainingResult result_;
  double squares_ = HUGE_VAL;
  std::int64_t epoch_ = 0;
  bool arrived_ = false;  // at the minimum with the kinks at hand held
  bool settled_ = false;  // nothing lowered the loss any more
};

}  // namespace

TrainingResult train_active_set(const Network& network, const Samples<double>& samples, const Observer& observer,
                                const std::vector<double>& start, const std::vector<double>& resume, const TrainingOptions& options,
                                const Control& control) {
  return Run(network, samples, observer, start, resume, options, control).go();
}

}  // namespace kinkless
