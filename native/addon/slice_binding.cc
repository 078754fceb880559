#include "addon/slice_binding.h"

#include <cmath>

#include "addon/job.h"
#include "addon/problem.h"
#include "core/kinks/kinks.h"
#include "core/kinks/line_kinks.h"
#include "core/landscape/slice.h"
#include "core/numeric/rounding.h"

namespace {

kinkless::Samples<double> samples_of(const Problem& problem) {
  return kinkless::make_samples<double>(problem.network, problem.samples, problem.inputs.data(), problem.targets.data(),
                                        problem.masks_or_null());
}

std::vector<double> copy(const ArrayArgument<double>& array) { return {array.data, array.data + array.length}; }

class PreActivationsJob : public Job {
 public:
  PreActivationsJob(const Napi::CallbackInfo& call, Problem problem)
      : Job(call[5].As<Napi::Function>(), call[1]), problem_(std::move(problem)) {
    if (!ready()) return;
    deliver_to(call[2], &values_);
    deliver_to(call[3], &bounds_);
    deliver_to(call[4], &carries_);
  }

 private:
  int run(const kinkless::Control&) override {
    const auto samples = samples_of(problem_);
    kinkless::LinearisationErrors errors;
    const auto point = kinkless::evaluate_bounded(problem_.network, samples, problem_.parameters.data(), kinkless::kUnitRoundoff64, errors);
    for (const auto& carries : kinkless::carries_kink(problem_.network, samples, point))
      carries_.insert(carries_.end(), carries.begin(), carries.end());
    for (std::size_t l = 0; l + 1 < problem_.network.depth(); ++l) {
      const auto &u = point.pre_activations[l].data, &bound = errors.pre_activations[l].data;
      values_.insert(values_.end(), u.begin(), u.end());
      bounds_.insert(bounds_.end(), bound.begin(), bound.end());
    }
    return kDone;
  }

  const Problem problem_;
  std::vector<double> values_, bounds_, carries_;
};

int pre_activations(const Napi::CallbackInfo& call) {
  ArrayArgument<double> out;
  if (call.Length() != 6 || !call[5].IsFunction()) return kRefused;
  std::optional<Problem> problem = read_problem(call[0], true, false);
  if (!to_array(call[2], out) || !to_array(call[3], out) || !to_array(call[4], out)) return kRefused;
  if (!problem || problem->network.depth() < 2) return kRefused;
  return launch(new PreActivationsJob(call, std::move(*problem)));
}

class SliceLossesJob : public Job {
 public:
  SliceLossesJob(const Napi::CallbackInfo& call, Problem problem, std::vector<double> directions, std::vector<double> points)
      : Job(call[5].As<Napi::Function>(), call[3]),
        problem_(std::move(problem)),
        directions_(std::move(directions)),
        points_(std::move(points)) {
    if (ready()) deliver_to(call[4], &losses_);
  }

 private:
  int run(const kinkless::Control& control) override {
    const bool done =
        kinkless::slice_losses(problem_.network, samples_of(problem_), problem_.parameters, directions_, points_, control, losses_);
    return done ? kDone : kAborted;
  }

  const Problem problem_;
  const std::vector<double> directions_, points_;
  std::vector<double> losses_;
};

int slice_losses(const Napi::CallbackInfo& call) {
  ArrayArgument<double> directions, points, out;
  if (call.Length() != 6 || !call[5].IsFunction()) return kRefused;
  std::optional<Problem> problem = read_problem(call[0], true, false);
  if (!to_array(call[4], out) || !to_array(call[1], directions) || !to_array(call[2], points)) return kRefused;
  if (!problem || directions.length == 0 || directions.length % problem->network.parameters != 0) return kRefused;
  if (points.length % (directions.length / problem->network.parameters) != 0) return kRefused;
  return launch(new SliceLossesJob(call, std::move(*problem), copy(directions), copy(points)));
}

class LineKinksJob : public Job {
 public:
  LineKinksJob(const Napi::CallbackInfo& call, Problem problem, std::vector<double> direction, double from, double to, std::size_t room)
      : Job(call[7].As<Napi::Function>(), call[4]),
        problem_(std::move(problem)),
        direction_(std::move(direction)),
        from_(from),
        to_(to),
        room_(room) {
    if (!ready()) return;
    deliver_to(call[5], &count_);
    deliver_to(call[6], &found_);
  }

 private:
  int run(const kinkless::Control& control) override {
    std::vector<kinkless::LineKink> kinks;
    if (!kinkless::line_kinks(problem_.network, samples_of(problem_), problem_.parameters.data(), direction_.data(), from_, to_, control,
                              kinks))
      return kAborted;
    count_ = {static_cast<double>(kinks.size())};
    for (const kinkless::LineKink& found : kinks) {
      if (found_.size() + 4 > room_) break;
      const auto& [layer, unit, sample] = found.kink;
      found_.insert(found_.end(), {found.at, static_cast<double>(layer), static_cast<double>(unit), static_cast<double>(sample)});
    }
    return kDone;
  }

  const Problem problem_;
  const std::vector<double> direction_;
  const double from_, to_;
  const std::size_t room_;
  std::vector<double> count_, found_;
};

int line_kinks(const Napi::CallbackInfo& call) {
  ArrayArgument<double> direction, count, found;
  if (call.Length() != 8 || !call[7].IsFunction() || !call[2].IsNumber() || !call[3].IsNumber()) return kRefused;
  const double from = call[2].As<Napi::Number>().DoubleValue(), to = call[3].As<Napi::Number>().DoubleValue();
  std::optional<Problem> problem = read_problem(call[0], true, false);
  if (!to_array(call[1], direction) || !to_array(call[5], count) || !to_array(call[6], found)) return kRefused;
  if (!problem || direction.length != problem->network.parameters || !(from < to) || !std::isfinite(to - from)) return kRefused;
  return launch(new LineKinksJob(call, std::move(*problem), copy(direction), from, to, found.length));
}

}  // namespace

void define_slice(Napi::Env env, Napi::Object exports) {
  exports.Set("preActivations", Napi::Function::New(env, with_status<pre_activations>, "preActivations"));
  exports.Set("sliceLosses", Napi::Function::New(env, with_status<slice_losses>, "sliceLosses"));
  exports.Set("lineKinks", Napi::Function::New(env, with_status<line_kinks>, "lineKinks"));
}
