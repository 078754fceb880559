#include "core/train/levenberg_marquardt.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "core/network/khatri_rao.h"
#include "core/network/smoothed.h"
#include "core/numeric/cholesky.h"
#include "core/numeric/rounding.h"
#include "core/train/kick.h"
#include "core/train/stopwatch.h"
#include "core/train/training_state.h"

namespace kinkless {

namespace {

// A stall: over this many steps the loss fell by less than this share. A run that slides along kinks creeps by parts in a thousand, a
// converging one gains digits.
constexpr int kStallSteps = 12;
constexpr double kStallShare = 0.05;
// Kinks are rounded off over these shares of the pre-activations' size, one after the other, and not at all below the last. Wider than the
// first the network is nearly linear; narrower than the last no pre-activation is near enough to notice. Of 30 networks 10-20-1 on 150
// samples, and of 6 networks 25-25-1 on 500, all came to zero loss this way in some 40 steps; hardly any did without.
constexpr double kWidest = 0.3, kNarrower = 0.3, kNarrowest = 1e-9;
// A width has done its work where the residuals are this share of the targets, in squares.
constexpr double kSolved = 1e-4;
// From this many residuals for each parameter on steps slide along kinks more often than not.
constexpr double kHard = 2.0 / 3;
// Rows copied between two looks at the abort flag.
constexpr std::size_t kRows = 256;
// Without kicks a run may be stuck for good; its damping stays a number that a state can hold.
constexpr double kMostDamping = std::numeric_limits<double>::max();

// The equations of one accepted point: their matrix is kept so that a rejected step costs one factorisation.
class Equations {
 public:
  Equations(const Network& network, const std::vector<double>& parameters, Linearisation& point, const Control& control) {
    add_signals(network, parameters.data(), point);
    const std::size_t outputs = point.residuals.columns, samples = point.residuals.rows;
    const LinearisationErrors none = no_errors(point);
    jacobian_ = jacobian(network, point, none);
    residuals_.resize(samples * outputs);
    for (std::size_t c = 0; c < outputs; ++c)
      for (std::size_t n = 0; n < samples; ++n) residuals_[c * samples + n] = point.residuals(n, c);
    dual_ = residuals_.size() < network.parameters;
    matrix_ = dual_ ? jacobian_.lower_gram(control) : jacobian_.row_gram(control);
    for (std::size_t k = 0; k < matrix_.rows; ++k) trace_ += matrix_(k, k);
  }

  double mean_diagonal() const { return trace_ / static_cast<double>(matrix_.rows); }

  // N ‖∇loss‖₂ = ‖J e‖₂.
  double gradient_norm() const {
    double sum = 0;
    for (const double g : jacobian_.apply(residuals_.data())) sum += g * g;
    return std::sqrt(sum);
  }

  // δ and the fall of Σe² that the linear model predicts for it.
  struct Step {
    Factorisation outcome = Factorisation::done;
    std::vector<double> delta;
    double predicted = 0;
  };
  // `factor` is memory for the factorisation, which may be used again.
  Step solve(double damping, Matrix& factor, const Control& control) const {
    Step step;
    if (factor.rows != matrix_.rows) factor = Matrix(matrix_.rows, matrix_.rows);
    for (std::size_t k = 0; k < factor.rows; ++k) {
      if (k % kRows == 0 && control.aborted()) {
        step.outcome = Factorisation::aborted;
        return step;
      }
      std::copy(matrix_.row(k), matrix_.row(k) + k + 1, factor.row(k));
      factor(k, k) += damping;
    }
    step.outcome = cholesky(factor, control);
    if (step.outcome != Factorisation::done) return step;
    if (dual_) {
      // δ = −J z with (Γ + λ) z = e leaves e + Jᵀδ = λ z.
      std::vector<double> z = residuals_;
      solve_cholesky(factor, z.data());
      step.delta = jacobian_.apply(z.data());
      for (std::size_t n = 0; n < z.size(); ++n) step.predicted += (residuals_[n] - damping * z[n]) * (residuals_[n] + damping * z[n]);
    } else {
      step.delta = jacobian_.apply(residuals_.data());
      const std::vector<double> gradient = step.delta;
      solve_cholesky(factor, step.delta.data());
      for (std::size_t p = 0; p < gradient.size(); ++p) step.predicted += step.delta[p] * (gradient[p] + damping * step.delta[p]);
    }
    for (double& value : step.delta) value = -value;
    return step;
  }

