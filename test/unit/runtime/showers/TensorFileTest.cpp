// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/showers/TensorFile.h"
#include "test/unit/runtime/showers/Folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <hdf5.h>

#include <cstdlib>

using namespace ganc;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

const std::vector<Tensor> two = {{"z", 2, {3}, {1, 2, 3, 4, 5, 6}},
                                 {"model/Identity:0", 2, {1, 2}, {7, 8, 9, 10}}};

std::string errorOf(const std::string &path, const std::vector<std::string> &names) {
  const Result<std::vector<Tensor>> tensors = readTensors(path, names);
  return tensors ? "" : tensors.error().message;
}

// One dataset of two rows of any type, without data when `values` is null.
void writeRaw(const std::string &path, const char *name, hid_t type, std::vector<hsize_t> extents,
              const void *values) {
  const hid_t file = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  const hid_t space = extents.empty() ? H5Screate(H5S_SCALAR)
                                      : H5Screate_simple(int(extents.size()), extents.data(), nullptr);
  const hid_t dataset = H5Dcreate2(file, name, type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
  if (values)
    H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values);
  H5Dclose(dataset);
  H5Sclose(space);
  H5Fclose(file);
}

TEST(TensorFile, ReadsBackWhatWasWrittenInTheOrderAskedFor) {
  const Folder folder;
  ASSERT_TRUE(writeTensors(folder.file("a.h5"), two));
  const auto tensors = readTensors(folder.file("a.h5"), std::vector<std::string>{"model/Identity:0", "z"});
  ASSERT_TRUE(tensors) << tensors.error().message;
  EXPECT_EQ((*tensors)[0].showers, 2);
  EXPECT_THAT((*tensors)[0].shape, ElementsAre(1, 2));
  EXPECT_THAT((*tensors)[0].values, ElementsAre(7, 8, 9, 10));
  EXPECT_THAT((*tensors)[1].values, ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST(TensorFile, ReadsDoublesAsFloats) {
  const Folder folder;
  const double values[] = {0.1, 0.2, 0.3, 0.4};
  writeRaw(folder.file("a.h5"), "z", H5T_NATIVE_DOUBLE, {2, 2}, values);
  const auto tensors = readTensors(folder.file("a.h5"), std::vector<std::string>{"z"});
  ASSERT_TRUE(tensors) << tensors.error().message;
  EXPECT_THAT((*tensors)[0].values, ElementsAre(0.1f, 0.2f, 0.3f, 0.4f));
}

TEST(TensorFile, NamesFileAndTensorThatIsMissing) {
  const Folder folder;
  ASSERT_TRUE(writeTensors(folder.file("a.h5"), two));
  EXPECT_EQ(errorOf(folder.file("a.h5"), {"z", "y"}), folder.file("a.h5") + " has no dataset 'y'");
  EXPECT_THAT(errorOf(folder.file("a.h5"), {"model"}), HasSubstr("has no dataset 'model'"));
  EXPECT_THAT(errorOf(folder.file("b.h5"), {"z"}), HasSubstr("cannot read"));
}

TEST(TensorFile, RejectsTensorsOfDifferentNumbersOfShowers) {
  const Folder folder;
  ASSERT_TRUE(
      writeTensors(folder.file("a.h5"), std::vector<Tensor>{{"z", 2, {1}, {1, 2}}, {"y", 1, {2}, {1, 2}}}));
  EXPECT_THAT(errorOf(folder.file("a.h5"), {"z", "y"}),
              HasSubstr("tensor 'y' has 1 showers, expected 2 as 'z' has"));
}

TEST(TensorFile, RejectsOtherTypesAndScalars) {
  const Folder folder;
  const int32_t values[] = {1, 2};
  const float scalar = 1;
  writeRaw(folder.file("a.h5"), "z", H5T_NATIVE_INT32, {2}, values);
  EXPECT_THAT(errorOf(folder.file("a.h5"), {"z"}), HasSubstr("'z' is not of floating-point numbers"));
  writeRaw(folder.file("a.h5"), "z", H5T_NATIVE_FLOAT, {}, &scalar);
  EXPECT_THAT(errorOf(folder.file("a.h5"), {"z"}), HasSubstr("'z' has no axes"));
}

TEST(TensorFile, RefusesToBelieveMoreThanTheFileHolds) {
  const Folder folder;
  writeRaw(folder.file("a.h5"), "z", H5T_NATIVE_FLOAT, {1000000, 1000000}, nullptr);
  EXPECT_THAT(errorOf(folder.file("a.h5"), {"z"}), HasSubstr("'z' claims more elements than the file holds"));
}

TEST(TensorFile, SaysWhyItCannotWrite) {
  const Folder folder;
  const Result<Done> written = writeTensors(folder.file("no/a.h5"), two);
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error().message, HasSubstr("No such file or directory"));
}

TEST(TensorFile, ReadsTheGoldens) {
  const char *folder = std::getenv("GANC_MODELS");
  const std::filesystem::path models =
      folder ? folder : std::filesystem::path(__FILE__).parent_path() / "../../../../../shared/models";
  if (!std::filesystem::is_directory(models))
    GTEST_SKIP() << "no models; set GANC_MODELS";
  const auto tensors = readTensors(models / "gan3d-25-keras/golden-keras3.h5",
                                   std::vector<std::string>{"latent", "Identity:0"});
  ASSERT_TRUE(tensors) << tensors.error().message;
  EXPECT_EQ((*tensors)[0].elements(), 200);
  EXPECT_EQ((*tensors)[1].elements(), 15625);
  EXPECT_EQ((*tensors)[1].showers, 16);
}

} // namespace
