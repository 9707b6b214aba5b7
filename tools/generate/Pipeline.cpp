// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A ring of slots; block b lives in slot b mod size, and is begun only when block b - size has been consumed.
#include "tools/generate/Pipeline.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace ganc {
namespace {

struct Slot {
  MadeShowers block;
  Result<Done> result = Done{};
  bool made = false;
};

class Ring {
public:
  Ring(int64_t blocks, size_t slots) : blocks(blocks), slots(slots) {}

  // The next block to be made, once its slot is free; none when there is nothing more to do.
  std::optional<int64_t> begin() {
    std::unique_lock lock(mutex);
    const int64_t block = begun++;
    changed.wait(lock,
                 [&] { return stopped || block >= blocks || block < consumed + int64_t(slots.size()); });
    return stopped || block >= blocks ? std::nullopt : std::optional(block);
  }

  Slot &slot(int64_t block) { return slots[block % slots.size()]; }

  void made(int64_t block, Result<Done> result) {
    const std::lock_guard lock(mutex);
    slot(block).result = std::move(result);
    slot(block).made = true;
    changed.notify_all();
  }

  Slot &waitFor(int64_t block) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return slot(block).made; });
    return slot(block);
  }

  void release(int64_t block) {
    const std::lock_guard lock(mutex);
    slot(block).made = false;
    consumed = block + 1;
    changed.notify_all();
  }

  void stop() {
    const std::lock_guard lock(mutex);
    stopped = true;
    changed.notify_all();
  }

private:
  std::mutex mutex;
  std::condition_variable changed;
  const int64_t blocks;
  int64_t begun = 0, consumed = 0;
  bool stopped = false;
  std::vector<Slot> slots;
};

// Ends its threads whichever way the pipeline is left.
struct Crew {
  explicit Crew(Ring &ring) : ring(ring) {}
  ~Crew() {
    ring.stop();
    for (std::thread &thread : threads)
      thread.join();
  }
  Ring &ring;
  std::vector<std::thread> threads;
};

Result<Done> withoutExceptions(const std::function<Result<Done>()> &action) {
  try {
    return action();
  } catch (const std::exception &exception) {
    return Error{exception.what()};
  }
}

void work(Ring &ring, const std::function<MakeBlock()> &newWorker) {
  MakeBlock make;
  while (const std::optional<int64_t> block = ring.begin())
    ring.made(*block, withoutExceptions([&] {
      if (!make)
        make = newWorker();
      return make(*block, ring.slot(*block).block);
    }));
}

} // namespace

Result<Done> makeInOrder(int64_t blocks, int threads, const std::function<MakeBlock()> &newWorker,
                         const ConsumeBlock &consume) {
  threads = int(std::min<int64_t>(threads, blocks));
  Ring ring(blocks, size_t(2 * threads));
  Crew crew(ring);
  for (int thread = 0; thread < threads; thread++)
    crew.threads.emplace_back(work, std::ref(ring), std::cref(newWorker));
  for (int64_t block = 0; block < blocks; block++) {
    Slot &slot = ring.waitFor(block);
    if (!slot.result)
      return slot.result;
    if (Result<Done> consumed = consume(slot.block); !consumed)
      return consumed;
    ring.release(block);
  }
  return Done{};
}

} // namespace ganc
