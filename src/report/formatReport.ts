import type { CheckReport, DecidedRank, MeasuredAt, ParameterPlace } from '../landscape/CheckReport.js';
import { alignRows } from './alignRows.js';
import { formatNumber as number } from './formatNumber.js';
import { nextStep } from './nextStep.js';
import { spectrumRows } from './spectrumRows.js';

/**
 * A check report for people: the verdict and why, every number with the rounding error it was judged by, and what would settle what is
 * open. At most 120 columns wherever the sentences of the report allow it.
 */
export function formatReport(report: CheckReport): string {
  const { verdict, reason, residual, kinks, guarantee } = report;
  const flat = flatDirections(report);
  const rows: string[][] = [
    ['loss', `${number(report.loss)}   mse ${number(report.mse)}${classification(report)}`],
    ...predictedRow(report),
    ['residuals', `at most ${number(residual.infNorm)}`, zeroUpTo(residual.tolerance)],
    ['gradient', `at most ${number(report.gradient.infNorm)}`, `${zeroUpTo(report.gradient.tolerance)}${place(report.gradient)}`],
    [
      'criticality',
      `at most ${number(report.criticality.infNorm)}`,
      `${zeroUpTo(report.criticality.tolerance)}${place(report.criticality)}`,
    ],
    ...kinkRows(kinks),
    ...report.ranks.map((entry) => rankRow('rank A∘V', entry, entry.samples)),
    rankRow('rank J', report.jacobian, report.jacobian.samples),
    ['Hessian', ...hessian(report)],
    ...(flat.length === 0 ? [] : [['zero', flat.join(', ')]]),
    ...(report.spectrum === undefined ? [] : spectrumRows(report.spectrum)),
    ['guarantee', guarantee.statement],
  ];
  return [
    `${verdict}: ${reason}`,
    '',
    `${String(report.samples)} samples, ${String(report.parameters)} parameters`,
    alignRows(rows),
    '',
    ...nextStep(report).map((line) => `→ ${line}`),
  ].join('\n');
}

function classification({ mce, samplesMisclassified }: CheckReport): string {
  if (mce === null) return '';
  const count = samplesMisclassified === undefined ? '' : ` (${String(samplesMisclassified)} misclassified)`;
  return `   mce ${number(mce)}${count}`;
}

function predictedRow({ predictedMse }: CheckReport): string[][] {
  if (predictedMse === null) return [];
  const { expectation, deviation } = predictedMse;
  return [['', `mse ${number(expectation)} ± ${number(deviation)}`, 'at minima of a region of this rank, for ±1 targets drawn at random']];
}

function zeroUpTo(tolerance: number): string {
  return `rounding error up to ${number(tolerance)}`;
}

/** Where the largest entry in units of its tolerance is, if it is beyond it. */
function place({ infNorm, tolerance, at }: MeasuredAt): string {
  return at === null || infNorm <= tolerance ? '' : `; most at ${parameter(at)}`;
}

function parameter({ layer, unit, input }: ParameterPlace): string {
  return input === 'bias'
    ? `the bias of layer ${String(layer)}, unit ${String(unit)}`
    : `layer ${String(layer)}, unit ${String(unit)}, input ${String(input)}`;
}

function kinkRows({ minAbs, at, distance, newtonStep, onKink, carrying, exists }: CheckReport['kinks']): string[][] {
  if (minAbs === null || at === null) return [['kinks', 'none: no pre-activation can kink']];
  const rows = [
    [
      'kinks',
      `min |u| ${number(minAbs)}`,
      `layer ${String(at.layer)}, unit ${String(at.unit)}, sample ${String(at.sample)}; ${String(onKink)} of ${String(carrying)} within rounding of zero`,
    ],
  ];
  if (distance !== null) rows.push(['', `distance ${number(distance)}`, 'the weights may move jointly by less without any sign changing']);
  const exact = {
    yes: 'an exact critical point lies in this region',
    no: 'it leads across a kink',
    unknown: 'whether it stays in this region is open',
  };
  if (newtonStep !== null) rows.push(['', `step ${number(newtonStep)}`, `to the critical point aimed at; ${exact[exists]}`]);
  return rows;
}

function rankRow(name: string, entry: DecidedRank, samples: number): string[] {
  const { rank, full, undecided, sigmaMin, sigmaMax, tolerance } = entry;
  const least = undecided > 0 ? `${String(rank)} to ${String(rank + undecided)}` : String(rank);
  const word = full === null ? 'undecided' : full ? 'full' : 'not full';
  return [
    name,
    `${least} of ${String(samples)}, ${word}`,
    `singular values ${number(sigmaMin)} to ${number(sigmaMax)}, error up to ${number(tolerance)}`,
  ];
}

function hessian({ hessian: inertia, hessianReason }: CheckReport): string[] {
  if (inertia === null) return [`not computed: ${hessianReason}`];
  const { positive, zero, negative, min, max, tolerance } = inertia;
  return [
    `${String(positive)} positive, ${String(zero)} zero, ${String(negative)} negative`,
    `eigenvalues ${number(min)} to ${number(max)}, error up to ${number(tolerance)}`,
  ];
}

/** Why eigenvalues are zero; nothing where none is. */
function flatDirections({ hessian: inertia }: CheckReport): string[] {
  if (inertia === null || inertia.zero === 0 || inertia.nullity === null) return [];
  const { inert, rescaling, redundant, unexplained } = inertia.nullity;
  const reasons: [number, string][] = [
    [rescaling, 'rescaling units'],
    [inert, 'fed by nothing or felt by nothing'],
    [redundant, 'changing no output'],
    [unexplained, 'unexplained'],
  ];
  return reasons.filter(([count]) => count !== 0).map(([count, reason]) => `${String(count)} ${reason}`);
}