 private:
  // The Jacobian's factors are wanted without error bounds here.
  static LinearisationErrors no_errors(const Linearisation& point) {
    LinearisationErrors errors;
    errors.inputs.resize(point.inputs.size());
    errors.signals.assign(point.signals.size(), std::vector<Matrix>(point.inputs.size()));
    return errors;
  }

  KhatriRao jacobian_;
  std::vector<double> residuals_;  // the samples of one output after those of the other
  Matrix matrix_;                  // its lower triangle
  double trace_ = 0;
  bool dual_ = true;
};

// The whole run; one object so that the parts of an iteration share their state by name.
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
        best_(start),
        underdetermined_(samples.targets.size() < network.parameters) {
    for (const double y : samples.targets) target_squares_ += y * y;
    const auto residuals = static_cast<double>(samples.targets.size());
    if (resume.empty()) {
      if (options.kick > 0 && residuals >= kHard * static_cast<double>(network.parameters)) round_off();
      move_to(parameters_);
    } else {
      restore(resume);
    }
  }

  TrainingResult go() {
    for (;; ++epoch_) {
      const bool last = epoch_ == options_.epochs;
      if (epoch_ == options_.pause && !last) return stop(Stop::paused);
      control_.progress(epoch_, loss_of(squares_));
      if (control_.aborted()) return std::move(result_);
      const bool late = stopwatch_.over(), record = observer_.due(epoch_) || last;
      if (!std::isfinite(squares_)) return finish(Stop::diverged, false);
      if (record || small_) {
        const bool may_stop = options_.stop_at_gradient && width_ == 0 && !polishing();
        const Observer::View view = observer_.look(parameters_, epoch_, damping_, kicks_, record, may_stop, result_);
        if (!view.finite) return stop(Stop::diverged);
        if (view.gradient_at_rounding_level) {
          if (options_.kick == 0 || (!view.on_kink && !aims_across_a_kink())) return finish(Stop::gradient, record);
          if (!last && !late) {
            kick();
            continue;
          }
        }
      }
      if (loss_of(squares_) <= options_.loss_floor) return finish(Stop::loss, record);
      if (observer_.mce_due(epoch_) && observer_.classifies(parameters_)) return finish(Stop::mce, record);
      if (last) return finish(Stop::epochs, true);
      if (late) return finish(Stop::time, record);
      if (!iterate()) return std::move(result_);
    }
  }

 private:
  double loss_of(double squares) const { return squares / (2 * static_cast<double>(samples_.count)); }

  void move_to(std::vector<double> parameters) {
    parameters_ = std::move(parameters);
    settle(evaluate(network_, samples_, parameters_.data()));
    previous_squares_ = squares_;
  }

  // Where equations outnumber parameters there is no zero loss to follow while the kinks grow sharp.
  void round_off() { width_ = underdetermined_ ? kWidest : 0; }

  // Takes in the network at the parameters, and with it the point that steps start from: the same, or with its kinks rounded off.
  void settle(Linearisation exact) {
    previous_squares_ = squares_;
    squares_ = exact.squares();
    fresh_ = false;
    if (squares_ < best_squares_) {
      best_squares_ = squares_;
      best_ = parameters_;
    }
    widths_ = pre_activation_sizes(exact);
    for (double& width : widths_) width *= width_;
    point_ = width_ > 0 ? evaluate_smoothed(network_, samples_, parameters_.data(), widths_) : std::move(exact);
    value_ = point_.squares();
  }

