// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/OneDnn.h"

#include "tools/ganc-bench/KernelTimer.h"

#include <cstring>
#include <oneapi/dnnl/dnnl.hpp>
#include <unordered_map>

// clang has no header of the OpenMP library that oneDNN is linked with.
extern "C" void omp_set_num_threads(int threads);

using namespace dnnl;
using Type = memory::data_type;

namespace ganc {

namespace {

using Kind = PeerLayer::Kind;
using Arguments = std::unordered_map<int, memory>;

constexpr unsigned char kAnyByte = 0x3e; // 0.19 as a float, 62 as an integer

engine &cpu() {
  static engine instance(engine::kind::cpu, 0);
  return instance;
}

/// What a layer reads and writes: types, and sizes with the batch.
struct Operands {
  Operands(const PeerLayer &layer, int64_t n, PeerType peerType)
      : src(layer.src), dst(layer.dst), weight(layer.weight), bias({layer.dst[0]}),
        type(peerType == PeerType::f32 ? Type::f32 : Type::u8),
        weightType(peerType == PeerType::f32 ? Type::f32 : Type::s8) {
    src.insert(src.begin(), n);
    dst.insert(dst.begin(), n);
    if (layer.groups > 1)
      weight.insert(weight.begin(), layer.groups);
  }

  memory::desc srcDesc() const { return {src, type, memory::format_tag::any}; }
  memory::desc dstDesc() const { return {dst, type, memory::format_tag::any}; }
  memory::desc weightDesc() const { return {weight, weightType, memory::format_tag::any}; }
  memory::desc biasDesc(const PeerLayer &layer) const {
    return layer.bias ? memory::desc(bias, Type::f32, memory::format_tag::x) : memory::desc();
  }

  memory::dims src, dst, weight, bias;
  Type type, weightType;
};

memory filled(const memory::desc &desc) {
  memory result(desc, cpu());
  std::memset(result.get_data_handle(), kAnyByte, desc.get_size());
  return result;
}

/// The activation; for integers a scale of each output channel.
primitive_attr attributes(const PeerLayer &layer, const Operands &operands) {
  constexpr float scale = 1e-3f;
  primitive_attr attr;
  if (layer.slope) {
    post_ops posts;
    posts.append_eltwise(1, algorithm::eltwise_relu, *layer.slope, 0);
    attr.set_post_ops(posts);
  }
  if (operands.type == Type::u8)
    attr.set_output_scales(1 << 1, std::vector<float>(layer.dst[0], scale));
  return attr;
}

memory::dims withoutStep(memory::dims dilations) {
  for (memory::dim &dilation : dilations)
    dilation--; // oneDNN counts the cells in between
  return dilations;
}

template <typename Convolution>
typename Convolution::primitive_desc convolution(const PeerLayer &layer, const Operands &operands,
                                                 algorithm method) {
  const typename Convolution::desc desc(prop_kind::forward_inference, method, operands.srcDesc(),
                                        operands.weightDesc(), operands.biasDesc(layer), operands.dstDesc(),
                                        layer.strides, withoutStep(layer.dilations), layer.padsLow,
                                        layer.padsHigh);
  return {desc, attributes(layer, operands), cpu()};
}

inner_product_forward::primitive_desc dense(const PeerLayer &layer, const Operands &operands) {
  const inner_product_forward::desc desc(prop_kind::forward_inference, operands.srcDesc(),
                                         operands.weightDesc(), operands.biasDesc(layer), operands.dstDesc());
  return {desc, attributes(layer, operands), cpu()};
}

/// Channels last, as most convolutions here leave them.
resampling_forward::primitive_desc upsampling(const Operands &operands) {
  using Tag = memory::format_tag;
  const Tag tag = operands.src.size() == 5 ? Tag::ndhwc : operands.src.size() == 4 ? Tag::nhwc : Tag::nwc;
  const resampling_forward::desc desc(prop_kind::forward_inference, algorithm::resampling_nearest,
                                      memory::desc(operands.src, operands.type, tag),
                                      memory::desc(operands.dst, operands.type, tag));
  return {desc, cpu()};
}

} // namespace

struct OneDnnNetwork::Step {
  template <typename Primitive, typename Description> static Step of(const Description &description) {
    Step step{Primitive(description), {}, description.impl_info_str()};
    step.arguments[DNNL_ARG_SRC] = filled(description.src_desc());
    step.arguments[DNNL_ARG_DST] = filled(description.dst_desc());
    if constexpr (requires { description.bias_desc(); }) {
      step.arguments[DNNL_ARG_WEIGHTS] = filled(description.weights_desc());
      if (description.bias_desc().get_size())
        step.arguments[DNNL_ARG_BIAS] = filled(description.bias_desc());
    }
    return step;
  }

  static Step of(const PeerLayer &layer, const Operands &operands) {
    switch (layer.kind) {
    case Kind::Dense:
      return of<inner_product_forward>(dense(layer, operands));
    case Kind::Conv:
      return of<convolution_forward>(
          convolution<convolution_forward>(layer, operands, algorithm::convolution_direct));
    case Kind::ConvTranspose:
      return of<deconvolution_forward>(
          convolution<deconvolution_forward>(layer, operands, algorithm::deconvolution_direct));
    case Kind::Upsample:
      return of<resampling_forward>(upsampling(operands));
    }
    __builtin_unreachable();
  }

  primitive computes;
  Arguments arguments;
  std::string implementation;
};

std::string limitOneDnn(int32_t level, bool tiles) {
  static constexpr std::pair<cpu_isa, const char *> limits[] = {
      {cpu_isa::sse41, "sse41"},
      {cpu_isa::avx2, "avx2"},
      {cpu_isa::avx512_core, "avx512_core"},
      {cpu_isa::avx512_core_vnni, "avx512_core_vnni"},
  };
  omp_set_num_threads(1);
  if (tiles)
    return "all";
  const auto &[limit, name] = limits[level];
  if (set_max_cpu_isa(limit) != status::success)
    throw std::runtime_error("oneDNN cannot be held to " + std::string(name));
  return name;
}

std::string oneDnnVersion() {
  const version_t *known = version();
  return std::to_string(known->major) + "." + std::to_string(known->minor) + "." +
         std::to_string(known->patch);
}

OneDnnNetwork::OneDnnNetwork(std::span<const PeerLayer> layers, int64_t n, PeerType type) {
  for (const PeerLayer &layer : layers)
    try {
      steps.push_back(Step::of(layer, Operands(layer, n, type)));
    } catch (const dnnl::error &error) {
      throw std::runtime_error("oneDNN cannot compute " + layer.node + ": " + error.what());
    }
}

OneDnnNetwork::~OneDnnNetwork() = default;

void OneDnnNetwork::run() {
  static stream queue(cpu());
  for (size_t i = 0; i < steps.size(); i++) {
    ganc_bench_mark(int64_t(i));
    steps[i].computes.execute(queue, steps[i].arguments);
    queue.wait();
    ganc_bench_mark(-1);
  }
}

std::string OneDnnNetwork::implementation(size_t layer) const {
  return steps[layer].implementation;
}

} // namespace ganc
