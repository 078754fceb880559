#include "addon/kernel_binding.h"

#include <algorithm>
#include <cmath>

#include "addon/arguments.h"
#include "addon/problem.h"
#include "addon/status.h"
#include "core/network/step.h"
#include "core/numeric/multiply.h"

namespace {

bool read_level(const Napi::Value& value, kinkless::KernelLevel& level) {
  std::uint32_t number = 0;
  if (!to_uint32(value, number) || number > static_cast<std::uint32_t>(kinkless::kernel_level())) return false;
  level = static_cast<kinkless::KernelLevel>(number);
  return true;
}

template <class T>
double step(const Problem& problem, kinkless::KernelLevel level, double* gradient) {
  const auto samples =
      kinkless::make_samples<T>(problem.network, problem.samples, problem.inputs.data(), problem.targets.data(), problem.masks_or_null());
  const std::vector<T> weights(problem.parameters.begin(), problem.parameters.end());
  std::vector<T> result(weights.size());
  std::int32_t words[4] = {};
  kinkless::Step<T> step(problem.network, samples, level);
  const double squares = step.run(weights.data(), result.data(), kinkless::Control(words)).squares;
  std::copy(result.begin(), result.end(), gradient);
  return squares;
}

// (problem, level, single, gradient, squares)
int kernel_step(const Napi::CallbackInfo& call) {
  ArrayArgument<double> gradient, squares;
  kinkless::KernelLevel level;
  if (call.Length() != 5 || !read_level(call[1], level) || !call[2].IsBoolean()) return kRefused;
  const bool single = call[2].As<Napi::Boolean>();
  const std::optional<Problem> problem = read_problem(call[0], true, false);
  if (!problem || !to_array(call[3], gradient) || !to_array(call[4], squares)) return kRefused;
  if (gradient.length != problem->network.parameters || squares.length != 1) return kRefused;
  *squares.data = single ? step<float>(*problem, level, gradient.data) : step<double>(*problem, level, gradient.data);
  return kDone;
}

template <class T>
void adam(kinkless::KernelLevel level, const kinkless::AdamStep& step, std::size_t count, double* numbers) {
  std::vector<T> arrays(numbers, numbers + 4 * count);
  kinkless::kernels<T>(level).adam(count, step, arrays.data(), &arrays[count], &arrays[2 * count], &arrays[3 * count]);
  std::copy(arrays.begin(), arrays.end(), numbers);
}

// (level, single, [rate, beta1, beta2, epsilon, correction1, correction2], gradient, m, v and weights in one array)
int kernel_adam(const Napi::CallbackInfo& call) {
  ArrayArgument<double> step, numbers;
  kinkless::KernelLevel level;
  if (call.Length() != 4 || !read_level(call[0], level) || !call[1].IsBoolean()) return kRefused;
  if (!to_array(call[2], step) || step.length != 6 || !to_array(call[3], numbers)) return kRefused;
  if (numbers.length == 0 || numbers.length % 4 != 0) return kRefused;
  const double* s = step.data;
  const kinkless::AdamStep adam_step{s[0], s[1], s[2], s[3], s[4], s[5]};
  const bool single = call[1].As<Napi::Boolean>();
  (single ? adam<float> : adam<double>)(level, adam_step, numbers.length / 4, numbers.data);
  return kDone;
}

// The rows of a matrix that lies `stride` numbers apart in an array.
bool fits(const ArrayArgument<double>& array, double rows, double columns, double stride) {
  return stride >= columns && (rows - 1) * stride + columns <= static_cast<double>(array.length);
}

// (level, [A is transposed, B is transposed, m, n, k, lda, ldb, ldc, alpha, beta], A, B, C)
int kernel_multiply(const Napi::CallbackInfo& call) {
  ArrayArgument<double> call_numbers, a, b, c;
  kinkless::KernelLevel level;
  if (call.Length() != 5 || !read_level(call[0], level) || !to_array(call[1], call_numbers) || call_numbers.length != 10) return kRefused;
  if (!to_array(call[2], a) || !to_array(call[3], b) || !to_array(call[4], c)) return kRefused;
  const double* s = call_numbers.data;
  const bool turn_a = s[0] != 0, turn_b = s[1] != 0;
  const double m = s[2], n = s[3], k = s[4];
  if (!std::all_of(s + 2, s + 8, [](double size) { return size >= 1 && size <= 1e6 && size == std::floor(size); })) return kRefused;
  if (s[9] != 0 && s[9] != 1) return kRefused;
  if (!fits(a, turn_a ? k : m, turn_a ? m : k, s[5]) || !fits(b, turn_b ? n : k, turn_b ? k : n, s[6]) || !fits(c, m, n, s[7]))
    return kRefused;
  const auto size = [&](int index) { return static_cast<std::size_t>(s[index]); };
  kinkless::multiply(turn_a ? kinkless::Op::transposed : kinkless::Op::plain, turn_b ? kinkless::Op::transposed : kinkless::Op::plain,
                     size(2), size(3), size(4), s[8], a.data, size(5), b.data, size(6), s[9], c.data, size(7), level);
  return kDone;
}

// (level, [units, samples, numbers from one row of L and of X to the next], L, X)
int kernel_substitute(const Napi::CallbackInfo& call) {
  ArrayArgument<double> call_numbers, l, x;
  kinkless::KernelLevel level;
  if (call.Length() != 4 || !read_level(call[0], level) || !to_array(call[1], call_numbers) || call_numbers.length != 4) return kRefused;
  if (!to_array(call[2], l) || !to_array(call[3], x)) return kRefused;
  const double* s = call_numbers.data;
  if (!std::all_of(s, s + 4, [](double size) { return size >= 1 && size <= 1e6 && size == std::floor(size); })) return kRefused;
  const int units = static_cast<int>(s[0]), samples = static_cast<int>(s[1]);
  if (!fits(l, units, units, s[2]) || !fits(x, units, kinkless::padded<double>(samples), s[3])) return kRefused;
  kinkless::kernels<double>(level).substitute(units, samples, l.data, static_cast<std::ptrdiff_t>(s[2]), x.data,
                                              static_cast<std::ptrdiff_t>(s[3]));
  return kDone;
}

}  // namespace

void define_kernels(Napi::Env env, Napi::Object exports) {
  exports.Set("kernelStep", Napi::Function::New(env, with_status<kernel_step>, "kernelStep"));
  exports.Set("kernelAdam", Napi::Function::New(env, with_status<kernel_adam>, "kernelAdam"));
  exports.Set("kernelMultiply", Napi::Function::New(env, with_status<kernel_multiply>, "kernelMultiply"));
  exports.Set("kernelSubstitute", Napi::Function::New(env, with_status<kernel_substitute>, "kernelSubstitute"));
}
