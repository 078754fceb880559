#include "core/train/lbfgs.h"

#include <cmath>

#include "core/network/step.h"
#include "core/numeric/rounding.h"
#include "core/numeric/vectors.h"
#include "core/train/inverse_hessian.h"
#include "core/train/kick.h"
#include "core/train/line_search.h"
#include "core/train/stopwatch.h"
#include "core/train/training_state.h"

namespace kinkless {

namespace {

// A stall: over this many steps the loss fell by less than this share. Steps that slide along kinks creep by parts in ten thousand.
constexpr std::int64_t kStallSteps = 50;
constexpr double kStallShare = 0.01;
// Near zero loss a step gains a third on average, at its rounding error nothing.
constexpr double kPolished = 0.9;

class Run {
 public:
  Run(const Network& network, const Samples<double>& samples, const Observer& observer, const std::vector<double>& start,
      const std::vector<double>& resume, const TrainingOptions& options, const Control& control)
      : network_(network),
        observer_(observer),
        options_(options),
        control_(control),
        step_(network, samples),
        stopwatch_(options.seconds),
        scale_(1 / (2 * static_cast<double>(samples.count))),
        hessian_(static_cast<std::size_t>(options.memory)),
        weights_(start),
        gradient_(network.parameters),
        trial_(network.parameters),
        trial_gradient_(network.parameters),
        best_(start) {
    std::size_t terms = network.depth();
    for (const Layer& layer : network.layers) terms += static_cast<std::size_t>(layer.columns());
    rounding_ = gamma(terms, kUnitRoundoff64);
    for (const double y : samples.targets) target_loss_ += y * y * scale_;
    if (resume.empty()) {
      loss_ = evaluate(weights_, gradient_);
      best_loss_ = previous_loss_ = mark_ = loss_;
    } else {
      restore(resume);
    }
  }

  TrainingResult go() {
    for (;; ++epoch_) {
      const bool last = epoch_ == options_.epochs;
      if (epoch_ == options_.pause && !last) return stop(Stop::paused);
      control_.progress(epoch_, loss_);
      if (control_.aborted()) return std::move(result_);
      const bool late = stopwatch_.over(), record = observer_.due(epoch_) || last;
      if (!std::isfinite(loss_)) return finish(Stop::diverged, false);
      if (record || stuck_ || observer_.worth_a_look(epoch_)) {
        const Observer::View view = look(weights_, record, true);
        if (!view.finite) return stop(Stop::diverged);
        // On a kink the gradient of one side says nothing.
        if (options_.stop_at_gradient && view.gradient_at_rounding_level && !polishing() && (options_.kick == 0 || !view.on_kink))
          return finish(Stop::gradient, record);
      }
      if (loss_ <= options_.loss_floor) return finish(Stop::loss, record);
      if (observer_.mce_due(epoch_) && observer_.classifies(weights_)) return finish(Stop::mce, record);
      if (last) return finish(Stop::epochs, true);
      if (late) return finish(Stop::time, record);
      if (stuck_ && options_.kick == 0) return finish(Stop::stalled, record);
      if (stuck_ || creeps()) kick();
      if (!iterate()) return std::move(result_);
    }
  }

 private:
  double evaluate(const std::vector<double>& weights, std::vector<double>& gradient) {
    return step_.run(weights.data(), gradient.data(), control_).squares * scale_;
  }

  // The error of a residual is one of v and y, which are alike near zero loss.
  double noise() const { return rounding_ * (loss_ + std::sqrt(loss_ * target_loss_)); }

  // At the rounding level of the gradient steps may still gain: go on while they do.
  bool polishing() const { return loss_ < kPolished * previous_loss_; }

  // One step, along the gradient where the approximation of the Hessian leads nowhere. False when aborted.
  bool iterate() {
    if (!advance() && !hessian_.empty()) {
      hessian_.clear();
      advance();
    }
    return !control_.aborted();
  }

  // False where no step was found.
  bool advance() {
    std::vector<double> direction = hessian_.apply(gradient_);
    for (double& value : direction) value = -value;
    const double slope = dot(direction, gradient_);
    if (!(slope < 0)) return fail();
    // Down the gradient: a parabola that starts with this slope and falls to zero has its minimum twice as far.
    const double first = hessian_.empty() ? loss_ / -slope : 1;
    const std::function<LinePoint(double)> at = [&](double length) {
      trial_ = weights_;
      add_multiple(length, direction, trial_);
      const double loss = evaluate(trial_, trial_gradient_);
      return LinePoint{length, control_.aborted() ? HUGE_VAL : loss, dot(direction, trial_gradient_)};
    };
    const LineResult found = search_line({0, loss_, slope}, first, noise(), at);
    if (control_.aborted()) return false;
    if (!(found.point.step > 0)) return fail();
    if (!found.last) at(found.point.step);
    for (std::size_t p = 0; p < weights_.size(); ++p) direction[p] = trial_[p] - weights_[p];
    std::vector<double> change = trial_gradient_;
    add_multiple(-1, gradient_, change);
    hessian_.add(std::move(direction), std::move(change));
    std::swap(weights_, trial_);
    std::swap(gradient_, trial_gradient_);
    // Within its rounding error the loss may rise, but not for ever.
    idle_ = found.point.value < loss_ ? 0 : idle_ + 1;
    previous_loss_ = loss_;
    loss_ = found.point.value;
    length_ = found.point.step;
    stuck_ = idle_ >= kMostIdle;
    if (loss_ < best_loss_) {
      best_loss_ = loss_;
      best_ = weights_;
    }
    return true;
  }

