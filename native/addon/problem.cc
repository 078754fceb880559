#include "addon/problem.h"

#include "addon/arguments.h"

namespace {

// BLAS takes sizes as 32-bit integers.
constexpr std::size_t kMaxSize = std::size_t(1) << 31;

template <class T>
bool read(const Napi::Object& object, const char* name, ArrayArgument<T>& out) {
  return to_array(object.Get(name), out);
}

std::vector<double> copy(const ArrayArgument<double>& array) { return {array.data, array.data + array.length}; }

}  // namespace

std::optional<Problem> read_problem(const Napi::Value& value, bool with_targets, bool may_be_empty) {
  if (!value.IsObject()) return std::nullopt;
  const auto object = value.As<Napi::Object>();
  ArrayArgument<std::int32_t> widths;
  ArrayArgument<double> slopes, parameters, inputs, targets, masks;
  ArrayArgument<std::uint8_t> bias;
  std::uint32_t samples = 0;
  if (!read(object, "widths", widths) || !read(object, "slopes", slopes) || !read(object, "bias", bias)) return std::nullopt;
  if (!read(object, "parameters", parameters) || !read(object, "inputs", inputs) || !read(object, "masks", masks)) return std::nullopt;
  if (!to_uint32(object.Get("samples"), samples) || (samples == 0 && !may_be_empty)) return std::nullopt;
  if (with_targets && !read(object, "targets", targets)) return std::nullopt;
  if (widths.length < 2 || slopes.length + 2 != widths.length || bias.length + 1 != widths.length) return std::nullopt;
  std::size_t hidden = 0;
  for (std::size_t l = 0; l < widths.length; ++l) {
    if (widths.data[l] < 1) return std::nullopt;
    const auto width = static_cast<std::size_t>(widths.data[l]);
    if ((width + 1) * samples >= kMaxSize) return std::nullopt;
    if (l > 0 && (width + 1) * (static_cast<std::size_t>(widths.data[l - 1]) + 1) >= kMaxSize) return std::nullopt;
    if (l > 0 && l + 1 < widths.length) hidden += width;
  }
  Problem problem{kinkless::Network({widths.data, widths.data + widths.length}, {slopes.data, slopes.data + slopes.length},
                                    {bias.data, bias.data + bias.length}),
                  copy(parameters),
                  samples,
                  copy(inputs),
                  copy(targets),
                  copy(masks)};
  const auto in = static_cast<std::size_t>(problem.network.inputs()), out = static_cast<std::size_t>(problem.network.outputs());
  if (parameters.length != problem.network.parameters || inputs.length != samples * in) return std::nullopt;
  if (with_targets && targets.length != samples * out) return std::nullopt;
  if (masks.length != 0 && masks.length != samples * hidden) return std::nullopt;
  return problem;
}
