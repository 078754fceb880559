"""Epochs of Adam in JAX: one compiled loop over epochs; replicas by vmap. One thread."""

import os
import platform

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp
import numpy

from peer import serve, widths

jax.config.update("jax_enable_x64", True)
RATE, BETA1, BETA2, EPSILON = 1e-12, 0.9, 0.999, 1e-8


def loss(weights, x, y):
    v = x
    for w in weights[:-1]:
        v = jnp.maximum(v @ w.T, 0)
    e = (v @ weights[-1].T)[:, 0] - y
    return jnp.dot(e, e) / (2 * x.shape[0])


def update(state, x, y):
    weights, m, v, t = state
    gradient = jax.grad(loss)(weights, x, y)
    t = t + 1
    m = [BETA1 * a + (1 - BETA1) * g for a, g in zip(m, gradient)]
    v = [BETA2 * a + (1 - BETA2) * g * g for a, g in zip(v, gradient)]
    c1, c2 = 1 - BETA1**t, 1 - BETA2**t
    weights = [w - RATE * (a / c1) / (jnp.sqrt(b / c2) + EPSILON) for w, a, b in zip(weights, m, v)]
    return weights, m, v, t


def build(case):
    dtype = jnp.dtype(case["precision"])
    d, replicas, batch = widths(case), case["replicas"], case.get("batch")
    random = numpy.random.default_rng(1)
    x = jnp.asarray(random.standard_normal((case["samples"], d[0])), dtype)
    y = jnp.asarray(numpy.sign(random.standard_normal(case["samples"])), dtype)
    start = [jnp.asarray(random.standard_normal((replicas, n, m)) * (2 / m) ** 0.5, dtype) for m, n in zip(d, d[1:])]
    zeros = [jnp.zeros_like(w) for w in start]
    t = jnp.zeros(replicas, dtype)
    if replicas == 1:
        start, zeros, t = [w[0] for w in start], [w[0] for w in zeros], t[0]

    def epoch(state, key):
        if batch is None:
            one = lambda s: update(s, x, y)
            return (one if replicas == 1 else jax.vmap(one))(state)
        order = jax.random.permutation(key, x.shape[0])
        steps = x.shape[0] // batch
        whole = order[: steps * batch].reshape(steps, batch)
        state, _ = jax.lax.scan(lambda s, k: (update(s, x[k], y[k]), None), state, whole)
        rest = order[steps * batch :]
        return update(state, x[rest], y[rest]) if rest.size else state

    @jax.jit
    def epochs(state, count):
        return jax.lax.fori_loop(0, count, lambda k, s: epoch(s, jax.random.PRNGKey(k)), state)

    state = (start, zeros, zeros, t)
    return lambda count: jax.block_until_ready(epochs(state, count))


serve({"name": "JAX", "version": jax.__version__, "python": platform.python_version()}, build)
