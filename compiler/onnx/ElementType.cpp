// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/onnx/ElementType.h"

#include "llvm/ADT/APFloat.h"
#include "llvm/Support/Endian.h"

using namespace llvm;

namespace ganc::onnx_import {

static constexpr ElementType kElementTypes[] = {
    {1, "float", 4, true},     {2, "uint8", 1, false},  {3, "int8", 1, false},    {4, "uint16", 2, false},
    {5, "int16", 2, false},    {6, "int32", 4, false},  {7, "int64", 8, false},   {9, "bool", 1, false},
    {10, "float16", 2, true},  {11, "double", 8, true}, {12, "uint32", 4, false}, {13, "uint64", 8, false},
    {16, "bfloat16", 2, true},
};

const ElementType *findElementType(int number) {
  for (const ElementType &type : kElementTypes)
    if (type.number == number)
      return &type;
  return nullptr;
}

template <typename Stored, typename Value, typename Convert>
static std::vector<Value> decode(StringRef bytes, Convert convert) {
  std::vector<Value> values(bytes.size() / sizeof(Stored));
  for (size_t i = 0; i < values.size(); i++)
    values[i] = convert(support::endian::read<Stored, endianness::little>(bytes.data() + i * sizeof(Stored)));
  return values;
}

template <typename Stored> static std::vector<int64_t> decodeIntegers(StringRef bytes) {
  return decode<Stored, int64_t>(bytes, [](Stored value) { return static_cast<int64_t>(value); });
}

/// float32 from the bits of a float of another format.
static float toFloat(const fltSemantics &semantics, uint64_t bits) {
  APFloat value(semantics, APInt(APFloat::getSizeInBits(semantics), bits));
  bool losesInfo;
  value.convert(APFloat::IEEEsingle(), APFloat::rmNearestTiesToEven, &losesInfo);
  return value.convertToFloat();
}

template <typename Bits>
static std::vector<float> decodeFloats(const fltSemantics &semantics, StringRef bytes) {
  return decode<Bits, float>(bytes, [&](Bits bits) { return toFloat(semantics, bits); });
}

decltype(OnnxTensor::values) decodeElements(const ElementType &type, StringRef bytes) {
  switch (type.number) {
  case 1:
    return decode<uint32_t, float>(bytes, [](uint32_t bits) { return bit_cast<float>(bits); });
  case 10:
    return decodeFloats<uint16_t>(APFloat::IEEEhalf(), bytes);
  case 11:
    return decodeFloats<uint64_t>(APFloat::IEEEdouble(), bytes);
  case 16:
    return decodeFloats<uint16_t>(APFloat::BFloat(), bytes);
  case 3:
    return decodeIntegers<int8_t>(bytes);
  case 4:
    return decodeIntegers<uint16_t>(bytes);
  case 5:
    return decodeIntegers<int16_t>(bytes);
  case 6:
    return decodeIntegers<int32_t>(bytes);
  case 7:
    return decodeIntegers<int64_t>(bytes);
  case 12:
    return decodeIntegers<uint32_t>(bytes);
  case 13:
    return decodeIntegers<uint64_t>(bytes);
  default:
    return decodeIntegers<uint8_t>(bytes); // uint8 and bool
  }
}

} // namespace ganc::onnx_import
