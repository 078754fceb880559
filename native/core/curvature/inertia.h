// The Hessian's eigenvalues at a point, how many are zero to rounding, and why; the step to the critical point it aims at.
#pragma once

#include <vector>

#include "core/curvature/hessian.h"
#include "core/kinks/kinks.h"
#include "core/network/stationarity.h"
#include "core/runtime/control.h"

namespace kinkless {

struct Inertia {
  bool computed = false;  // false: more parameters than a dense Hessian is made for, or LAPACK did not converge
  bool aborted = false;
  long positive = 0, zero = 0, negative = 0;
  double min = 0, max = 0, tolerance = 0;  // eigenvalues of the Hessian itself
  bool in_units = false;                   // the three numbers are those of the Hessian in parameter units, where its own hide the inertia
  long inert = 0, rescaling = 0;           // rescaling −1: open
  std::vector<double> descent;             // a direction of negative curvature, where there is one
  double curvature = 0;                    // along it
  bool stepped = false;                    // whether the next two were asked for
  std::vector<double> step;                // −H⁺ ∇loss; its components along zero eigenvalues are 0
  bool steps_shrink = false;               // the next such step is at most half as long, or both are rounding errors
};

// The most parameters for which eigenvalues are computed: two matrices of 128 MiB, and minutes.
inline constexpr std::size_t kDenseHessianLimit = 4096;

// `want_step` costs all eigenvectors. One LAPACK call cannot be aborted.
Inertia find_inertia(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                     const Linearisation& point, const LinearisationErrors& errors, const BoundedVector& gradient,
                     const ParameterUnits& units, bool want_step, const Control& control);

}  // namespace kinkless
