// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/target/ObjectPieces.h"

#include "compiler/target/LoadedModel.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Parser/Parser.h"

#include <gtest/gtest.h>

using namespace ganc;

namespace {

/// A model's table begins with its version, which is here what two private functions leave of a private constant.
const std::string kModule = R"(
llvm.mlir.global private constant @constant(CONSTANT : i32) : i32
llvm.mlir.global private @table(0 : i32) : i32
llvm.func internal @twice(%x: i32) -> i32 {
  %y = llvm.add %x, %x : i32
  llvm.return %y : i32
}
llvm.func @t_model() -> !llvm.ptr {
  %c = llvm.mlir.addressof @constant : !llvm.ptr
  %x = llvm.load %c : !llvm.ptr -> i32
  %y = llvm.call @twice(%x) : (i32) -> i32
  %t = llvm.mlir.addressof @table : !llvm.ptr
  llvm.store %y, %t : i32, !llvm.ptr
  llvm.return %t : !llvm.ptr
}
)";

class Pieces : public testing::Test {
protected:
  Pieces() { context.loadDialect<mlir::LLVM::LLVMDialect>(); }

  std::vector<ObjectCode> emit(const std::string &constant) {
    std::string text = kModule;
    text.replace(text.find("CONSTANT"), 8, constant);
    const auto module = mlir::parseSourceString<mlir::ModuleOp>(text, &context);
    const auto objects = pieces.emit(*module);
    return succeeded(objects) ? *objects : std::vector<ObjectCode>();
  }

  static uint32_t versionIn(const std::vector<ObjectCode> &objects) {
    auto model = LoadedModel::load(objects, "t");
    EXPECT_TRUE(bool(model)) << llvm::toString(model.takeError());
    return model ? model->table().abi_version : 0;
  }

  mlir::MLIRContext context;
  ObjectPieces pieces;
};

} // namespace

TEST_F(Pieces, areDataAndEachFunction) {
  EXPECT_EQ(emit("21").size(), 3u);
}

TEST_F(Pieces, findEachOtherWhenLoaded) {
  EXPECT_EQ(versionIn(emit("21")), 42u);
}

TEST_F(Pieces, ofFunctionsAreSharedByNetworksWithOtherConstants) {
  const auto first = emit("21"), second = emit("4");
  EXPECT_NE(first[0], second[0]);
  EXPECT_EQ(first[1], second[1]);
  EXPECT_EQ(first[2], second[2]);
  EXPECT_EQ(versionIn(second), 8u);
}
