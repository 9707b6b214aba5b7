// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads a TOML table whose keys are known beforehand: every value is checked for its type, and a key nobody
// asked for is an error, all of them located. Throws DescriptionError; private to the parser.

#ifndef GANC_RUNTIME_SAMPLING_TOMLREADER_H
#define GANC_RUNTIME_SAMPLING_TOMLREADER_H

#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

namespace ganc {

struct DescriptionError : std::exception {
  explicit DescriptionError(std::string message) : message(std::move(message)) {}
  const char *what() const noexcept override { return message.c_str(); }
  std::string message;
};

class TomlReader {
public:
  // `what` names the table in messages: "[output]", "piece". Both views outlive the reader.
  TomlReader(const toml::table &table, std::string_view fileName, std::string_view what)
      : table(table), fileName(fileName), what(what) {}

  bool has(std::string_view key) { return find(key) != nullptr; }
  std::string text(std::string_view key);             // "" when absent
  std::string requiredText(std::string_view key);     // not empty
  std::optional<double> number(std::string_view key); // finite
  int64_t count(std::string_view key);                // required, 1 ... 2^31-1
  std::optional<int64_t> integer(std::string_view key);
  std::vector<double> numbers(std::string_view key); // empty when absent, else not empty
  std::vector<std::string> texts(std::string_view key);
  const toml::table *subtable(std::string_view key);
  const toml::array *tables(std::string_view key); // required: an array of tables, not empty

  // To be called last.
  void rejectOtherKeys() const;

  [[noreturn]] void fail(std::string_view message) const { failAt(table, message); }
  [[noreturn]] void failAt(std::string_view key, std::string_view message) const;
  [[noreturn]] void failAt(const toml::node &node, std::string_view message) const;

private:
  const toml::node *find(std::string_view key);
  [[noreturn]] void failAt(const toml::source_region &region, std::string_view message) const;
  [[noreturn]] void wrongType(const toml::node &node, std::string_view key, std::string_view expected) const;
  double finite(const toml::node &node, std::string_view key) const;
  const toml::array *array(std::string_view key, std::string_view expected);

  const toml::table &table;
  std::string_view fileName, what;
  std::vector<std::string_view> asked;
};

// The keys of a table in the order of the file (toml++ keeps them sorted).
std::vector<const toml::key *> keysInFileOrder(const toml::table &table);

} // namespace ganc

#endif
