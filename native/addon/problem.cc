#include "addon/problem.h"

#include <algorithm>

#include "addon/arguments.h"

namespace {

// BLAS takes sizes as 32-bit integers.
constexpr std::size_t kMaxSize = std::size_t(1) << 31;

template <class T>
std::vector<T> copy(const ArrayArgument<T>& array) {
  return {array.data, array.data + array.length};
}

}  // namespace

std::optional<Problem> read_problem(const Napi::Value& value, bool with_targets, bool may_be_empty) {
  if (!value.IsObject()) return std::nullopt;
  const auto object = value.As<Napi::Object>();
  // All properties before all memory: a getter may transfer an array that was read before it.
  const Napi::Value given_widths = object.Get("widths"), given_slopes = object.Get("slopes"), given_bias = object.Get("bias"),
                    given_parameters = object.Get("parameters"), given_samples = object.Get("samples"), given_inputs = object.Get("inputs"),
                    given_targets = with_targets ? object.Get("targets") : Napi::Value(), given_masks = object.Get("masks");
  ArrayArgument<std::int32_t> raw_widths;
  ArrayArgument<double> slopes, parameters, inputs, targets, masks;
  ArrayArgument<std::uint8_t> bias;
  std::uint32_t samples = 0;
  if (!to_array(given_widths, raw_widths) || !to_array(given_slopes, slopes) || !to_array(given_bias, bias)) return std::nullopt;
  if (!to_array(given_parameters, parameters) || !to_array(given_inputs, inputs) || !to_array(given_masks, masks)) return std::nullopt;
  if (!to_uint32(given_samples, samples) || (samples == 0 && !may_be_empty)) return std::nullopt;
  if (with_targets && !to_array(given_targets, targets)) return std::nullopt;
  // A copy before it is looked at: shared memory may change in between.
  const std::vector<std::int32_t> widths = copy(raw_widths);
  if (widths.size() < 2 || slopes.length + 2 != widths.size() || bias.length + 1 != widths.size()) return std::nullopt;
  std::size_t hidden = 0;
  for (std::size_t l = 0; l < widths.size(); ++l) {
    if (widths[l] < 1) return std::nullopt;
    const auto width = static_cast<std::size_t>(widths[l]);
    if ((width + 1) * samples >= kMaxSize) return std::nullopt;
    if (l > 0 && (width + 1) * (static_cast<std::size_t>(widths[l - 1]) + 1) >= kMaxSize) return std::nullopt;
    if (l > 0 && l + 1 < widths.size()) hidden += width;
  }
  Problem problem{kinkless::Network(widths, copy(slopes), copy(bias)), copy(parameters), samples, copy(inputs), copy(targets), copy(masks)};
  const auto in = static_cast<std::size_t>(problem.network.inputs()), out = static_cast<std::size_t>(problem.network.outputs());
  if (parameters.length != problem.network.parameters || inputs.length != samples * in) return std::nullopt;
  if (with_targets && targets.length != samples * out) return std::nullopt;
  if (masks.length != 0 && masks.length != samples * hidden) return std::nullopt;
  return problem;
}

bool fits(const kinkless::Network& network, const Problem& samples) {
  const kinkless::Network& other = samples.network;
  if (network.inputs() != other.inputs() || network.outputs() != other.outputs()) return false;
  if (samples.masks.empty()) return true;
  return std::equal(network.layers.begin(), network.layers.end(), other.layers.begin(), other.layers.end(),
                    [](const kinkless::Layer& a, const kinkless::Layer& b) { return a.out == b.out; });
}
