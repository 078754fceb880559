#include "addon/curvature_binding.h"

#include <cmath>
#include <functional>

#include "addon/job.h"
#include "addon/problem.h"
#include "core/curvature/curvature.h"
#include "core/curvature/hessian.h"
#include "core/numeric/rounding.h"
#include "core/spectrum/extreme_eigenvalues.h"
#include "core/spectrum/spectral_density.h"
#include "core/spectrum/trace_estimate.h"

namespace {

using kinkless::Curvature;

// Everything here works on one point and fills up to two arrays.
class PointJob : public Job {
 public:
  struct Output {
    kinkless::AlignedVector<double> numbers, vectors;
  };
  using Work = std::function<int(const Problem&, const kinkless::Samples<double>&, const kinkless::Control&, Output&)>;

  PointJob(const Napi::Function& done, const Napi::Value& control, Problem problem, Work work)
      : Job(done, control), problem_(std::move(problem)), work_(std::move(work)) {}

  void numbers_to(const Napi::Value& array) { deliver_to(array, &output_.numbers); }
  void vectors_to(const Napi::Value& array) { deliver_to(array, &output_.vectors); }

 private:
  int run(const kinkless::Control& control) override {
    const auto samples = kinkless::make_samples<double>(problem_.network, problem_.samples, problem_.inputs.data(), problem_.targets.data(),
                                                        problem_.masks_or_null());
    return work_(problem_, samples, control, output_);
  }

