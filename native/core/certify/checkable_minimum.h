// What keeps the checker of src/certify/checker.ts from proving a minimum that find_kink_minimum has proved: it knows fewer cases.
#pragma once

#include <vector>

#include "core/certify/certification.h"
#include "core/exact/bounded.h"
#include "core/kinks/kinks.h"
#include "core/network/linearisation.h"

namespace kinkless {

// Cause::none where the checker arrives at the proof too; else the first thing it has no means for, and the unit that is concerned.
// `residuals` are those of the minimum.
struct Obstacle {
  Cause cause = Cause::none;
  std::size_t unit = 0;
};
Obstacle find_obstacle(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                       const Linearisation& point, const std::vector<unsigned char>& carries, const std::vector<Kink>& on_kink,
                       const std::vector<Bounded>& residuals, const Control& control);

}  // namespace kinkless
