#include "addon/random_binding.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>

#include "core/random.h"

namespace {

constexpr int kDone = 0;
constexpr int kRefused = -1;

// An integer from 0 to 2^32 − 1.
bool to_uint32(const Napi::Value& value, std::uint32_t& out) {
  if (!value.IsNumber()) return false;
  const double number = value.As<Napi::Number>().DoubleValue();
  if (!(number >= 0.0 && number <= std::numeric_limits<std::uint32_t>::max()) || number != std::floor(number)) return false;
  out = static_cast<std::uint32_t>(number);
  return true;
}

// A Float64Array; a detached one has length 0.
bool to_doubles(const Napi::Value& value, double*& data, std::size_t& length) {
  napi_typedarray_type type{};
  void* start = nullptr;
  if (!value.IsTypedArray() || napi_get_typedarray_info(value.Env(), value, &type, &length, &start, nullptr, nullptr) != napi_ok)
    return false;
  if (type != napi_float64_array || (start == nullptr && length != 0)) return false;
  data = static_cast<double*>(start);
  return true;
}

// What `draw` and `choose` have in common: (first, seedLow, seedHigh, stream, substream, out).
struct Call {
  std::uint32_t first = 0;
  kinkless::RandomStream stream{};
  double* out = nullptr;
  std::size_t length = 0;
};

bool to_call(const Napi::CallbackInfo& info, Call& call) {
  std::uint32_t low = 0;
  std::uint32_t high = 0;
  if (info.Length() != 6 || !to_uint32(info[0], call.first) || !to_uint32(info[1], low) || !to_uint32(info[2], high)) return false;
  if (!to_uint32(info[3], call.stream.stream) || !to_uint32(info[4], call.stream.substream)) return false;
  call.stream.seed = std::uint64_t{high} << 32 | low;
  return to_doubles(info[5], call.out, call.length);
}

int draw(const Napi::CallbackInfo& info) {
  Call call;
  if (!to_call(info, call)) return kRefused;
  switch (call.first) {
    case 0:
      kinkless::random_uniform(call.stream, 0, call.length, call.out);
      return kDone;
    case 1:
      kinkless::random_normal(call.stream, 0, call.length, call.out);
      return kDone;
    case 2:
      kinkless::random_sign(call.stream, 0, call.length, call.out);
      return kDone;
    default:
      return kRefused;
  }
}

int choose(const Napi::CallbackInfo& info) {
  Call call;
  if (!to_call(info, call) || call.length > call.first) return kRefused;
  try {
    kinkless::random_choice(call.stream, call.first, call.length, call.out);
    return kDone;
  } catch (const std::bad_alloc&) {
    return kRefused;
  }
}

template <int (*function)(const Napi::CallbackInfo&)>
Napi::Value with_status(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), function(info));
}

}  // namespace

void define_random(Napi::Env env, Napi::Object exports) {
  exports.Set("draw", Napi::Function::New(env, with_status<draw>, "draw"));
  exports.Set("choose", Napi::Function::New(env, with_status<choose>, "choose"));
}
