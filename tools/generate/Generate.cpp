// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/generate/Generate.h"

#include "runtime/showers/ShowerWriter.h"
#include "tools/generate/CommandLine.h"
#include "tools/generate/Pipeline.h"
#include "tools/generate/Progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>

namespace ganc {
namespace {

ShowerFormat formatOf(const Description &description) {
  ShowerFormat format;
  format.particle = description.particle;
  for (const GridAxis &axis : description.grid) {
    format.axes.push_back(axis.name);
    format.cells.push_back(axis.cells);
  }
  const bool onlyEnergy = description.conditions.size() == 1 && description.conditions[0].name == "energy";
  for (const Condition &condition : description.conditions)
    if (!onlyEnergy)
      format.conditions.push_back(condition.name);
  return format;
}

// Tells, before an older file is replaced, that the model does not run here.
Result<Done> tryOneShower(const Recipe &recipe, const GenerateOptions &options) {
  MadeShowers showers;
  return ShowerMaker(recipe).make(options.first, 1, showers);
}

Result<Done> writeShowers(const Recipe &recipe, const GenerateOptions &options, ShowerWriter &writer) {
  const int64_t size = ShowerMaker::blockSize;
  Progress progress(options.count);
  const auto newWorker = [&]() -> MakeBlock {
    return [&, maker = std::make_shared<ShowerMaker>(recipe)](int64_t block, MadeShowers &showers) {
      return maker->make(options.first + block * size, std::min(size, options.count - block * size), showers);
    };
  };
  const auto consume = [&](const MadeShowers &showers) {
    Result<Done> appended = writer.append(showers.count, showers.energies.data(), showers.primaries.data(),
                                          showers.drawn.conditions.data());
    progress.show(writer.written());
    return appended;
  };
  const int64_t blocks = options.count / size + (options.count % size != 0);
  return makeInOrder(blocks, options.threads, newWorker, consume);
}

Result<Done> generate(const Recipe &recipe, const GenerateOptions &options) {
  const auto start = std::chrono::steady_clock::now();
  if (Result<Done> tried = tryOneShower(recipe, options); !tried)
    return tried;
  Result<ShowerWriter> writer = ShowerWriter::create(options.output, formatOf(recipe.description));
  if (!writer)
    return writer.error();
  const Result<Done> made = writeShowers(recipe, options, *writer);
  const Result<Done> closed = writer->close();
  if (!made || !closed)
    return Error{fmt::format("{}\n{} of {} showers are in {}", (made ? closed : made).error().message,
                             writer->written(), options.count, options.output)};
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  fmt::print(stderr, "{} showers in {:.2f} s, {:.1f} us/shower, in {}\n", options.count, seconds.count(),
             1e6 * seconds.count() / double(std::max<int64_t>(options.count, 1)), options.output);
  return Done{};
}

int report(const ganc_model &model, const Error &error) {
  fmt::print(stderr, "{}-generate: error: {}\n", model.name, error.message);
  return 1;
}

int parseAndGenerate(const ganc_model &model, std::string_view descriptionText, int argc, char **argv) {
  if (descriptionText.empty())
    return report(model, {"the model was compiled without a generator description"});
  const Result<Description> description =
      parseDescription(descriptionText, fmt::format("{}.toml", model.name));
  if (!description)
    return report(model, description.error());
  const std::variant<GenerateOptions, int> options = parseCommandLine(model, *description, argc, argv);
  if (const int *exitCode = std::get_if<int>(&options))
    return *exitCode;
  const GenerateOptions &asked = std::get<GenerateOptions>(options);
  const Result<Recipe> recipe = Recipe::create(model, *description, asked.sampling);
  if (!recipe)
    return report(model, recipe.error());
  const Result<Done> done = generate(*recipe, asked);
  return done ? 0 : report(model, done.error());
}

} // namespace

int generateMain(const ganc_model &model, std::string_view descriptionText, int argc, char **argv) {
  std::signal(SIGXFSZ, SIG_IGN); // a file-size limit is reported like a full disk
  try {
    return parseAndGenerate(model, descriptionText, argc, argv);
  } catch (const std::exception &exception) {
    return report(model, {exception.what()});
  }
}

} // namespace ganc
