# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""How each peer is run: a backend yields candidates (settings in words, run), of which the fastest will be taken.

`run(inputs)` takes tensor -> float32 [n, elements] and returns `output`, the first when None, as [n, cells]. All use
one thread. A library is imported by its own backend only, so that one which is not there does not stop the others.
"""
import numpy as np


def named(inputs, shapes):
    """The inputs by the model's names and in its shapes: a description may leave out the name of an only input."""
    if list(inputs) == [""]:
        inputs = {next(iter(shapes)): inputs[""]}
    return {name: np.ascontiguousarray(array).reshape(-1, *shapes[name][1:]) for name, array in inputs.items()}


def one_by_one(run):
    def run_all(inputs):
        count = len(next(iter(inputs.values())))
        # Copied, since the next call may write where this one did.
        return np.concatenate([run({name: array[k:k + 1] for name, array in inputs.items()}).copy()
                               for k in range(count)])
    return run_all


def split(n, make_run):
    """Candidates for n showers: in one call, and one by one. `make_run(batch)` makes what computes a batch."""
    yield f"{n} in a call", make_run(n)
    if n > 1:
        yield "1 in a call", one_by_one(make_run(1))


def onnxruntime(job, output):
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = ort.ExecutionMode.ORT_SEQUENTIAL
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_ALL
    session = ort.InferenceSession(job["model"], options, providers=["CPUExecutionProvider"])
    shapes = {tensor.name: tensor.shape for tensor in session.get_inputs()}
    output = output or session.get_outputs()[0].name

    def run(inputs):
        cells = session.run([output], named(inputs, shapes))[0]
        return cells.reshape(len(cells), -1)

    return split(job["n"], lambda _: run)


def openvino_runner(job, output, hint, batch):
    import openvino

    core = openvino.Core()
    model = core.read_model(job["model"])
    model.reshape({port: [batch, *list(port.partial_shape)[1:]] for port in model.inputs})
    compiled = core.compile_model(model, "CPU", {
        "INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": 1, "NUM_STREAMS": 1, "PERFORMANCE_HINT": hint})
    shapes = {port.any_name: list(port.shape) for port in compiled.inputs}
    request = compiled.create_infer_request()
    port = compiled.output(output or 0)

    def run(inputs):
        results = request.infer(named(inputs, shapes), share_inputs=True, share_outputs=True)
        return results[port].reshape(batch, -1)

    return run


def openvino(job, output):
    for hint in ("LATENCY", "THROUGHPUT"):
        for settings, run in split(job["n"], lambda batch: openvino_runner(job, output, hint, batch)):
            yield f"{hint}, {settings}", run


def ganc(job, output):
    from compiled_model import CompiledModel

    model = CompiledModel(job["model"], job["name"], job["n"])
    output = output or next(iter(model.outputs))
    shapes = {name: array.shape for name, array in model.inputs.items()}

    def run(inputs):
        for name, array in named(inputs, shapes).items():
            model.inputs[name][:] = array
        model.run()
        return model.outputs[output]

    yield f"{model.target}, {job['n']} in a call", run


BACKENDS = {"onnxruntime": onnxruntime, "openvino": openvino, "ganc": ganc}