  Linearisation evaluate_trial(const std::vector<double>& trial) const {
    return width_ > 0 ? evaluate_smoothed(network_, samples_, trial.data(), widths_) : evaluate(network_, samples_, trial.data());
  }

  void accept(std::vector<double> trial, Linearisation point) {
    parameters_ = std::move(trial);
    if (width_ == 0) return settle(std::move(point));
    if (point.squares() <= kSolved * target_squares_) return sharpen();
    settle(evaluate(network_, samples_, parameters_.data()));
  }

  // Goes on with the next width.
  void sharpen() {
    width_ *= kNarrower;
    if (width_ < kNarrowest) width_ = 0;
    steps_since_mark_ = 0;
    move_to(parameters_);
  }

  // At the rounding level a step may still gain: go on while it at least halves the loss.
  bool polishing() const { return squares_ > 0 && squares_ < previous_squares_ / 2; }

  void prepare() {
    if (fresh_) return;
    equations_.emplace(network_, parameters_, point_, control_);
    fresh_ = true;
  }

  // One factorisation and one trial step. False when aborted.
  bool iterate() {
    prepare();
    if (damping_ == 0) damping_ = std::min(options_.damping * equations_->mean_diagonal(), kMostDamping);
    const Equations::Step step = equations_->solve(damping_, factor_, control_);
    if (step.outcome == Factorisation::aborted) return false;
    const double before = value_;
    const double width = width_;
    bool accepted = false;
    if (step.outcome == Factorisation::done) {
      std::vector<double> trial = parameters_;
      for (std::size_t p = 0; p < trial.size(); ++p) trial[p] += step.delta[p];
      Linearisation point = evaluate_trial(trial);
      const double after = point.squares(), gain = (before - after) / step.predicted;
      // Near a minimum with a positive loss the gain drowns in the loss's rounding long before the gradient does.
      const double noise = gamma(samples_.targets.size() + 2, kUnitRoundoff64) * before;
      accepted = step.predicted > noise ? after < before : after <= before + noise && lowers_gradient(trial, point);
      if (accepted) {
        accept(std::move(trial), std::move(point));
        const double shrink = 1 - std::pow(2 * std::min(gain, 1.0) - 1, 3);
        damping_ *= std::max(1.0 / 3, shrink);
        growth_ = 2;
      }
    }
    if (!accepted) {
      damping_ = damping_ > 0 ? std::min(damping_ * growth_, kMostDamping) : equations_->mean_diagonal() * kUnitRoundoff64;
      growth_ = std::min(growth_ * 2, 0x1p20);
      previous_squares_ = squares_;
    }
    if (width == width_) watch_for_stall(before);
    return true;
  }

  // Whether a trial has a smaller gradient. Where it is at most half, the run is not stalled.
  bool lowers_gradient(const std::vector<double>& trial, const Linearisation& point) {
    Linearisation end = point;
    const double now = equations_->gradient_norm(), then = Equations(network_, trial, end, control_).gradient_norm();
    if (then <= now / 2) steps_since_mark_ = 0;
    return then < now;
  }

  void watch_for_stall(double before) {
    if (steps_since_mark_ == 0) mark_ = before;
    ++steps_since_mark_;
    // Near its end a run has little to gain per step: the stop rule must look.
    small_ = value_ > (1 - kStallShare) * before;
    if (steps_since_mark_ < kStallSteps) return;
    const bool stalled = value_ > (1 - kStallShare) * mark_;
    steps_since_mark_ = 0;
    if (!stalled) return;
    if (width_ > 0) {
      sharpen();
    } else if (options_.kick > 0) {
      kick();
    }
  }

  // Whether the step without damping ends in another region: then the critical point that this gradient belongs to is not there. Half of
  // the digits are damped all the same, so that rounding errors along flat directions do not count as a step.
  bool aims_across_a_kink() {
    prepare();
    const Equations::Step step = equations_->solve(std::sqrt(kUnitRoundoff64) * equations_->mean_diagonal(), factor_, control_);
    if (step.outcome != Factorisation::done) return false;
    std::vector<double> trial = parameters_;
    for (std::size_t p = 0; p < trial.size(); ++p) trial[p] += step.delta[p];
    const Linearisation end = evaluate(network_, samples_, trial.data());
    for (std::size_t l = 0; l < end.slopes.size(); ++l)
      if (end.slopes[l].data != point_.slopes[l].data) return true;
    return false;
  }

