// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A value, or the reason why there is none. Public entry points of the runtime return it and throw nothing,
// so code built without exceptions can call them.

#ifndef GANC_RUNTIME_SAMPLING_RESULT_H
#define GANC_RUNTIME_SAMPLING_RESULT_H

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace ganc {

// A diagnostic for the user: lower-case, where, what is, what was expected; no "error:", no final newline.
struct Error {
  std::string message;
};

template <typename Value> class [[nodiscard]] Result {
public:
  Result(Value value) : state(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state(std::in_place_index<1>, std::move(error)) {}

  explicit operator bool() const { return state.index() == 0; }

  // Only when there is a value.
  Value &operator*() {
    assert(*this);
    return *std::get_if<0>(&state);
  }
  const Value &operator*() const {
    assert(*this);
    return *std::get_if<0>(&state);
  }
  Value *operator->() { return &**this; }
  const Value *operator->() const { return &**this; }

  // Only when there is none.
  const Error &error() const {
    assert(!*this);
    return *std::get_if<1>(&state);
  }

private:
  std::variant<Value, Error> state;
};

// The value of an action that can fail but yields nothing.
struct Done {};

} // namespace ganc

#endif
