// The kernels as templates over a set of instructions. Included by one source file for each, behind the pragma that switches the
// instructions on: everything is local to that file, so that the linker cannot take another's.
//
// An `Isa` has `bytes` per register; fma and sqrt of registers; where_negative(by, a, b), which takes numbers from `a` where the sign of
// `by` is set, and otherwise from `b` (what is −0 may go either way: pre-activations are that only where a negative one underflows); loads
// (with zeros behind) and stores of the first numbers of a register. Tiles of `product` are up to `vectors` registers wide and, at a width
// of n registers, rows[n − 1] high; those of dot products `side` by `side`.

#include "core/kernels/kernel_registers.h"

#include "core/kernels/product_loops.h"

#include "core/kernels/pass_loops.h"

namespace kinkless {
namespace {

template <class Isa, class T>
constexpr Kernels<T> kernels_of() {
  return {product<Isa, T>, gradient<Isa, T>, product_columns<Isa, T>, substitute<Isa, T>, transpose<Isa, T>, hidden<Isa, T>,
          pull<Isa, T>,    multiply<Isa, T>, residual<Isa, T>,        output<Isa, T>,     adam<Isa, T>};
}

}  // namespace
}  // namespace kinkless