  const Problem problem_;
  const Work work_;
  Output output_;
};

std::optional<Curvature::Kind> read_kind(const Napi::Value& value) {
  std::uint32_t kind = 0;
  if (!to_uint32(value, kind) || kind > 2) return std::nullopt;
  return static_cast<Curvature::Kind>(kind);
}

std::size_t size_of(const Problem& problem, Curvature::Kind kind) {
  return kind == Curvature::Kind::tangent_kernel ? problem.samples * static_cast<std::size_t>(problem.network.outputs())
                                                 : problem.network.parameters;
}

// `count` numbers, each an integer from 0 to 2^32 − 1 but for the last ones, which are any finite ones.
std::optional<std::vector<double>> read_numbers(const Napi::Value& value, std::size_t integers, std::size_t reals) {
  ArrayArgument<double> array;
  if (!to_array(value, array) || array.length != integers + reals) return std::nullopt;
  const std::vector<double> numbers(array.data, array.data + array.length);
  for (std::size_t k = 0; k < numbers.size(); ++k) {
    if (!std::isfinite(numbers[k])) return std::nullopt;
    if (k < integers && (numbers[k] < 0 || numbers[k] > 4294967295.0 || numbers[k] != std::floor(numbers[k]))) return std::nullopt;
  }
  return numbers;
}

std::uint64_t read_seed(double low, double high) { return static_cast<std::uint64_t>(high) << 32 | static_cast<std::uint64_t>(low); }

std::size_t natural(double value) { return static_cast<std::size_t>(value); }

// Calls `work` with the operator.
template <class F>
PointJob::Work with_operator(Curvature::Kind kind, F work) {
  return [kind, work](const Problem& problem, const kinkless::Samples<double>& samples, const kinkless::Control& control,
                      PointJob::Output& output) {
    Curvature curvature(problem.network, samples, problem.parameters, kind, control);
    if (control.aborted()) return kAborted;
    const kinkless::SymmetricOperator matrix{curvature.size(),
                                             [&curvature](const double* x, double* y) { return curvature.multiply(x, y); }};
    return work(matrix, control, output);
  };
}

// multiplyCurvature(problem, kind, vectors, control, out, done): one product for each row of `vectors`.
int multiply_curvature(const Napi::CallbackInfo& call) {
  if (call.Length() != 6 || !call[5].IsFunction()) return kRefused;
  std::optional<Problem> problem = read_problem(call[0], true, false);
  const auto kind = read_kind(call[1]);
  ArrayArgument<double> given, out;
  if (!problem || !kind || !to_array(call[2], given) || !to_array(call[4], out)) return kRefused;
  if (given.length % size_of(*problem, *kind) != 0 || out.length != given.length) return kRefused;
  const std::vector<double> vectors(given.data, given.data + given.length);
  auto* job = new PointJob(call[5].As<Napi::Function>(), call[3], std::move(*problem),
                           with_operator(*kind, [vectors](const kinkless::SymmetricOperator& matrix, const kinkless::Control& control,
                                                          PointJob::Output& output) {
                             output.numbers.resize(vectors.size());
                             for (std::size_t first = 0; first < vectors.size(); first += matrix.size) {
                               control.progress(static_cast<std::int64_t>(first / matrix.size), 0);
                               if (!matrix.multiply(vectors.data() + first, output.numbers.data() + first)) return kAborted;
                             }
                             return kDone;
                           }));
  job->numbers_to(call[4]);
  return launch(job);
}

// denseHessian(problem, [row layer, column layer, Gauss–Newton part only], control, out, done): layers from 1, both 0 for all of them.
int dense_hessian(const Napi::CallbackInfo& call) {
  if (call.Length() != 5 || !call[4].IsFunction()) return kRefused;
  std::optional<Problem> problem = read_problem(call[0], true, false);
  const auto options = read_numbers(call[1], 3, 0);
  ArrayArgument<double> out;
  if (!problem || !options || !to_array(call[3], out)) return kRefused;
  const std::size_t row = natural((*options)[0]), column = natural((*options)[1]), depth = problem->network.depth();
  if (row > depth || column > depth || (row == 0) != (column == 0)) return kRefused;
  const auto part = (*options)[2] == 0 ? kinkless::HessianPart::all : kinkless::HessianPart::gauss_newton;
  auto* job =
      new PointJob(call[4].As<Napi::Function>(), call[2], std::move(*problem),
                   [row, column, part](const Problem& at, const kinkless::Samples<double>& samples, const kinkless::Control& control,
                                       PointJob::Output& output) {
                     kinkless::LinearisationErrors errors;
                     kinkless::Linearisation point =
                         kinkless::evaluate_bounded(at.network, samples, at.parameters.data(), kinkless::kUnitRoundoff64, errors);
                     kinkless::add_signals(at.network, at.parameters.data(), point, kinkless::kUnitRoundoff64, &errors);
                     const kinkless::KhatriRao j = kinkless::jacobian(at.network, point, errors);
                     kinkless::Matrix hessian =
                         row == 0 ? kinkless::dense_hessian(at.network, at.parameters.data(), point, j, part, control)
                                  : kinkless::hessian_block(at.network, at.parameters.data(), point, j, row - 1, column - 1, part, control);
                     if (hessian.rows == 0) return kAborted;
                     output.numbers = std::move(hessian.data);
                     return kDone;
                   });
  job->numbers_to(call[3]);
  return launch(job);
}

// tangentKernel(problem, control, out, done).
int tangent_kernel(const Napi::CallbackInfo& call) {
  if (call.Length() != 4 || !call[3].IsFunction()) return kRefused;
  std::optional<Problem> problem = read_problem(call[0], true, false);
  ArrayArgument<double> out;
  if (!problem || !to_array(call[2], out)) return kRefused;
  auto* job = new PointJob(
      call[3].As<Napi::Function>(), call[1], std::move(*problem),
      [](const Problem& at, const kinkless::Samples<double>& samples, const kinkless::Control& control, PointJob::Output& output) {
        kinkless::LinearisationErrors errors;
        kinkless::Linearisation point =
            kinkless::evaluate_bounded(at.network, samples, at.parameters.data(), kinkless::kUnitRoundoff64, errors);
        kinkless::add_signals(at.network, at.parameters.data(), point, kinkless::kUnitRoundoff64, &errors);
        kinkless::Matrix gram = kinkless::jacobian(at.network, point, errors).gram(control);
        if (gram.rows == 0 || control.aborted()) return kAborted;
        output.numbers = std::move(gram.data);
        return kDone;
      });
  job->numbers_to(call[2]);
  return launch(job);
}

// extremeEigenvalues(problem, kind, [largest, smallest, steps, vectors, seed low, seed high, tolerance], control, numbers, vectors, done):
// numbers are steps, scale, and then a value and its residual for each.
int extreme_eigenvalues(const Napi::CallbackInfo& call) {
  if (call.Length() != 7 || !call[6].IsFunction()) return kRefused;
  std::optional<Problem> problem = read_problem(call[0], true, false);
  const auto kind = read_kind(call[1]);
  const auto given = read_numbers(call[2], 6, 1);
  ArrayArgument<double> numbers, vectors;
  if (!problem || !kind || !given || !to_array(call[4], numbers) || !to_array(call[5], vectors)) return kRefused;
  kinkless::ExtremeOptions options;
  options.largest = natural((*given)[0]);
  options.smallest = natural((*given)[1]);
  options.steps = natural((*given)[2]);
  options.vectors = (*given)[3] != 0;
  options.seed = read_seed((*given)[4], (*given)[5]);
  options.tolerance = (*given)[6];
  if (options.steps < 1) return kRefused;
  auto* job = new PointJob(call[6].As<Napi::Function>(), call[3], std::move(*problem),
                           with_operator(*kind, [options](const kinkless::SymmetricOperator& matrix, const kinkless::Control& control,
                                                          PointJob::Output& output) {
                             kinkless::ExtremeEigenvalues found = kinkless::extreme_eigenvalues(matrix, options, control);
                             if (found.aborted) return kAborted;
                             if (!found.solved) return kNoConvergence;
                             output.numbers = {static_cast<double>(found.steps), found.scale};
                             for (std::size_t k = 0; k < found.values.size(); ++k) {
                               output.numbers.push_back(found.values[k]);
                               output.numbers.push_back(found.residuals[k]);
                             }
                             output.vectors = std::move(found.vectors.data);
                             return kDone;
                           }));
  job->numbers_to(call[4]);
  job->vectors_to(call[5]);
  return launch(job);
}

// spectralDensity(problem, kind, [probes, steps, seed low, seed high], control, out, done): out is the count, values, and weights.
int spectral_density(const Napi::CallbackInfo& call) {
  if (call.Length() != 6 || !call[5].IsFunction()) return kRefused;
  std::optional<Problem> problem = read_problem(call[0], true, false);
  const auto kind = read_kind(call[1]);
  const auto given = read_numbers(call[2], 4, 0);
  ArrayArgument<double> out;
  if (!problem || !kind || !given || !to_array(call[4], out)) return kRefused;
  const std::size_t probes = natural((*given)[0]), steps = natural((*given)[1]);
  const std::uint64_t seed = read_seed((*given)[2], (*given)[3]);
  if (probes < 1 || steps < 1) return kRefused;
  auto* job = new PointJob(
      call[5].As<Napi::Function>(), call[3], std::move(*problem),
      with_operator(*kind, [=](const kinkless::SymmetricOperator& matrix, const kinkless::Control& control, PointJob::Output& output) {
        const kinkless::SpectralDensity density = kinkless::spectral_density(matrix, probes, steps, seed, control);
        if (density.aborted) return kAborted;
        if (!density.solved) return kNoConvergence;
        output.numbers = {static_cast<double>(density.values.size())};
        output.numbers.insert(output.numbers.end(), density.values.begin(), density.values.end());
        output.numbers.insert(output.numbers.end(), density.weights.begin(), density.weights.end());
        return kDone;
      }));
  job->numbers_to(call[4]);
  return launch(job);
}

// estimateTrace(problem, kind, [products, seed low, seed high], control, out, done): out is the trace, its standard error, the products
// made.
int estimate_trace(const Napi::CallbackInfo& call) {
  if (call.Length() != 6 || !call[5].IsFunction()) return kRefused;
  std::optional<Problem> problem = read_problem(call[0], true, false);
  const auto kind = read_kind(call[1]);
  const auto given = read_numbers(call[2], 3, 0);
  ArrayArgument<double> out;
  if (!problem || !kind || !given || !to_array(call[4], out)) return kRefused;
  const std::size_t products = natural((*given)[0]);
  const std::uint64_t seed = read_seed((*given)[1], (*given)[2]);
  if (products < 6) return kRefused;
  auto* job = new PointJob(
      call[5].As<Napi::Function>(), call[3], std::move(*problem),
      with_operator(*kind, [=](const kinkless::SymmetricOperator& matrix, const kinkless::Control& control, PointJob::Output& output) {
        const kinkless::TraceEstimate found = kinkless::estimate_trace(matrix, products, seed, control);
        if (found.aborted) return kAborted;
        output.numbers = {found.trace, found.standard_error, static_cast<double>(found.products)};
        return kDone;
      }));
  job->numbers_to(call[4]);
  return launch(job);
}

}  // namespace

void define_curvature(Napi::Env env, Napi::Object exports) {
  exports.Set("multiplyCurvature", Napi::Function::New(env, with_status<multiply_curvature>, "multiplyCurvature"));
  exports.Set("denseHessian", Napi::Function::New(env, with_status<dense_hessian>, "denseHessian"));
  exports.Set("tangentKernel", Napi::Function::New(env, with_status<tangent_kernel>, "tangentKernel"));
  exports.Set("extremeEigenvalues", Napi::Function::New(env, with_status<extreme_eigenvalues>, "extremeEigenvalues"));
  exports.Set("spectralDensity", Napi::Function::New(env, with_status<spectral_density>, "spectralDensity"));
  exports.Set("estimateTrace", Napi::Function::New(env, with_status<estimate_trace>, "estimateTrace"));
}
