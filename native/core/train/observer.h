// Looks at a point during training: writes history rows and tells when the gradient has reached its rounding level.
#pragma once

#include "core/network/linearisation.h"
#include "core/network/samples.h"
#include "core/runtime/control.h"
#include "core/train/training.h"

namespace kinkless {

class Observer {
 public:
  // `unit` is the unit roundoff of the arithmetic that trains; `validation` may have no samples.
  Observer(const Network& network, const Samples<double>& samples, const Samples<double>& validation, const TrainingOptions& options,
           double unit, const Control& control);

  struct View {
    double loss;
    double gradient_norm;
    bool gradient_at_rounding_level;  // false where not asked for
    bool on_kink;                     // some pre-activation that carries a kink is zero to rounding; false where not asked for
    bool finite;                      // all numbers of the row are
  };
  // Evaluates the point; appends a history row where `record` is set, and bounds rounding errors, which costs three times as much, where
  // `judge` is. Cut short, with numbers that mean nothing, when the run is aborted.
  View look(const std::vector<double>& parameters, std::int64_t epoch, double learning_rate, std::int64_t kicks, bool record, bool judge,
            TrainingResult& result) const;

  // Whether epoch's point belongs into the history, or at least deserves a look for the stop rule.
  bool due(std::int64_t epoch) const { return epoch % options_.history_every == 0; }
  bool worth_a_look(std::int64_t epoch) const { return options_.stop_at_gradient && epoch % kLookEvery == 0; }

  // Whether so few samples are misclassified that training ends, and whether to look at that: never at the start.
  bool classifies(const std::vector<double>& parameters) const;
  bool mce_due(std::int64_t epoch) const {
    return options_.mce_floor >= 0 && epoch > 0 && (epoch % options_.mce_every == 0 || epoch == options_.epochs);
  }

 private:
  struct Sums;
  struct Outputs {
    double squares = 0;
    double wrong = 0;  // misclassified samples; −1 where targets are not ±1
  };

  // Calls `part(samples, first)` for parts small enough to see an abort between them.
  template <class Part>
  void in_parts(const Samples<double>& samples, Part part) const;
  Outputs evaluate_outputs(const Samples<double>& samples, const std::vector<double>& parameters) const;
  void add(const Samples<double>& part, std::size_t first, const std::vector<double>& parameters, Sums& sums) const;
  void add_bounded(const Samples<double>& part, std::size_t first, const std::vector<double>& parameters, Sums& sums) const;
  void add_values(const Samples<double>& part, std::size_t first, const Linearisation& point, Sums& sums) const;

  // A look costs some three epochs: every hundredth keeps it under 3 %.
  static constexpr std::int64_t kLookEvery = 100;

  const Network& network_;
  const Samples<double>& samples_;
  const Samples<double>& validation_;
  const TrainingOptions& options_;
  double unit_;
  const Control& control_;
  std::size_t part_;  // samples looked at between two looks at the abort flag
};

}  // namespace kinkless
