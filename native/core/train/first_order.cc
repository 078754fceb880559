#include "core/train/first_order.h"

#include <algorithm>
#include <cmath>

#include "core/kernels/kernels.h"
#include "core/network/step.h"
#include "core/train/batches.h"
#include "core/train/schedule.h"
#include "core/train/stopwatch.h"
#include "core/train/training_state.h"

namespace kinkless {

namespace {

template <class T>
class Run {
 public:
  Run(const Network& network, const Samples<T>& samples, const Observer& observer, const std::vector<double>& start,
      const std::vector<double>& resume, const TrainingOptions& options, const Control& control)
      : network_(network),
        observer_(observer),
        options_(options),
        control_(control),
        batches_(network, samples, options),
        step_(network, batches_.current()),
        stopwatch_(options.seconds),
        scale_(1 / (2 * static_cast<double>(samples.count))),
        rate_(options.learning_rate),
        weights_(network.parameters),
        gradient_(network.parameters),
        first_moment_(options.optimizer == TrainingOptions::Optimizer::gradient_descent ? 0 : network.parameters),
        second_moment_(options.optimizer == TrainingOptions::Optimizer::adam ? network.parameters : 0) {
    result_.parameters = start;
    std::transform(start.begin(), start.end(), weights_.begin(), [](double value) { return static_cast<T>(value); });
    if (!resume.empty()) restore(resume);
  }

  TrainingResult go() {
    for (;; ++epoch_) {
      const bool last = epoch_ == options_.epochs;
      if (epoch_ == options_.pause && !last) return stop(Stop::paused);
      const bool late = stopwatch_.over(), record = observer_.due(epoch_) || last;
      const bool judge = observer_.worth_a_look(epoch_) || (options_.stop_at_gradient && (near_floor_ || last));
      if (record || judge || near_floor_) {
        const Observer::View view = look(record, judge);
        if (!view.finite) return stop(Stop::diverged);
        if (options_.stop_at_gradient && view.gradient_at_rounding_level) return finish(Stop::gradient, record);
        if (view.loss <= options_.loss_floor) return finish(Stop::loss, record);
      }
      if (observer_.mce_due(epoch_) && observer_.classifies({weights_.begin(), weights_.end()})) return finish(Stop::mce, record);
      if (last) return finish(Stop::epochs, true);
      if (late) return finish(Stop::time, record);
      if (!run_epoch(record)) return std::move(result_);
    }
  }

 private:
  // All steps of an epoch. False when the run has ended.
  bool run_epoch(bool recorded) {
    double squares = 0;
    for (std::int64_t step = 0; step < batches_.steps(); ++step) {
      if (batches_.select(epoch_, step)) step_.load();
      const typename Step<T>::Result done = step_.run(weights_.data(), gradient_.data(), control_);
      if (!done.completed) return false;
      squares += done.squares;
      if (!std::isfinite(squares)) {
        finish(Stop::diverged, recorded);
        return false;
      }
      if (batches_.steps() == 1 && squares * scale_ <= options_.loss_floor && options_.noise.kind == Noise::Kind::none) {
        finish(Stop::loss, recorded);
        return false;
      }
      update();
    }
    control_.progress(epoch_, squares * scale_);
    // The weights moved between the batches, so this sum only says that a look at the true loss is worth while.
    near_floor_ = squares * scale_ <= options_.loss_floor;
    rate_ = next_rate(options_.schedule, options_.learning_rate, rate_, epoch_);
    return true;
  }

  void update() {
    switch (options_.optimizer) {
      case TrainingOptions::Optimizer::adam: {
        power1_ *= options_.beta1;
        power2_ *= options_.beta2;
        const AdamStep step{rate_, options_.beta1, options_.beta2, options_.epsilon, 1 - power1_, 1 - power2_};
        kernels<T>(kernel_level())
            .adam(network_.parameters, step, gradient_.data(), first_moment_.data(), second_moment_.data(), weights_.data());
        return;
      }
      case TrainingOptions::Optimizer::momentum:
      case TrainingOptions::Optimizer::sgd: {
        const T rate = static_cast<T>(rate_), keep = static_cast<T>(options_.momentum);
        for (std::size_t p = 0; p < weights_.size(); ++p) {
          first_moment_[p] = keep * first_moment_[p] + gradient_[p];
          weights_[p] -= rate * (options_.nesterov ? gradient_[p] + keep * first_moment_[p] : first_moment_[p]);
        }
        return;
      }
      default: {
        const T rate = static_cast<T>(rate_);
        for (std::size_t p = 0; p < weights_.size(); ++p) weights_[p] -= rate * gradient_[p];
      }
    }
  }

  Observer::View look(bool record, bool judge) {
    result_.parameters.assign(weights_.begin(), weights_.end());
    const Observer::View view = observer_.look(result_.parameters, epoch_, rate_, 0, record, judge, result_);
    result_.loss = view.loss;
    return view;
  }

  TrainingResult finish(Stop stopped, bool recorded) { return stop(recorded || look(true, false).finite ? stopped : Stop::diverged); }

  TrainingResult stop(Stop stopped) {
    result_.parameters.assign(weights_.begin(), weights_.end());
    result_.epochs = epoch_;
    StateWriter state(network_.parameters, options_);
    for (const double value : {static_cast<double>(epoch_), rate_, power1_, power2_, near_floor_ ? 1.0 : 0.0}) state.number(value);
    state.vector(weights_);
    state.vector(first_moment_);
    state.vector(second_moment_);
    // The last update may have gone too far, and nobody has looked at the loss since.
    result_.stopped = state.finite() ? stopped : Stop::diverged;
    result_.state = state.take();
    return result_;
  }

  void restore(const std::vector<double>& resume) {
    StateReader state(network_.parameters, resume);
    epoch_ = state.integer();
    rate_ = state.number();
    power1_ = state.number();
    power2_ = state.number();
    near_floor_ = state.number() != 0;
    state.vector(weights_);
    state.vector(first_moment_);
    state.vector(second_moment_);
  }

  const Network& network_;
  const Observer& observer_;
  const TrainingOptions& options_;
  const Control& control_;
  Batches<T> batches_;
  Step<T> step_;
  const Stopwatch stopwatch_;
  const double scale_;
  std::int64_t epoch_ = 0;
  double rate_, power1_ = 1, power2_ = 1;
  bool near_floor_ = false;
  std::vector<T> weights_, gradient_, first_moment_, second_moment_;
  TrainingResult result_;
};

}  // namespace

template <class T>
TrainingResult train_first_order(const Network& network, const Samples<T>& samples, const Observer& observer,
                                 const std::vector<double>& start, const std::vector<double>& resume, const TrainingOptions& options,
                                 const Control& control) {
  return Run<T>(network, samples, observer, start, resume, options, control).go();
}

template TrainingResult train_first_order<double>(const Network&, const Samples<double>&, const Observer&, const std::vector<double>&,
                                                  const std::vector<double>&, const TrainingOptions&, const Control&);
template TrainingResult train_first_order<float>(const Network&, const Samples<float>&, const Observer&, const std::vector<double>&,
                                                 const std::vector<double>&, const TrainingOptions&, const Control&);

}  // namespace kinkless
