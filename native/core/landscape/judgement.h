// Everything `check` reports about one point, as numbers; what they mean is decided by the caller.
#pragma once

#include <string>
#include <vector>

#include "core/landscape/descent.h"
#include "core/network/network.h"
#include "core/network/samples.h"
#include "core/runtime/control.h"

namespace kinkless {

// Fields are written in the order of this list; each is one number of the result.
#define KINKLESS_JUDGEMENT_FIELDS(X)                                                                                               \
  X(squares)           /* Σ e² */                                                                                                \
  X(residualMax)       /* max |e| */                                                                                               \
  X(residualTolerance) /* the bound that belongs to the largest ratio of a residual to its bound */                                \
  X(residualNorm)      /* ‖e‖₂ */                                                                                            \
  X(residualNoise)     /* ‖Δe‖₂, the bounds on the rounding errors of e */                                                  \
  X(residualZero)      /* 1: every |e| is within its own bound */                                                                  \
  X(targetNorm)        /* ‖y‖₂ */                                                                                            \
  X(misclassified)     /* samples with sign(v) ≠ sign(y) in any output; −1 where the targets are not ±1 */                    \
  X(gradientMax)       /* ‖∇loss‖∞ */                                                                                      \
  X(gradientTolerance)                                                                                                             \
  X(gradientZero)   /* 1: every component is within its own bound */                                                               \
  X(gradientAt)     /* packed index of the component with the largest ratio to its bound */                                        \
  X(criticalityMax) /* max(‖G e‖∞, |Σe| with an output bias)/N for one hidden layer and one output, else as the gradient */ \
  X(criticalityTolerance)                                                                                                          \
  X(criticalityZero)                                                                                                               \
  X(criticalityAt)                                                                                                                 \
  X(kinksCarrying)                                                                                                                 \
  X(kinkMinAbs)                                                                                                                    \
  X(kinkLayer)                                                                                                                     \
  X(kinkUnit)                                                                                                                      \
  X(kinkSample)                                                                                                                    \
  X(kinkDistance) /* Infinity when nothing can kink */                                                                             \
  X(onKink)                                                                                                                        \
  X(hiddenRank) /* of G_{L−1}; the next fields as in Rank */                                                                     \
  X(hiddenUndecided)                                                                                                               \
  X(hiddenSigmaMin)                                                                                                                \
  X(hiddenSigmaMax)                                                                                                                \
  X(hiddenTolerance)                                                                                                               \
  X(hiddenEquilibrated)                                                                                                            \
  X(hiddenDecided)                                                                                                                 \
  X(extendedRank) /* of Ḡ, which has the row of ones of an output bias */                                                        \
  X(extendedUndecided)                                                                                                             \
  X(jacobianComputed)                                                                                                              \
  X(jacobianRank)                                                                                                                  \
  X(jacobianUndecided)                                                                                                             \
  X(jacobianSigmaMin)                                                                                                              \
  X(jacobianSigmaMax)                                                                                                              \
  X(jacobianTolerance)                                                                                                             \
  X(jacobianEquilibrated)                                                                                                          \
  X(jacobianDecided)                                                                                                               \
  X(existence)    /* 1 yes, 0 no, −1 unknown */                                                                                  \
  X(newtonStep)   /* −1 where there is none */                                                                                   \
  X(unreachable)  /* how much of ‖e‖₂ surely no weights of this region can remove; −1 where there is no step */            \
  X(zeroInRegion) /* 1: an exact zero of the loss is proved to lie in this region */                                               \
  X(kinkProved)   /* on a kink: 1: proved to be a local minimum */                                                                 \
  X(kinkOpen)     /* else what is open, an OpenKink, */                                                                            \
  X(kinkOpenUnit)                                                                                                                  \
  X(kinkOpenSample)                                                                                                                \
  X(multiplierCount)                                                                                                               \
  X(multiplierSlack) /* Infinity where there are none */                                                                           \
  X(hessianComputed)                                                                                                               \
  X(hessianPositive)                                                                                                               \
  X(hessianZero)                                                                                                                   \
  X(hessianNegative)                                                                                                               \
  X(hessianMin)                                                                                                                    \
  X(hessianMax)                                                                                                                    \
  X(hessianTolerance)                                                                                                              \
  X(hessianInUnits) /* 1: the three numbers above are of the Hessian in parameter units */                                         \
  X(nullInert)                                                                                                                     \
  X(nullRescaling) /* −1: open */                                                                                                \
  X(rankConstant)  /* 1: rank J is the same at random points of this region */                                                     \
  X(descentDrop)   /* the fall of the loss along a direction that was tried; 0: none found */                                      \
  X(descentStep)   /* the length of that step */

struct Judgement {
#define X(name) double name = 0;
  KINKLESS_JUDGEMENT_FIELDS(X)
#undef X
  std::vector<double> multipliers;  // (unit, sample, value, low, high) of each
  std::vector<double> descent;      // that direction, packed as the parameters; empty: none found

  // Takes over what was tried along a direction, if it lowered the loss by more than anything before.
  void keep(const Descent& tried, const std::vector<double>& direction);
};

// The parts of a judgement, which progress counts: the gradient, the kinks, the ranks, the Hessian.
inline constexpr int kJudgementParts = 4;

// What of a judgement takes long, and may be left out.
struct JudgementParts {
  bool jacobian = true;  // its rank; computed all the same where the verdict or the Hessian needs it
  bool hessian = true;   // where there are no more than kDenseHessianLimit parameters
};

// False when `control` asked to stop.
bool judge(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters, const JudgementParts& parts,
           const Control& control, Judgement& result);

// The fields' names and values in the order of the list.
std::vector<std::string> judgement_names();
std::vector<double> judgement_values(const Judgement& judgement);

}  // namespace kinkless
