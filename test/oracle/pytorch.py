"""Networks of PyTorch for the tests: python pytorch.py FOLDER, with the lines of Python that the README shows on standard input.

Runs those lines as they are, then their export on a network that was trained to almost no loss. Writes models, data and PyTorch's own outputs.
"""

import os
import sys

import numpy
import torch
from torch import nn

SAMPLES, STEPS = 60, 4000

os.chdir(sys.argv[1])
torch.manual_seed(1)
torch.set_num_threads(1)
lines = sys.stdin.read()
numbers = numpy.random.default_rng(1)


def write(name, model, inputs, targets):
    outputs = model.double()(torch.tensor(inputs)).detach().numpy()
    numpy.savez(f"{name}-data.npz", X=inputs, y=targets)
    numpy.savez(f"{name}-outputs.npz", X=inputs, y=outputs)
    os.rename("model.safetensors", f"{name}.safetensors")


# The README's network, as it is.
shown = {}
exec(lines, shown)
write("shown", shown["model"], numbers.standard_normal((100, 25)), numpy.sign(numbers.standard_normal(100)))

# The same export of another network, trained with Adam in float32 as PyTorch's users do.
model = nn.Sequential(nn.Linear(8, 20), nn.ReLU(), nn.Linear(20, 12), nn.LeakyReLU(0.2), nn.Linear(12, 1))
inputs, targets = numbers.standard_normal((SAMPLES, 8)), numpy.sign(numbers.standard_normal(SAMPLES))
x, y = torch.tensor(inputs, dtype=torch.float32), torch.tensor(targets, dtype=torch.float32)[:, None]
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, STEPS)
for _ in range(STEPS):
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(x), y)
    loss.backward()
    optimizer.step()
    schedule.step()
exec("\n".join(line for line in lines.splitlines() if not line.startswith("model =")), {"model": model})
write("trained", model, inputs, targets)
print(loss.item())
