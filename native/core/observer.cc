#include "observer.h"

#include <algorithm>
#include <cmath>

#include "linearisation.h"
#include "misclassified.h"
#include "stationarity.h"

namespace kinkless {

namespace {

// A share of the samples; −1 stays −1.
double share_of(double count, std::size_t samples) { return count < 0 ? -1 : count / static_cast<double>(samples); }

}  // namespace

Observer::Observer(const Network& network, const Samples<double>& samples, const Samples<double>& validation,
                   const TrainingOptions& options, double unit)
    : network_(network), samples_(samples), validation_(validation), options_(options), unit_(unit) {}

Observer::View Observer::look(const std::vector<double>& parameters, std::int64_t epoch, double learning_rate, std::int64_t kicks,
                              bool record, TrainingResult& result) const {
  LinearisationErrors errors;
  Linearisation point = evaluate_bounded(network_, samples_, parameters.data(), unit_, errors);
  add_signals(network_, parameters.data(), point, unit_, &errors);
  const BoundedVector slope = gradient(network_, point, errors, unit_);
  View view{point.squares() / (2 * static_cast<double>(samples_.count)), 0, true, false};
  for (std::size_t p = 0; p < slope.value.size(); ++p) {
    view.gradient_norm += slope.value[p] * slope.value[p];
    view.gradient_at_rounding_level = view.gradient_at_rounding_level && std::fabs(slope.value[p]) <= slope.bound[p];
  }
  view.gradient_norm = std::sqrt(view.gradient_norm);
  const Kinks kinks = find_kinks(network_, point, errors, carries_kink(network_, samples_, point));
  view.on_kink = !kinks.on_kink.empty();
  if (!record) return view;
  double validation_loss = -1, validation_mce = -1;
  if (validation_.count > 0) {
    const Linearisation held_out = evaluate(network_, validation_, parameters.data());
    validation_loss = held_out.squares() / (2 * static_cast<double>(validation_.count));
    validation_mce = share_of(misclassified(validation_, held_out), validation_.count);
  }
  const double row[kHistoryFixed] = {static_cast<double>(epoch),
                                     view.loss,
                                     share_of(misclassified(samples_, point), samples_.count),
                                     view.gradient_norm,
                                     kinks.carrying > 0 ? kinks.min_abs : -1,
                                     learning_rate,
                                     static_cast<double>(kicks),
                                     validation_loss,
                                     validation_mce};
  result.history.insert(result.history.end(), row, row + kHistoryFixed);
  for (const Kink& trace : options_.traces) result.history.push_back(point.pre_activations[trace.layer - 1](trace.sample, trace.unit));
  return view;
}

}  // namespace kinkless
