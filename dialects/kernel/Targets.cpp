// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/kernel/Targets.h"

#include "llvm/ADT/StringExtras.h"

namespace ganc::kernel {

// fast-dpwssd keeps LLVM from splitting vpdpwssd into vpmaddwd + vpaddd, as it does for Intel's CPUs.
static const Target kTargets[] = {
    {"baseline", 0, "", 4, 128, Dot::Vpmaddwd, false},
    {"x86-64-v3", 1, "+avx2,+bmi,+bmi2,+f16c,+fma,+lzcnt,+movbe,+popcnt,+sse4.2,+cx16,+sahf", 8, 256,
     Dot::Vpmaddwd, true},
    {"x86-64-v4", 2,
     "+avx512f,+avx512bw,+avx512cd,+avx512dq,+avx512vl,+avx2,+bmi,+bmi2,+f16c,+fma,+lzcnt,+movbe,+popcnt,+"
     "sse4.2,"
     "+cx16,+sahf",
     32, 512, Dot::Vpmaddwd, true},
    {"avx512-vnni", 3,
     "+avx512vnni,+fast-dpwssd,+avx512f,+avx512bw,+avx512cd,+avx512dq,+avx512vl,+avx2,+bmi,+bmi2,+f16c,+fma,+"
     "lzcnt,"
     "+movbe,+popcnt,+sse4.2,+cx16,+sahf",
     32, 512, Dot::Vpdp, true},
};

llvm::ArrayRef<Target> targets() {
  return kTargets;
}

std::string targetNames() {
  return llvm::join(llvm::map_range(kTargets, [](const Target &target) { return target.name.str(); }), ", ");
}

const Target *findTarget(llvm::StringRef name) {
  for (const Target &target : kTargets)
    if (target.name == name)
      return &target;
  return nullptr;
}

std::string kernelFunctionName(llvm::StringRef model, llvm::StringRef target, Schedule schedule,
                               int64_t number, llvm::StringRef node) {
  const llvm::StringRef part = schedule == Schedule::Single ? ".single." : ".";
  return (model + "." + target + part + llvm::Twine(number) + "_" + node).str();
}

} // namespace ganc::kernel
