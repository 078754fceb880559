export {
  AddonError,
  ArgumentError,
  DivergedError,
  FileError,
  InternalError,
  KinklessError,
  OverflowError,
  PlanMismatchError,
  StoreHeldError,
} from './errors.js';
export type { Matrix } from './Matrix.js';
export { Network } from './network/Network.js';
export type { Layer } from './network/Layer.js';
export type { ModelJson } from './network/ModelJson.js';
export { Dataset } from './data/Dataset.js';
export type { DatasetJson } from './data/DatasetJson.js';
export type { MaskSpecification } from './data/MaskSpecification.js';
export type { TargetColumns } from './data/TargetColumns.js';
export { train } from './train/train.js';
export type { TrainingRun } from './train/TrainingRun.js';
export { trainMany } from './train/trainMany.js';
export type { ManyOptions, ManyProgress } from './train/ManyOptions.js';
export type { ReplicaRun } from './train/ReplicaRun.js';
export type { TrainManyOptions } from './train/TrainManyOptions.js';
export type { History } from './train/History.js';
export type {
  Adam,
  GradientDescent,
  LevenbergMarquardt,
  LimitedMemoryBfgs,
  Momentum,
  Optimizer,
  OptimizerName,
  StochasticGradientDescent,
} from './train/Optimizer.js';
export type { Noise, Schedule, Stop, Trace, TrainingProgress, TrainOptions } from './train/TrainOptions.js';
export type { TrainingState } from './train/TrainingState.js';
export { check, type CheckOptions, type CheckProgress } from './landscape/check.js';
export { checkMany, type CheckManyOptions } from './landscape/checkMany.js';
export type * from './landscape/CheckReport.js';
export type { KinkCurve } from './landscape/KinkCurves.js';
export type { LineKinks } from './landscape/lineKinks.js';
export { margins, type LayerMargins } from './landscape/margins.js';
export { randomDirection } from './landscape/randomDirection.js';
export { sliceLine, type LineSlice } from './landscape/sliceLine.js';
export type { SliceOptions } from './landscape/SliceOptions.js';
export { slicePlane, type PlaneSlice } from './landscape/slicePlane.js';
export { width, type Width, type WidthOptions, type WidthReport } from './landscape/width.js';
export type { Verification } from './certify/checker.js';
export { verifyCertificate, type VerifyOptions } from './certify/verifyCertificate.js';
export { certify, type CertifyOptions } from './certify/certify.js';
export type { Certificate, Producer, Statement, Witness } from './certify/Certificate.js';
export type { CertificateArray } from './certify/CertificateArray.js';
export type { Certification } from './certify/Certification.js';
export type { Claim } from './certify/Claim.js';
export { sweep } from './sweep/sweep.js';
export type { SweepOptions, SweepProgress, SweepSummary } from './sweep/SweepOptions.js';
export { exportTrials } from './sweep/exportTrials.js';
export { readPlan } from './sweep/readPlan.js';
export type { Axis, Measure, Plan, PlanGrid, PlanInput } from './sweep/Plan.js';
export type { PlanParameters } from './sweep/PlanParameters.js';
export { SweepStore } from './sweep/SweepStore.js';
export type { SqlRow, SqlValue } from './sweep/SqlDatabase.js';
export type { SweepRun, SweepStatus } from './sweep/SweepStatus.js';
export type { TrialParameters } from './sweep/TrialParameters.js';
export type { TrialResults } from './sweep/TrialResults.js';
export type { TrialRow } from './sweep/TrialRow.js';
export type { CurvatureMatrix } from './landscape/curvature/CurvatureMatrix.js';
export type { CurvatureOptions } from './landscape/curvature/CurvatureOptions.js';
export { hessian, type HessianOptions } from './landscape/curvature/hessian.js';
export { multiplyCurvature } from './landscape/curvature/multiplyCurvature.js';
export { tangentKernel } from './landscape/curvature/tangentKernel.js';
export {
  extremeEigenvalues,
  type Eigenvalue,
  type ExtremeEigenvalues,
  type ExtremeOptions,
} from './landscape/spectrum/extremeEigenvalues.js';
export { estimateTrace, type TraceEstimate, type TraceOptions } from './landscape/spectrum/estimateTrace.js';
export { spectralDensity, type DensityOptions, type SpectralDensity } from './landscape/spectrum/spectralDensity.js';
export type { MatrixSpectrum, SpectrumReport } from './landscape/spectrum/SpectrumReport.js';
