// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The emitted fma of the baseline target against std::fma, bit for bit (any NaN equals any).

#include "passes/codegen/EmitFma.h"
#include "compiler/target/ObjectEmitter.h"
#include "passes/codegen/Passes.h"

#include "mlir/Conversion/ArithToLLVM/ArithToLLVM.h"
#include "mlir/Conversion/ControlFlowToLLVM/ControlFlowToLLVM.h"
#include "mlir/Conversion/ReconcileUnrealizedCasts/ReconcileUnrealizedCasts.h"
#include "mlir/Conversion/SCFToControlFlow/SCFToControlFlow.h"
#include "mlir/Conversion/VectorToLLVM/ConvertVectorToLLVMPass.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"

#include <bit>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <random>

using namespace ganc;

namespace {

constexpr int64_t kCells = 4096, kTriples = kCells * kernel::kLanes;

/// Operands and results, aligned as cells are.
struct Triples {
  alignas(kernel::kVectorBytes) float a[kTriples], b[kTriples], c[kTriples], result[kTriples];
};

/// fma of kCells cells as code in this process.
class EmittedFma {
public:
  EmittedFma() {
    mlir::MLIRContext context;
    context.loadDialect<mlir::LLVM::LLVMDialect, mlir::scf::SCFDialect, mlir::arith::ArithDialect,
                        mlir::vector::VectorDialect>();
    const mlir::OwningOpRef<mlir::ModuleOp> module = mlir::ModuleOp::create(mlir::UnknownLoc::get(&context));
    emit(*module);
    mlir::PassManager passes(&context);
    passes.addPass(mlir::createSCFToControlFlowPass());
    passes.addPass(mlir::createConvertVectorToLLVMPass());
    passes.addPass(mlir::createArithToLLVMConversionPass());
    passes.addPass(mlir::createConvertControlFlowToLLVMPass());
    passes.addPass(mlir::createReconcileUnrealizedCastsPass());
    if (failed(passes.run(*module)))
      return;
    if (const auto object = emitObject(*module, {}); succeeded(object))
      load(*object);
  }

  explicit operator bool() const { return apply; }
  void run(Triples &t) const { apply(t.a, t.b, t.c, t.result); }

private:
  using Apply = void (*)(const float *, const float *, const float *, float *);

  static void emit(mlir::ModuleOp module) {
    mlir::OpBuilder builder = mlir::OpBuilder::atBlockEnd(module.getBody());
    codegen::Emitter emit(builder, module.getLoc(), *kernel::findTarget("baseline"));
    codegen::emitFmaFunction(emit);
    const mlir::Type p = emit.pointerType, none = mlir::LLVM::LLVMVoidType::get(module.getContext());
    auto function = mlir::LLVM::LLVMFuncOp::create(builder, module.getLoc(), "apply",
                                                   mlir::LLVM::LLVMFunctionType::get(none, {p, p, p, p}));
    mlir::Block *body = function.addEntryBlock(builder);
    builder.setInsertionPointToStart(body);
    emit.loop(kCells, [&](mlir::Value index) {
      const mlir::Value bytes = emit.mul(index, kernel::kVectorBytes);
      const auto operand = [&](unsigned i) {
        return emit.load(emit.at(body->getArgument(i), bytes), emit.floatVector, kernel::kVectorBytes);
      };
      emit.store(emit.fma(operand(0), operand(1), operand(2)), emit.at(body->getArgument(3), bytes),
                 kernel::kVectorBytes);
    });
    mlir::LLVM::ReturnOp::create(builder, module.getLoc(), mlir::ValueRange());
  }

  void load(llvm::ArrayRef<char> object) {
    code = llvm::cantFail(llvm::orc::LLJITBuilder().create());
    auto buffer =
        llvm::MemoryBuffer::getMemBufferCopy(llvm::StringRef(object.data(), object.size()), "fma.o");
    llvm::cantFail(code->addObjectFile(std::move(buffer)));
    apply = llvm::cantFail(code->lookup("apply")).toPtr<Apply>();
  }

  std::unique_ptr<llvm::orc::LLJIT> code;
  Apply apply = nullptr;
};

class EmitFma : public testing::Test {
protected:
  /// `make(a, b, c)` sets each triple.
  template <typename Make> void expectExact(Make make, int rounds = 16) {
    static const EmittedFma fma;
    ASSERT_TRUE(fma);
    for (int round = 0; round < rounds; round++) {
      for (int64_t i = 0; i < kTriples; i++)
        make(triples->a[i], triples->b[i], triples->c[i]);
      fma.run(*triples);
      for (int64_t i = 0; i < kTriples; i++)
        compare(triples->a[i], triples->b[i], triples->c[i], triples->result[i]);
      if (HasFailure())
        return;
    }
  }

  static void compare(float a, float b, float c, float actual) {
    const float expected = std::fma(a, b, c);
    if (std::isnan(expected) && std::isnan(actual))
      return;
    ASSERT_EQ(std::bit_cast<uint32_t>(actual), std::bit_cast<uint32_t>(expected))
        << std::hexfloat << "fma(" << a << ", " << b << ", " << c << ") is " << actual << ", expected "
        << expected;
  }

