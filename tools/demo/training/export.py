# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The network as an ONNX file."""

import numpy as np


def export(net, out):
    """folds SCALE into the last convolution; writes model.onnx (opset 17, dynamic batch) and weights.npz"""
    import onnx
    from onnx import helper as h, numpy_helper as nh

    st = {k: v.detach().float().numpy().copy() for k, v in net.state_dict().items() if "num_batches" not in k}
    st["conv4.weight"] *= net.SCALE
    np.savez(f"{out}/weights.npz", **st)
    st["shape"] = np.array([-1, 8, 7, 7, 8], np.int64)
    for n, s in (("up2", (2, 2, 2)), ("up3", (2, 2, 3))):
        st[n] = np.array((1, 1) + s, np.float32)
    N_ = h.make_node
    bn = lambda n, x, y: N_(
        "BatchNormalization",
        [x] + [f"{n}.{k}" for k in ("weight", "bias", "running_mean", "running_var")],
        [y],
        epsilon=1e-3,
    )
    up = lambda s, x, y: N_(
        "Resize", [x, "", s], [y], mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor"
    )
    nodes = [
        N_("Gemm", ["z", "fc.weight", "fc.bias"], ["a0"], transB=1),
        N_("Reshape", ["a0", "shape"], ["a1"]),
        N_("Conv", ["a1", "conv1.weight", "conv1.bias"], ["b0"], pads=[2, 2, 3, 3, 3, 4]),
        N_("LeakyRelu", ["b0"], ["b1"], alpha=0.3),
        bn("bn1", "b1", "b2"),
        up("up2", "b2", "c0"),
        N_("Conv", ["c0", "conv2.w", "conv2.b"], ["c1"], pads=[2, 2, 0, 2, 2, 0]),
        N_("LeakyRelu", ["c1"], ["c2"], alpha=0.3),
        bn("bn2", "c2", "c3"),
        up("up3", "c3", "d0"),
        N_("Conv", ["d0", "conv3.w", "conv3.b"], ["d1"], pads=[1, 0, 3, 1, 0, 3]),
        N_("LeakyRelu", ["d1"], ["d2"], alpha=0.3),
        N_("Conv", ["d2", "conv4.weight"], ["e0"]),
        N_("Relu", ["e0"], ["ecal"]),
    ]
    g = h.make_graph(
        nodes,
        "gan3d",
        [h.make_tensor_value_info("z", 1, ["n", net.nz])],
        [h.make_tensor_value_info("ecal", 1, ["n", 1, 25, 25, 25])],
        [nh.from_array(v, k) for k, v in st.items()],
    )
    m = h.make_model(g, opset_imports=[h.make_opsetid("", 17)])
    m.ir_version = 8
    onnx.checker.check_model(m, full_check=True)
    onnx.save(m, f"{out}/model.onnx")
