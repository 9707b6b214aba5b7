# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#   ganc_add_model(TARGET MODEL.onnx [OPTIONS -O3 --int8 ...])
#
# Makes a library to link with: the model, compiled again when its file changes, and its headers.
function(ganc_add_model target model)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "OPTIONS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "ganc_add_model(${target}): unknown arguments ${arg_UNPARSED_ARGUMENTS}, expected OPTIONS ...")
  endif()
  get_filename_component(model "${model}" ABSOLUTE)
  get_filename_component(name "${model}" NAME_WLE)
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  set(library "${folder}/lib${name}.a")
  set(compiler "${ganc_BINARY_DIR}/ganc")
  add_custom_command(
    OUTPUT "${library}" "${folder}/${name}.h"
    COMMAND "${compiler}" "${model}" ${arg_OPTIONS} --emit=lib -o "${folder}"
    DEPENDS "${model}" "${compiler}"
    VERBATIM)
  add_custom_target(${target}_compile DEPENDS "${library}")
  add_library(${target} INTERFACE)
  add_dependencies(${target} ${target}_compile)
  target_link_libraries(${target} INTERFACE "${library}")
  target_include_directories(${target} INTERFACE "${folder}")
endfunction()
