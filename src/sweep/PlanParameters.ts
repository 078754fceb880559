/**
 * What a plan may set for its trials. The names are those of the store's columns too. What is left out has the default of {@link Network.random},
 * {@link Dataset} and {@link train}.
 */
export interface PlanParameters {
  /** `gaussian` (the default), `mnist:DIR`, or the path of a data file as {@link Dataset.parse} takes it. */
  readonly data?: string | undefined;
  /** N. Not for files. */
  readonly samples?: number | undefined;
  /** d_0; for MNIST the number of principal components, all pixels if left out. Not for files. */
  readonly inputs?: number | undefined;
  /** One width for the inputs and for all hidden layers: sets `inputs` and `width`. */
  readonly d?: number | undefined;
  /** d²/N: sets `samples` to d²/ratio, rounded. */
  readonly ratio?: number | undefined;
  /** d_1 … d_{L−1}; or `width` and `hidden_layers`. */
  readonly hidden?: readonly number[] | undefined;
  /** The width of all hidden layers. */
  readonly width?: number | undefined;
  /** How many hidden layers of that width; 1 if left out. */
  readonly hidden_layers?: number | undefined;
  /** Negative slope of all hidden layers; 0 (ReLU) if left out. */
  readonly slope?: number | undefined;
  /** Negative slopes, one per hidden layer. */
  readonly slopes?: readonly number[] | undefined;
  readonly bias?: boolean | undefined;

  /** Masks, drawn once for every trial. */
  readonly mask?: 'none' | 'bernoulli' | 'gaussian' | 'uniform' | undefined;
  readonly mask_keep?: number | undefined;
  readonly mask_sigma?: number | undefined;
  readonly mask_delta?: number | undefined;

  /** The name of an optimiser of {@link train}; `levenberg-marquardt` if left out. */
  readonly optimizer?: string | undefined;
  readonly learning_rate?: number | undefined;
  readonly momentum?: number | undefined;
  readonly nesterov?: boolean | undefined;
  readonly beta1?: number | undefined;
  readonly beta2?: number | undefined;
  readonly epsilon?: number | undefined;
  readonly damping?: number | undefined;
  readonly kick?: number | undefined;
  readonly memory?: number | undefined;
  readonly epochs?: number | undefined;
  /** Samples per step; all of them where there are fewer. */
  readonly batch_size?: number | undefined;
  readonly precision?: 'float64' | 'float32' | undefined;
  readonly schedule?: 'constant' | 'exponential' | 'cosine' | undefined;
  readonly schedule_factor?: number | undefined;
  readonly schedule_from?: number | undefined;
  readonly schedule_to?: number | undefined;
  readonly schedule_minimum?: number | undefined;
  readonly noise?: 'none' | 'bernoulli' | 'gaussian' | 'uniform' | undefined;
  readonly noise_keep?: number | undefined;
  readonly noise_sigma?: number | undefined;
  readonly noise_delta?: number | undefined;
  readonly history_every?: number | undefined;
  readonly stop_gradient?: boolean | undefined;
  readonly stop_loss?: number | undefined;
  /** Stop where at most this share of the samples is misclassified; looked at twenty times in a training. For targets ±1. */
  readonly stop_mce?: number | undefined;
  /** The most steps of Levenberg–Marquardt after training, before the point is judged; 0 (none) if left out. */
  readonly polish_epochs?: number | undefined;

  /** Of data, masks, initial weights and training, unless one of the next four says otherwise; 0 if left out. Repetition r adds r. */
  readonly seed?: number | undefined;
  readonly data_seed?: number | undefined;
  readonly mask_seed?: number | undefined;
  readonly network_seed?: number | undefined;
  readonly training_seed?: number | undefined;
}
