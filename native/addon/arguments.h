// Checked access to what TypeScript passes: every array's type, length and attachment are looked at again before its memory is touched.
#pragma once

#include <napi.h>

#include <cstddef>
#include <cstdint>
#include <new>
#include <stdexcept>

#include "addon/status.h"

// A detached array has no memory: its length reads 0, so a wanted length above 0 refuses it.
template <class T>
struct ArrayArgument {
  T* data = nullptr;
  std::size_t length = 0;
};

bool to_array(const Napi::Value& value, ArrayArgument<double>& out);
bool to_array(const Napi::Value& value, ArrayArgument<std::int32_t>& out);
bool to_array(const Napi::Value& value, ArrayArgument<std::uint8_t>& out);

// An integer from 0 to 2^32 − 1.
bool to_uint32(const Napi::Value& value, std::uint32_t& out);

// Wraps a function that returns a status for export. No C++ exception may reach the engine.
template <int (*function)(const Napi::CallbackInfo&)>
Napi::Value with_status(const Napi::CallbackInfo& call) {
  int status = kNoMemory;
  try {
    status = function(call);
  } catch (const std::bad_alloc&) {
  } catch (const std::length_error&) {
  }
  return Napi::Number::New(call.Env(), status);
}
