// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/target/ObjectPieces.h"

#include "compiler/target/LoadedModel.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Parser/Parser.h"

#include <gtest/gtest.h>

#include <regex>

using namespace ganc;

namespace {

/// A model's table begins with its version, which is here what two equal kernels leave of a private constant.
const std::string kModule = R"(
llvm.mlir.global private constant @constant(CONSTANT : i32) : i32
llvm.mlir.global private @table(0 : i32) : i32
llvm.func internal @twice_NUMBER(%x: i32) -> i32 attributes {no_inline} {
  %y = llvm.add %x, %x : i32
  llvm.return %y : i32
}
llvm.func internal @twice_other(%x: i32) -> i32 attributes {no_inline} {
  %y = llvm.add %x, %x : i32
  llvm.return %y : i32
}
llvm.func @t_model() -> !llvm.ptr {
  %c = llvm.mlir.addressof @constant : !llvm.ptr
  %x = llvm.load %c : !llvm.ptr -> i32
  %y = llvm.call @twice_NUMBER(%x) : (i32) -> i32
  %z = llvm.call @twice_other(%y) : (i32) -> i32
  %t = llvm.mlir.addressof @table : !llvm.ptr
  llvm.store %z, %t : i32, !llvm.ptr
  llvm.return %t : !llvm.ptr
}
)";

class Pieces : public testing::Test {
protected:
  Pieces() { context.loadDialect<mlir::LLVM::LLVMDialect>(); }

  std::vector<ObjectCode> emit(const std::string &constant, const std::string &number) {
    std::string text = std::regex_replace(kModule, std::regex("NUMBER"), number);
    text.replace(text.find("CONSTANT"), 8, constant);
    const auto module = mlir::parseSourceString<mlir::ModuleOp>(text, &context);
    const auto objects = pieces.emit(*module, [this](mlir::ModuleOp kernels) {
      for (auto function : kernels.getOps<mlir::LLVM::LLVMFuncOp>())
        lowered += !function.isExternal();
      return mlir::success();
    });
    return succeeded(objects) ? *objects : std::vector<ObjectCode>();
  }

  static uint32_t versionIn(const std::vector<ObjectCode> &objects) {
    auto model = LoadedModel::load(objects, "t");
    EXPECT_TRUE(bool(model)) << llvm::toString(model.takeError());
    return model ? model->table().abi_version : 0;
  }

  mlir::MLIRContext context;
  int lowered = 0; ///< functions
  ObjectPieces pieces;
};

} // namespace

TEST_F(Pieces, areTheRestAndEachKernelOnce) {
  EXPECT_EQ(emit("21", "1").size(), 2u);
}

TEST_F(Pieces, findEachOtherWhenLoaded) {
  EXPECT_EQ(versionIn(emit("21", "1")), 84u);
}

TEST_F(Pieces, ofKernelsAreSharedByNetworksWithOtherConstantsAndNumbers) {
  const auto first = emit("21", "1"), second = emit("4", "2");
  EXPECT_EQ(first[0], second[0]);
  EXPECT_NE(first[1], second[1]);
  EXPECT_EQ(versionIn(second), 16u);
}

TEST_F(Pieces, areLoweredOnce) {
  emit("21", "1");
  EXPECT_EQ(lowered, 2);
  emit("4", "2");
  EXPECT_EQ(lowered, 3); // t_model
}