  void kick() {
    ++kicks_;
    round_off();
    move_to(kicked(network_, best_, options_.kick, options_.seed, kicks_));
    damping_ = 0;
    growth_ = 2;
    small_ = false;
    steps_since_mark_ = 0;
  }

  TrainingResult finish(Stop stopped, bool recorded) {
    // A point that settled, or that classifies well, is what was looked for; without one, the best point met is the result.
    const bool worse = stopped != Stop::gradient && stopped != Stop::mce && best_squares_ < squares_;
    TrainingResult ended = stop(stopped);
    if (worse) ended.parameters = best_;
    if ((worse || !recorded) && !observer_.look(ended.parameters, epoch_, damping_, kicks_, true, false, ended).finite)
      ended.stopped = Stop::diverged;
    ended.loss = loss_of(worse ? best_squares_ : squares_);
    return ended;
  }

  TrainingResult stop(Stop stopped) {
    result_.stopped = stopped;
    result_.epochs = epoch_;
    result_.parameters = parameters_;
    result_.loss = loss_of(squares_);
    StateWriter state(network_.parameters, options_);
    for (const double value : {static_cast<double>(epoch_), damping_, growth_, static_cast<double>(kicks_),
                               static_cast<double>(steps_since_mark_), mark_, small_ ? 1.0 : 0.0, previous_squares_, width_})
      state.number(value);
    state.vector(parameters_);
    state.vector(best_);
    result_.state = state.take();
    return std::move(result_);
  }

  void restore(const std::vector<double>& resume) {
    StateReader state(network_.parameters, resume);
    epoch_ = state.integer();
    damping_ = state.number();
    growth_ = state.number();
    kicks_ = state.integer();
    steps_since_mark_ = static_cast<int>(state.integer());
    mark_ = state.number();
    small_ = state.number() != 0;
    const double previous = state.number();
    width_ = state.number();
    state.vector(parameters_);
    std::vector<double> best(network_.parameters);
    state.vector(best);
    settle(evaluate(network_, samples_, parameters_.data()));
    previous_squares_ = previous;
    best_ = std::move(best);
    best_squares_ = evaluate(network_, samples_, best_.data()).squares();
  }

  const Network& network_;
  const Samples<double>& samples_;
  const TrainingOptions& options_;
  const Control& control_;
  const Observer& observer_;
  const Stopwatch stopwatch_;
  std::vector<double> parameters_, best_;
  const bool underdetermined_;  // fewer residuals than parameters
  double target_squares_ = 0;   // Σ y²
  double width_ = 0;            // over which share of the pre-activations' size kinks are rounded off
  std::vector<double> widths_;  // the same in units of each layer's pre-activations
  Linearisation point_;         // where steps start from
  double value_ = 0;            // Σ e² there
  Matrix factor_;
  std::optional<Equations> equations_;
  TrainingResult result_;
  double squares_ = HUGE_VAL, previous_squares_ = HUGE_VAL, best_squares_ = HUGE_VAL, mark_ = 0, damping_ = 0, growth_ = 2;
  std::int64_t epoch_ = 0, kicks_ = 0;
  int steps_since_mark_ = 0;
  bool fresh_ = false;  // equations_ belong to parameters_
  bool small_ = true;   // the last step gained little, or there was none
};

}  // namespace

TrainingResult train_levenberg_marquardt(const Network& network, const Samples<double>& samples, const Observer& observer,
                                         const std::vector<double>& start, const std::vector<double>& resume,
                                         const TrainingOptions& options, const Control& control) {
  return Run(network, samples, observer, start, resume, options, control).go();
}

}  // namespace kinkless
