// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-validate/Input.h"
#include "runtime/showers/ShowerReader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace ganc {
namespace {

constexpr int64_t blockBytes = 16 << 20;

struct SampleFile {
  std::string name;
  ShowerReader reader;
  Grid grid;

  int64_t showersPerBlock() const { return std::max<int64_t>(1, blockBytes / (4 * reader.cells())); }
};

/// A grid of fewer axes is one cell thick in the others: depth (z) is the last axis.
Result<Grid> gridOf(const ShowerReader &reader, const std::string &name) {
  std::vector<int64_t> shape = reader.shape();
  if (shape.size() > 3)
    return Error{fmt::format("{}: the grid has {} axes, expected at most 3", name, shape.size())};
  shape.insert(shape.begin(), 3 - shape.size(), 1);
  return Grid{std::size_t(shape[0]), std::size_t(shape[1]), std::size_t(shape[2])};
}

std::string words(Grid grid) {
  return fmt::format("{} x {} x {}", grid.x, grid.y, grid.z);
}

Result<SampleFile> openSample(const std::string &name) {
  Result<ShowerReader> reader = ShowerReader::open(name);
  if (!reader)
    return reader.error();
  if (reader->showers() == 0)
    return Error{fmt::format("{}: has no showers, expected some", name)};
  Result<Grid> grid = gridOf(*reader, name);
  if (!grid)
    return grid.error();
  return SampleFile{name, std::move(*reader), *grid};
}

Result<SampleFile> openSampleLike(const SampleFile &first, const std::string &name) {
  Result<SampleFile> file = openSample(name);
  if (file && file->grid != first.grid)
    return Error{fmt::format("{}: the grid is {}, expected {} as in {}", name, words(file->grid),
                             words(first.grid), first.name)};
  return file;
}

/// Showers first ... of the file go into the sample; returns them as read.
Result<ShowerBlock> addBlock(const SampleFile &file, int64_t first, Sample &sample) {
  int64_t count = std::min(file.showersPerBlock(), file.reader.showers() - first);
  Result<ShowerBlock> block = file.reader.read(first, count);
  if (!block)
    return block;
  std::vector<double> energies(block->primaries.begin(), block->primaries.end());
  if (auto wrong = sample.add(block->energies, energies))
    return Error{file.name + ": " + *wrong};
  return block;
}

Result<Sample> readSample(const SampleFile &file) {
  Sample sample(file.grid);
  while (int64_t(sample.size()) < file.reader.showers())
    if (auto block = addBlock(file, int64_t(sample.size()), sample); !block)
      return block.error();
  return sample;
}

std::optional<Error> differentEnergies(const SampleFile &fileA, const Sample &a, const SampleFile &fileB,
                                       const Sample &b, std::size_t from) {
  for (std::size_t k = from; k < a.size(); ++k)
    if (a.primaryEnergies()[k] != b.primaryEnergies()[k])
      return Error{
          fmt::format("{}: the primary energy of shower {} is {} GeV, expected {} as in {}: paired showers "
                      "have the same conditions",
                      fileB.name, k, b.primaryEnergies()[k], a.primaryEnergies()[k], fileA.name)};
  return std::nullopt;
}

Result<ValidationInput> readPairs(const SampleFile &fileA, const SampleFile &fileB) {
  if (fileA.reader.showers() != fileB.reader.showers())
    return Error{fmt::format("{}: has {} showers, expected {} as in {}: showers are paired by their number",
                             fileB.name, fileB.reader.showers(), fileA.reader.showers(), fileA.name)};
  Sample a(fileA.grid), b(fileB.grid);
  Pairing pairing;
  while (int64_t(a.size()) < fileA.reader.showers()) {
    std::size_t first = a.size();
    Result<ShowerBlock> blockA = addBlock(fileA, int64_t(first), a);
    if (!blockA)
      return blockA.error();
    Result<ShowerBlock> blockB = addBlock(fileB, int64_t(first), b);
    if (!blockB)
      return blockB.error();
    if (auto wrong = differentEnergies(fileA, a, fileB, b, first))
      return *wrong;
    pairing.add(blockA->energies, blockB->energies, a.size() - first);
  }
  return ValidationInput{std::move(a), std::move(b), {}, std::move(pairing)};
}

Result<ValidationInput> readSamples(const SampleFile &fileA, const SampleFile &fileB) {
  Result<Sample> a = readSample(fileA);
  if (!a)
    return a.error();
  Result<Sample> b = readSample(fileB);
  if (!b)
    return b.error();
  return ValidationInput{std::move(*a), std::move(*b)};
}

Result<Sample> readFloor(const SampleFile &first, const std::string &name) {
  Result<SampleFile> file = openSampleLike(first, name);
  return file ? readSample(*file) : Result<Sample>(file.error());
}

Result<Description> readFittingDescription(const std::string &name, const SampleFile &file) {
  Result<Description> description = readDescription(name);
  if (!description)
    return description;
  std::vector<int64_t> cells;
  for (const GridAxis &axis : description->grid)
    cells.push_back(axis.cells);
  if (cells != file.reader.shape())
    return Error{fmt::format("{}: the grid is {}, expected {} as in {}", name, fmt::join(cells, " x "),
                             fmt::join(file.reader.shape(), " x "), file.name)};
  return description;
}

} // namespace

Result<ValidationInput> readInput(const ValidateOptions &options) {
  Result<SampleFile> a = openSample(options.a);
  if (!a)
    return a.error();
  Result<SampleFile> b = openSampleLike(*a, options.b);
  if (!b)
    return b.error();
  std::optional<Description> description;
  if (!options.generator.empty()) {
    Result<Description> read = readFittingDescription(options.generator, *a);
    if (!read)
      return read.error();
    description = std::move(*read);
  }
  Result<ValidationInput> input = options.paired ? readPairs(*a, *b) : readSamples(*a, *b);
  if (!input)
    return input;
  input->description = std::move(description);
  for (const std::string &name : options.floor) {
    Result<Sample> read = readFloor(*a, name);
    if (!read)
      return read.error();
    input->floor.push_back(std::move(*read));
  }
  return input;
}

} // namespace ganc
