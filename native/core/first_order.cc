#include "first_order.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "elementwise.h"
#include "observer.h"
#include "rounding.h"
#include "step.h"

namespace kinkless {

namespace {

template <class T>
void descend(double rate, const std::vector<T>& gradient, std::vector<T>& weights) {
  const T step = static_cast<T>(rate);
  for (std::size_t p = 0; p < weights.size(); ++p) weights[p] -= step * gradient[p];
}

}  // namespace

template <class T>
TrainingResult train_first_order(const Network& network, const Samples<T>& samples, const Samples<double>& exact,
                                 const std::vector<double>& start, const TrainingOptions& options, const Control& control) {
  constexpr double unit = std::is_same_v<T, double> ? kUnitRoundoff64 : kUnitRoundoff32;
  const Observer observer(network, exact, options, unit);
  const bool adaptive = options.optimizer == TrainingOptions::Optimizer::adam;
  Step<T> step(network, samples);
  std::vector<T> weights(network.parameters), gradient(network.parameters);
  std::vector<T> m(adaptive ? network.parameters : 0), v(m.size());
  transpose_layers(network, start.data(), weights.data(), true);
  TrainingResult result;
  result.parameters.resize(network.parameters);
  double rate = options.learning_rate, power1 = 1, power2 = 1;
  const double scale = 1 / (2 * static_cast<double>(samples.count));

  const auto look = [&](std::int64_t epoch, bool record) {
    transpose_layers(network, weights.data(), result.parameters.data(), false);
    const Observer::View view = observer.look(result.parameters, epoch, rate, 0, record, result);
    result.loss = view.loss;
    return view;
  };
  const auto finish = [&](Stop stopped, std::int64_t epoch, bool recorded) {
    if (!recorded) look(epoch, true);
    result.stopped = std::isfinite(result.loss) ? stopped : Stop::diverged;
    result.epochs = epoch;
    return result;
  };

  for (std::int64_t epoch = 0;; ++epoch) {
    const bool record = observer.due(epoch), last = epoch == options.epochs;
    if (record || last || observer.worth_a_look(epoch)) {
      const Observer::View view = look(epoch, record || last);
      if (options.stop_at_gradient && view.gradient_at_rounding_level) return finish(Stop::gradient, epoch, record || last);
    }
    if (last) return finish(Stop::epochs, epoch, true);
    const typename Step<T>::Result done = step.run(weights.data(), gradient.data(), control);
    if (!done.completed) return result;
    if (!std::isfinite(done.squares)) return finish(Stop::diverged, epoch, record);
    if (done.squares * scale <= options.loss_floor) return finish(Stop::loss, epoch, record);
    control.progress(epoch, done.squares * scale);
    if (adaptive) {
      power1 *= options.beta1;
      power2 *= options.beta2;
      const AdamStep update{rate, options.beta1, options.beta2, options.epsilon, 1 - power1, 1 - power2};
      adam(static_cast<int>(network.parameters), update, gradient.data(), m.data(), v.data(), weights.data());
    } else {
      descend(rate, gradient, weights);
    }
    if (epoch >= options.schedule.from) rate = std::max(options.schedule.minimum, rate * options.schedule.factor);
  }
}

template TrainingResult train_first_order<double>(const Network&, const Samples<double>&, const Samples<double>&,
                                                  const std::vector<double>&, const TrainingOptions&, const Control&);
template TrainingResult train_first_order<float>(const Network&, const Samples<float>&, const Samples<double>&, const std::vector<double>&,
                                                 const TrainingOptions&, const Control&);

}  // namespace kinkless
