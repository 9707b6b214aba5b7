// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-validate/Validate.h"
#include "tools/ganc-validate/Input.h"
#include "tools/ganc-validate/Validation.h"

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>

namespace ganc {
namespace {

/// The whole text or, on a full disk, no file. What is no regular file (/dev/null, a pipe) is written into,
/// not replaced.
std::optional<Error> writeFile(const std::string &file, const std::string &text) {
  if (file.empty())
    return std::nullopt;
  std::error_code error, ignored;
  const bool special =
      std::filesystem::exists(file, ignored) && !std::filesystem::is_regular_file(file, ignored);
  const std::string part = special ? file : file + ".part";
  std::ofstream stream(part, std::ios::binary);
  stream << text;
  stream.close();
  if (stream && !special)
    std::filesystem::rename(part, file, error);
  if (stream && !error)
    return std::nullopt;
  if (!special)
    std::filesystem::remove(part, ignored);
  return Error{fmt::format("{}: cannot be written, expected a writable path and free space", file)};
}

Result<Report> run(const ValidateOptions &options) {
  Result<ValidationInput> input = readInput(options);
  if (!input)
    return input.error();
  Result<Report> report = validate(options, *input);
  if (!report)
    return report;
  if (auto error = writeFile(options.json, options.json.empty() ? "" : jsonReport(*report)))
    return *error;
  if (auto error = writeFile(options.report, options.report.empty() ? "" : htmlReport(*report)))
    return *error;
  return report;
}

int fail(const std::string &message) {
  fmt::print(stderr, "ganc-validate: {}\n", message);
  return 1;
}

int report(const ValidateOptions &options) {
  Result<Report> report = run(options);
  if (!report)
    return fail(report.error().message);
  std::string text = terminalReport(*report);
  bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (!written)
    return fail("the standard output cannot be written");
  return report->passed() ? 0 : 1;
}

} // namespace

int validateMain(int argc, const char *const *argv) try {
  std::variant<ValidateOptions, int> options = parseValidateOptions(argc, argv);
  if (const int *exitCode = std::get_if<int>(&options))
    return *exitCode;
  return report(std::get<ValidateOptions>(options));
} catch (const std::exception &error) {
  return fail(error.what()); // memory; everything else is a Result
}

} // namespace ganc
