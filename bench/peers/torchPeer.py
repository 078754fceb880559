"""Epochs of Adam in PyTorch: autograd and the fused optimiser; replicas as batched products. One thread."""

import platform

import torch

from peer import serve, widths

torch.set_num_threads(1)


def build(case):
    dtype = getattr(torch, case["precision"])
    d, replicas, batch, samples = widths(case), case["replicas"], case.get("batch"), case["samples"]
    torch.manual_seed(1)
    x = torch.randn(samples, d[0], dtype=dtype)
    y = torch.sign(torch.randn(samples, 1, dtype=dtype))
    shape = (lambda n, m: (n, m)) if replicas == 1 else (lambda n, m: (replicas, n, m))
    weights = [(torch.randn(shape(n, m), dtype=dtype) * (2 / m) ** 0.5).requires_grad_() for m, n in zip(d, d[1:])]
    optimiser = torch.optim.Adam(weights, lr=1e-12, fused=True)

    def step(inputs, targets):
        v = inputs
        for w in weights[:-1]:
            v = torch.relu(v @ w.mT)
        e = v @ weights[-1].mT - targets
        optimiser.zero_grad()
        ((e * e).sum() / (2 * inputs.shape[0])).backward()
        optimiser.step()

    def run(epochs):
        for _ in range(epochs):
            if batch is None:
                step(x, y)
            else:
                for chosen in torch.randperm(samples).split(batch):
                    step(x[chosen], y[chosen])

    return run


serve({"name": "PyTorch", "version": torch.__version__, "python": platform.python_version()}, build)
