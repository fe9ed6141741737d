#include "tests/support/allocations.h"

#include <cstdlib>
#include <new>

namespace desirepath {

std::size_t allocations = 0;

}  // namespace desirepath

void* operator new(std::size_t size) {
  ++desirepath::allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { std::free(memory); }
