#include "addon/arguments.h"

#include <cmath>
#include <limits>

namespace {

template <class T>
bool read(const Napi::Value& value, napi_typedarray_type wanted, ArrayArgument<T>& out) {
  napi_typedarray_type type{};
  void* start = nullptr;
  if (!value.IsTypedArray() || napi_get_typedarray_info(value.Env(), value, &type, &out.length, &start, nullptr, nullptr) != napi_ok)
    return false;
  if (type != wanted || (start == nullptr && out.length != 0)) return false;
  out.data = static_cast<T*>(start);
  return true;
}

}  // namespace

bool to_array(const Napi::Value& value, ArrayArgument<double>& out) { return read(value, napi_float64_array, out); }
bool to_array(const Napi::Value& value, ArrayArgument<std::int32_t>& out) { return read(value, napi_int32_array, out); }
bool to_array(const Napi::Value& value, ArrayArgument<std::uint8_t>& out) { return read(value, napi_uint8_array, out); }

bool to_uint32(const Napi::Value& value, std::uint32_t& out) {
  if (!value.IsNumber()) return false;
  const double number = value.As<Napi::Number>().DoubleValue();
  if (!(number >= 0.0 && number <= std::numeric_limits<std::uint32_t>::max()) || number != std::floor(number)) return false;
  out = static_cast<std::uint32_t>(number);
  return true;
}