  bool fail() {
    stuck_ = hessian_.empty();
    previous_loss_ = loss_;
    return false;
  }

  // Whether the loss has hardly fallen for long.
  bool creeps() {
    if (++steps_since_mark_ < kStallSteps) return false;
    const bool stalled = loss_ > (1 - kStallShare) * mark_;
    steps_since_mark_ = 0;
    mark_ = loss_;
    return stalled && options_.kick > 0;
  }

  void kick() {
    ++kicks_;
    weights_ = kicked(network_, best_, options_.kick, options_.seed, kicks_);
    loss_ = previous_loss_ = mark_ = evaluate(weights_, gradient_);
    hessian_.clear();
    stuck_ = false;
    idle_ = steps_since_mark_ = 0;
  }

  Observer::View look(const std::vector<double>& weights, bool record, bool judge) {
    result_.parameters = weights;
    const Observer::View view = observer_.look(result_.parameters, epoch_, length_, kicks_, record, judge, result_);
    result_.loss = view.loss;
    return view;
  }

  TrainingResult finish(Stop stopped, bool recorded) {
    // A point that settled, or that classifies well, is what was looked for; without one, the best point met is the result.
    const bool worse = stopped != Stop::gradient && stopped != Stop::mce && best_loss_ < loss_;
    TrainingResult ended = stop(stopped);
    if (!worse && recorded) return ended;
    result_ = std::move(ended);
    if (!look(worse ? best_ : weights_, true, false).finite) result_.stopped = Stop::diverged;
    return std::move(result_);
  }

  TrainingResult stop(Stop stopped) {
    result_.parameters = weights_;
    result_.stopped = stopped;
    result_.epochs = epoch_;
    StateWriter state(network_.parameters, options_);
    for (const double value :
         {static_cast<double>(epoch_), length_, static_cast<double>(kicks_), static_cast<double>(steps_since_mark_),
          static_cast<double>(idle_), static_cast<double>(hessian_.pairs().size()), stuck_ ? 1.0 : 0.0, mark_, best_loss_, previous_loss_})
      state.number(value);
    state.vector(weights_);
    state.vector(best_);
    for (const InverseHessian::Pair& pair : hessian_.pairs()) {
      state.vector(pair.step);
      state.vector(pair.change);
    }
    if (!state.finite()) result_.stopped = Stop::diverged;
    result_.state = state.take();
    return std::move(result_);
  }

  void restore(const std::vector<double>& resume) {
    StateReader state(network_.parameters, resume);
    epoch_ = state.integer();
    length_ = state.number();
    kicks_ = state.integer();
    steps_since_mark_ = state.integer();
    idle_ = state.integer();
    const std::int64_t pairs = std::min(state.integer(), options_.memory);
    stuck_ = state.number() != 0;
    mark_ = state.number();
    best_loss_ = state.number();
    previous_loss_ = state.number();
    state.vector(weights_);
    state.vector(best_);
    for (std::int64_t k = 0; k < pairs; ++k) {
      std::vector<double> step(network_.parameters), change(network_.parameters);
      state.vector(step);
      state.vector(change);
      hessian_.add(std::move(step), std::move(change));
    }
    loss_ = evaluate(weights_, gradient_);
  }

  // Steps in a row that may raise the loss within its rounding error.
  static constexpr std::int64_t kMostIdle = 3;

  const Network& network_;
  const Observer& observer_;
  const TrainingOptions& options_;
  const Control& control_;
  Step<double> step_;
  const Stopwatch stopwatch_;
  const double scale_;
  InverseHessian hessian_;
  std::vector<double> weights_, gradient_, trial_, trial_gradient_, best_;
  TrainingResult result_;
  double rounding_ = 0, target_loss_ = 0;
  double loss_ = 0, previous_loss_ = 0, best_loss_ = 0, mark_ = 0, length_ = 0;
  std::int64_t epoch_ = 0, kicks_ = 0, steps_since_mark_ = 0, idle_ = 0;
  bool stuck_ = false;  // no step lowers the loss
};

}  // namespace

TrainingResult train_lbfgs(const Network& network, const Samples<double>& samples, const Observer& observer,
                           const std::vector<double>& start, const std::vector<double>& resume, const TrainingOptions& options,
                           const Control& control) {
  return Run(network, samples, observer, start, resume, options, control).go();
}

}  // namespace kinkless
