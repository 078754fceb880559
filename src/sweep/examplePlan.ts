/** A plan to begin with: finishes within seconds. */
export const examplePlan = `# A plan for "kinkless sweep plan.toml --store sweep.db". It runs the trials that the store does not have yet, on all processors;
# the same command goes on where it was stopped. All names, with what they mean: "kinkless sweep --schema", for editors too.
format = "kinkless-plan/1"
name = "which width brings the loss to zero?"

# How often every combination is tried. Repetition r adds r to all seeds.
repetitions = 5

# Beside loss, mce and epochs: "verdict", "kinks" (min |u|), "ranks" (of G), "jacobian" (its rank), "hessian" (its inertia).
measure = ["verdict", "kinks", "ranks"]

# What all trials share.
[trial]
data = "gaussian"                    # or "mnist:DIR", or a data file
slope = 0                            # ReLU
optimizer = "levenberg-marquardt"    # or "adam", "sgd", …
epochs = 300
# polish_epochs = 200                # Levenberg–Marquardt after another optimiser: so that the point can be judged

# Every combination of these is a cell of the sweep.
[grid]
d = [5, 10]                          # inputs, and width of all hidden layers
ratio = [0.5, 1, 2]                  # d²/N: sets the number of samples
hidden_layers = [1, 2]
# slope = [0, 0.1]                   # instead of the one above

# Values that belong together are cases; each is combined with the grid.
# [[cases]]
# optimizer = "adam"
# learning_rate = 1e-3
# epochs = 2000
# polish_epochs = 200
# [[cases]]
# optimizer = "levenberg-marquardt"
`;
