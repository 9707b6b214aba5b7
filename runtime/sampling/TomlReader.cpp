// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/sampling/TomlReader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

namespace ganc {

void TomlReader::failAt(const toml::source_region &region, std::string_view message) const {
  throw DescriptionError(
      fmt::format("{}:{}:{}: {}", fileName, region.begin.line, region.begin.column, message));
}

void TomlReader::failAt(const toml::node &node, std::string_view message) const {
  failAt(node.source(), message);
}

void TomlReader::failAt(std::string_view key, std::string_view message) const {
  const toml::node *node = table.get(key);
  failAt(node ? *node : table, message);
}

void TomlReader::wrongType(const toml::node &node, std::string_view key, std::string_view expected) const {
  std::ostringstream type;
  type << node.type();
  failAt(node, fmt::format("'{}' in {} is of type {}, expected {}", key, what, type.str(), expected));
}

const toml::node *TomlReader::find(std::string_view key) {
  if (std::find(asked.begin(), asked.end(), key) == asked.end())
    asked.push_back(key);
  return table.get(key);
}

std::string TomlReader::text(std::string_view key) {
  const toml::node *node = find(key);
  if (!node)
    return "";
  if (!node->is_string())
    wrongType(*node, key, "a text");
  return **node->as_string();
}

std::string TomlReader::requiredText(std::string_view key) {
  std::string result = text(key);
  if (result.empty())
    failAt(key, fmt::format("'{}' in {} is missing or empty, expected a text", key, what));
  return result;
}

double TomlReader::finite(const toml::node &node, std::string_view key) const {
  const std::optional<double> value = node.is_number() ? node.value<double>() : std::nullopt;
  if (!value)
    wrongType(node, key, "a number");
  if (!std::isfinite(*value))
    failAt(node, fmt::format("'{}' in {} is {}, expected a finite number", key, what, *value));
  return *value;
}

std::optional<double> TomlReader::number(std::string_view key) {
  const toml::node *node = find(key);
  return node ? std::optional(finite(*node, key)) : std::nullopt;
}

std::optional<int64_t> TomlReader::integer(std::string_view key) {
  const toml::node *node = find(key);
  if (!node)
    return std::nullopt;
  if (!node->is_integer())
    wrongType(*node, key, "a whole number");
  return **node->as_integer();
}

int64_t TomlReader::count(std::string_view key) {
  const std::optional<int64_t> value = integer(key);
  if (!value)
    fail(fmt::format("'{}' is missing in {}, expected a number of elements", key, what));
  if (*value < 1 || *value > std::numeric_limits<int32_t>::max())
    failAt(key, fmt::format("'{}' in {} is {}, expected 1 to 2147483647", key, what, *value));
  return *value;
}

const toml::array *TomlReader::array(std::string_view key, std::string_view expected) {
  const toml::node *node = find(key);
  if (!node)
    return nullptr;
  if (!node->is_array())
    wrongType(*node, key, expected);
  if (node->as_array()->empty())
    failAt(*node, fmt::format("'{}' in {} is empty, expected {}", key, what, expected));
  return node->as_array();
}

std::vector<double> TomlReader::numbers(std::string_view key) {
  std::vector<double> result;
  if (const toml::array *list = array(key, "an array of numbers"))
    for (const toml::node &node : *list)
      result.push_back(finite(node, key));
  return result;
}

std::vector<std::string> TomlReader::texts(std::string_view key) {
  std::vector<std::string> result;
  if (const toml::array *list = array(key, "an array of texts"))
    for (const toml::node &node : *list) {
      if (!node.is_string())
        wrongType(node, key, "a text");
      result.push_back(**node.as_string());
    }
  return result;
}

const toml::table *TomlReader::subtable(std::string_view key) {
  const toml::node *node = find(key);
  if (node && !node->is_table())
    wrongType(*node, key, "a table");
  return node ? node->as_table() : nullptr;
}

const toml::array *TomlReader::tables(std::string_view key) {
  const toml::array *list = array(key, "an array of tables");
  if (!list)
    fail(fmt::format("'{}' is missing in {}, expected an array of tables", key, what));
  for (const toml::node &node : *list)
    if (!node.is_table())
      wrongType(node, key, "a table");
  return list;
}

void TomlReader::rejectOtherKeys() const {
  for (const toml::key *key : keysInFileOrder(table))
    if (std::find(asked.begin(), asked.end(), key->str()) == asked.end())
      failAt(key->source(), fmt::format("key '{}' in {} is not known, expected one of: {}", key->str(), what,
                                        fmt::join(asked, ", ")));
}

std::vector<const toml::key *> keysInFileOrder(const toml::table &table) {
  std::vector<const toml::key *> keys;
  for (auto entry = table.cbegin(); entry != table.cend(); ++entry)
    keys.push_back(&entry->first);
  std::sort(keys.begin(), keys.end(), [](const toml::key *a, const toml::key *b) {
    const auto &left = a->source().begin, &right = b->source().begin;
    return std::pair(left.line, left.column) < std::pair(right.line, right.column);
  });
  return keys;
}

} // namespace ganc
