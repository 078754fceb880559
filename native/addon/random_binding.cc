#include "addon/random_binding.h"

#include "addon/arguments.h"
#include "addon/status.h"
#include "core/numeric/random.h"

namespace {

// What `draw` and `choose` have in common: (first, seedLow, seedHigh, stream, substream, out).
struct Call {
  std::uint32_t first = 0;
  kinkless::RandomStream stream{};
  ArrayArgument<double> out;
};

bool to_call(const Napi::CallbackInfo& info, Call& call) {
  std::uint32_t low = 0;
  std::uint32_t high = 0;
  if (info.Length() != 6 || !to_uint32(info[0], call.first) || !to_uint32(info[1], low) || !to_uint32(info[2], high)) return false;
  if (!to_uint32(info[3], call.stream.stream) || !to_uint32(info[4], call.stream.substream)) return false;
  call.stream.seed = std::uint64_t{high} << 32 | low;
  return to_array(info[5], call.out);
}

int draw(const Napi::CallbackInfo& info) {
  Call call;
  if (!to_call(info, call)) return kRefused;
  switch (call.first) {
    case 0:
      kinkless::random_uniform(call.stream, 0, call.out.length, call.out.data);
      return kDone;
    case 1:
      kinkless::random_normal(call.stream, 0, call.out.length, call.out.data);
      return kDone;
    case 2:
      kinkless::random_sign(call.stream, 0, call.out.length, call.out.data);
      return kDone;
    default:
      return kRefused;
  }
}

int choose(const Napi::CallbackInfo& info) {
  Call call;
  if (!to_call(info, call) || call.out.length > call.first) return kRefused;
  kinkless::random_choice(call.stream, call.first, call.out.length, call.out.data);
  return kDone;
}

}  // namespace

void define_random(Napi::Env env, Napi::Object exports) {
  exports.Set("draw", Napi::Function::New(env, with_status<draw>, "draw"));
  exports.Set("choose", Napi::Function::New(env, with_status<choose>, "choose"));
}
