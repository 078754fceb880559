import { check, Dataset, KinklessError, Network, train } from 'kinkless';
import type { ArgumentError, CheckReport, MaskSpecification, Matrix, ModelJson, TrainingRun, TrainOptions } from 'kinkless';

const masks: MaskSpecification = { kind: 'gaussian', sigma: 0.1, seed: 3 };
const data: Dataset = Dataset.gaussian({ samples: 20, inputs: 10, seed: 1, masks });
const options: TrainOptions = { optimizer: { kind: 'adam', learningRate: 1e-3 }, epochs: 10, signal: new AbortController().signal };
const run: TrainingRun = await train(Network.random({ inputs: 10, hidden: [10] }), data, options);
const report: CheckReport = await check(run.network, data);
export const loss: number = report.loss;
export const outputs: Matrix = run.network.predict([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]]);
export const json: ModelJson = run.network.toJSON();
export const refused = (error: unknown): string | undefined => (error instanceof KinklessError ? error.code : undefined);
// @ts-expect-error: a misspelt option is one for the compiler too.
export const misspelt: TrainOptions = { epoch: 3 };
// @ts-expect-error: nothing of the API is any.
export const wrong: string = run.epochs;
export const kind = (error: ArgumentError): KinklessError => error;
