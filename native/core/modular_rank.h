// The rank of a matrix whose entries are products of two doubles, in exact arithmetic modulo a prime.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "control.h"

namespace kinkless {

// A residue modulo 2⁶¹ − 1. Doubles have residues since 2 is invertible; those of sums and products are the sums and products.
using Residue = std::uint64_t;
Residue residue_of(double value);
Residue add_residues(Residue a, Residue b);
Residue multiply_residues(Residue a, Residue b);

// The rank of a rows × columns matrix of residues. The rank over the reals is never lower, and is higher only where the prime divides a
// determinant that decides it: a share of 2⁻⁶¹ of all integers. −1 when `control` asked to stop.
std::ptrdiff_t modular_rank(std::size_t rows, std::size_t columns, std::vector<Residue> entries, const Control& control);

}  // namespace kinkless
