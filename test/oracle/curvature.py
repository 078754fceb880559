"""Hessian of loss, its Gauss-Newton part and the tangent kernel of networks given as JSON on the standard input, with numpy.

Per sample the network is a chain of matrices inside its region, so every derivative is a product of parts of that chain.
"""

import json
import sys

import numpy as np


def chain(problem, n):
    """Inputs of all layers, slopes and weights (with biases) of one sample."""
    v = np.array(problem["inputs"][n], float)
    inputs, slopes, weights = [], [], []
    depth = len(problem["layers"])
    for l, layer in enumerate(problem["layers"]):
        w = np.array(layer["weights"], float)
        if "bias" in layer:
            w = np.column_stack([w, layer["bias"]])
            v = np.append(v, 1.0)
        u = w @ v
        inputs.append(v)
        weights.append(w)
        if l + 1 == depth:
            return inputs, slopes, weights, u
        a = np.where(u >= 0, 1.0, problem["slopes"][l])
        if "masks" in problem:
            a = a * np.array(problem["masks"][l][n], float)
        slopes.append(a)
        v = a * u


def curvature(problem):
    samples = len(problem["inputs"])
    targets = np.array(problem["targets"], float)
    columns, second = [], 0
    for n in range(samples):
        inputs, slopes, weights, output = chain(problem, n)
        depth, e = len(weights), output - targets[n]
        widths = [w.shape[0] for w in weights]
        offsets = np.concatenate([[0], np.cumsum([w.size for w in weights])])
        # back[l]: how the outputs answer to the pre-activations of layer l.
        back = [None] * depth
        back[-1] = np.eye(widths[-1])
        for l in range(depth - 2, -1, -1):
            back[l] = back[l + 1] @ weights[l + 1][:, : widths[l]] * slopes[l]
        columns.append(np.hstack([np.einsum("ci,j->cij", back[l], inputs[l]).reshape(widths[-1], -1) for l in range(depth)]))
        h = np.zeros((offsets[-1], offsets[-1]))
        for k in range(depth):
            through = np.diag(slopes[k]) if k + 1 < depth else None
            for l in range(k + 1, depth):
                # through: how the activations below layer l answer to the pre-activations of layer k.
                padded = np.zeros((weights[l].shape[1], widths[k]))
                padded[: widths[l - 1]] = through
                block = np.einsum("i,jp,q->ijpq", e @ back[l], padded, inputs[k]).reshape(weights[l].size, weights[k].size)
                h[offsets[l] : offsets[l + 1], offsets[k] : offsets[k + 1]] = block
                h[offsets[k] : offsets[k + 1], offsets[l] : offsets[l + 1]] = block.T
                if l + 1 < depth:
                    through = np.diag(slopes[l]) @ weights[l][:, : widths[l - 1]] @ through
        second = second + h
    j = np.stack(columns, axis=1).reshape(-1, columns[0].shape[1])  # NC x P, the samples of one output after those of the other
    hessian = (j.T @ j + second) / samples
    return {
        "hessian": hessian.tolist(),
        "eigenvalues": np.linalg.eigvalsh(hessian).tolist(),
        "kernelEigenvalues": np.linalg.eigvalsh(j @ j.T).tolist(),
        "singularValues": np.linalg.svd(j, compute_uv=False).tolist(),
    }


json.dump([curvature(problem) for problem in json.load(sys.stdin)], sys.stdout)