  /// Any float at all: NaN, infinities and subnormals too.
  float anyBits() { return std::bit_cast<float>(static_cast<uint32_t>(random())); }
  /// A random fraction with an exponent in low..high and any sign.
  float around(int low, int high) {
    const float fraction = 1.0f + static_cast<float>(random() & 0x7fffff) * 0x1p-23f;
    return std::ldexp(random() % 2 ? fraction : -fraction,
                      low + static_cast<int>(random() % (high - low + 1)));
  }
  float sign() { return random() % 2 ? 1.0f : -1.0f; }
  int pick(int low, int high) { return low + static_cast<int>(random() % (high - low + 1)); }

  std::mt19937 random{1};
  const std::unique_ptr<Triples> triples = std::make_unique<Triples>();
};

} // namespace

TEST_F(EmitFma, anyBitsAtAll) {
  expectExact([&](float &a, float &b, float &c) { a = anyBits(), b = anyBits(), c = anyBits(); });
}

TEST_F(EmitFma, valuesAsInNetworks) {
  expectExact([&](float &a, float &b, float &c) { a = around(-6, 4), b = around(-6, 4), c = around(-6, 6); });
}

TEST_F(EmitFma, sumsAtAndBesideMidpoints) {
  // a * b is half a unit in the last place of c, times 1 or just beside 1: (1 + u)(1 - v).
  expectExact([&](float &a, float &b, float &c) {
    c = around(-60, 60);
    const float half = std::ldexp(1.0f, std::ilogb(c) - 24 - (random() % 8 == 0));
    const auto beside = [&] {
      return random() % 3 == 0 ? 1.0f : 1.0f + sign() * std::ldexp(1.0f, -pick(8, 23));
    };
    a = sign() * beside(), b = half * beside();
  });
}

TEST_F(EmitFma, productsThatTheSumCancels) {
  expectExact([&](float &a, float &b, float &c) {
    a = around(-40, 40), b = around(-40, 40), c = -(a * b);
    for (int steps = pick(0, 2); steps > 0; steps--)
      c = std::nextafter(c, sign() * std::numeric_limits<float>::infinity());
  });
}

TEST_F(EmitFma, resultsBelowTheNormalFloats) {
  expectExact([&](float &a, float &b, float &c) {
    a = around(-75, -60), b = around(-92, -62);
    c = random() % 4 ? std::bit_cast<float>(static_cast<uint32_t>(random() & 0x80ffffff)) : 0.0f;
  });
}

TEST_F(EmitFma, midpointsBelowTheNormalFloats) {
  // a * b is 2^-150 or 3 * 2^-150 times (1 + u)(1 - v), too near for a float64 beside most c.
  expectExact([&](float &a, float &b, float &c) {
    const auto beside = [&] {
      return random() % 3 == 0 ? 1.0f : 1.0f + sign() * std::ldexp(1.0f, -pick(18, 23));
    };
    a = sign() * 0x1p-75f * beside();
    b = 0x1p-75f * (random() % 2 ? beside() : 3.0f);
    c = std::bit_cast<float>(static_cast<uint32_t>(random() & 0x80ffffff));
  });
}

TEST_F(EmitFma, resultsBesideOverflow) {
  expectExact(
      [&](float &a, float &b, float &c) { a = around(60, 64), b = around(60, 64), c = around(124, 127); });
  // Half a unit above the largest float, from both sides.
  expectExact([&](float &a, float &b, float &c) {
    c = sign() * std::numeric_limits<float>::max();
    a = sign() * 0x1p51f *
        (1.0f + sign() * std::ldexp(1.0f, -pick(10, 23)) * static_cast<float>(random() % 2));
    b = 0x1p52f * (1.0f + sign() * std::ldexp(1.0f, -pick(10, 23)) * static_cast<float>(random() % 2));
  });
}

TEST_F(EmitFma, everyTripleOfSpecialValues) {
  const float infinity = std::numeric_limits<float>::infinity(),
              least = std::numeric_limits<float>::denorm_min();
  const float values[] = {0.0f,
                          1.0f,
                          0x1p-126f,
                          least,
                          0x1.fffffep127f,
                          infinity,
                          1.5f,
                          0x1p-75f,
                          0x1p-74f,
                          3.0f,
                          0x1p64f,
                          0x1.000002p0f,
                          0x1p-23f,
                          0x1p-24f,
                          std::numeric_limits<float>::quiet_NaN(),
                          0x1.fffffep-127f};
  constexpr uint32_t kCount = 32; // with signs
  const auto value = [&](uint32_t i) { return i % kCount < 16 ? values[i % 16] : -values[i % 16]; };
  uint32_t next = 0;
  expectExact(
      [&](float &a, float &b, float &c) {
        a = value(next), b = value(next / kCount), c = value(next / kCount / kCount);
        next++;
      },
      1);
  EXPECT_GE(next, kCount * kCount * kCount);
}
