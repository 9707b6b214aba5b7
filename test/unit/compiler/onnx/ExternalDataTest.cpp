// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "test/unit/compiler/onnx/HostileImport.h"

#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

using namespace mlir;

namespace ganc {
namespace {

class ExternalData : public HostileImport {
protected:
  /// The dense layer with its weight kept elsewhere.
  onnx::ModelProto denseIn(const std::string &location, const std::string &offset = "0") {
    onnx::ModelProto model = dense();
    weightOf(model)->clear_float_data();
    weightOf(model)->set_data_location(onnx::TensorProto::EXTERNAL);
    for (const auto &[key, value] :
         {std::pair<std::string, std::string>("location", location), {"offset", offset}}) {
      auto *entry = weightOf(model)->add_external_data();
      entry->set_key(key);
      entry->set_value(value);
    }
    return model;
  }
  void writeFile(const std::string &name, size_t bytes) {
    std::ofstream(folder + "/" + name, std::ios::binary) << std::string(bytes, '\0');
  }
};

TEST_F(ExternalData, IsReadFromTheModelsFolder) {
  writeFile("weights.bin", 32);
  EXPECT_EQ(importedOps(denseIn("weights.bin", "8")), "dense");
}

TEST_F(ExternalData, CutShortIsRejected) {
  writeFile("weights.bin", 23);
  expectError(denseIn("weights.bin"), "w: external data 'weights.bin' has 23 bytes, expected 24 at offset 0");
  expectError(denseIn("weights.bin", "18446744073709551615"), "w: external data 'weights.bin' has 23 bytes");
  expectError(denseIn("weights.bin", "-1"), "w: external data's offset is '-1', expected a number");
  expectError(denseIn("absent.bin"), "w: external data 'absent.bin' is not readable");
}

TEST_F(ExternalData, OutsideOfTheFolderIsRejected) {
  writeFile("weights.bin", 24);
  ASSERT_EQ(mkdir((folder + "/model").c_str(), 0700), 0);
  ASSERT_EQ(symlink("/etc/passwd", (folder + "/link.bin").c_str()), 0);
  ASSERT_EQ(symlink("/etc", (folder + "/link").c_str()), 0);
  expectError(denseIn("/etc/passwd"), "w: external data is in '/etc/passwd', expected a path inside");
  expectError(denseIn("../weights.bin"), "w: external data is in '../weights.bin'");
  expectError(denseIn("model/../weights.bin"), "w: external data is in 'model/../weights.bin'");
  expectError(denseIn("link.bin"), "w: external data 'link.bin' is a link to '/etc/passwd'");
  expectError(denseIn("link/passwd"), "w: external data 'link/passwd' is a link");
  expectError(denseIn(""), "w: external data is in ''");
  expectError(denseIn("model"), "w: external data 'model' is no regular file");
}

} // namespace
} // namespace ganc
