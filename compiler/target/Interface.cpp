// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "compiler/target/Interface.h"

#include "dialects/kernel/CName.h"

#include "llvm/Support/FormatVariadic.h"

#include <functional>
#include <numeric>

using namespace llvm;
using namespace ganc;

using Tensors = std::vector<std::unique_ptr<metadata::TensorT>>;

// A name from an ONNX file can hold anything, the end of a comment too.
static std::string commentText(StringRef name) {
  std::string text = name.str();
  for (char &character : text)
    if (!isPrint(character) || character == '*' || character == '\\')
      character = '?';
  return text;
}

static std::string sizes(StringRef prefix, StringRef kind, const Tensors &tensors) {
  std::string text = formatv("#define {0}_{1}_COUNT {2}\n", prefix, kind, tensors.size());
  for (auto [index, tensor] : enumerate(tensors)) {
    const auto &shape = tensor->shape;
    const int64_t elements = std::accumulate(shape.begin(), shape.end(), int64_t(1), std::multiplies<>());
    text += formatv("#define {0}_{1}_{2}_ELEMENTS {3} /* {4} [{5:$[, ]}] */\n", prefix, kind, index, elements,
                    commentText(tensor->name), make_range(shape.begin(), shape.end()));
  }
  return text;
}

std::string ganc::headerText(const ModelFacts &facts) {
  const std::string name = cName(facts.name);
  const std::string prefix = StringRef(name).upper();
  return formatv(
             R"(/* The model {0}, compiled by ganc {1}. How to run it is said in abi.h; both are C99 and C++. */
#ifndef GANC_MODEL_{3}_H
#define GANC_MODEL_{3}_H

#include "abi.h"

#ifdef __cplusplus
extern "C" {{
#endif

/* The table of the model: constant, may be used by any number of threads. */
const ganc_model *{2}_model(void);

#ifdef __cplusplus
}
#endif

/* Floats of one shower in each input and output, in the order of the table. */
{4}{5}
/* Bytes of workspace that are enough for any n; `workspace_bytes(n)` of the table may be less. */
#define {3}_WORKSPACE_BYTES {6}

#endif
)",
             commentText(facts.name), commentText(facts.ganc_version), name, prefix,
             sizes(prefix, "INPUT", facts.inputs), sizes(prefix, "OUTPUT", facts.outputs),
             facts.workspace_bytes)
      .str();
}

static std::string quotedForCMake(StringRef text) {
  std::string quoted;
  for (char character : text) {
    if (StringRef("\\\"$;@").contains(character))
      quoted += '\\';
    quoted += character;
  }
  return quoted;
}

std::string ganc::cmakeText(const ModelFacts &facts) {
  return formatv(
             R"(# The model {0}, compiled by ganc: {0}::{0} is the shared library, {0}::{0}_static the static one.
if(NOT TARGET "{0}::{0}")
  add_library("{0}::{0}" SHARED IMPORTED)
  set_target_properties("{0}::{0}" PROPERTIES
    IMPORTED_LOCATION "${{CMAKE_CURRENT_LIST_DIR}/lib{0}.so"
    IMPORTED_SONAME "lib{0}.so"
    INTERFACE_INCLUDE_DIRECTORIES "${{CMAKE_CURRENT_LIST_DIR}")
  add_library("{0}::{0}_static" STATIC IMPORTED)
  set_target_properties("{0}::{0}_static" PROPERTIES
    IMPORTED_LOCATION "${{CMAKE_CURRENT_LIST_DIR}/lib{0}.a"
    INTERFACE_INCLUDE_DIRECTORIES "${{CMAKE_CURRENT_LIST_DIR}")
endif()
)",
             quotedForCMake(facts.name))
      .str();
}
