#pragma once

// `Pages<T>` is an array of zeroed memory that takes room only where it was touched.
//
// `FlowTable` and `AnswerCache` keep their entries in it: a table sized for a busy gateway costs a
// quiet laptop only the pages it uses. `T` must be valid when all its bytes are zero.
// Errors: throws std::bad_alloc when the address space is exhausted. Threads: its owner's.

#include <sys/mman.h>

#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>

namespace desirepath::sight {

template <typename T>
class Pages {
  static_assert(std::is_trivially_destructible_v<T>);

 public:
  explicit Pages(std::size_t count) : bytes_(count * sizeof(T)) {
    void* memory =
        mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    entries_ = static_cast<T*>(memory);
  }
  ~Pages() { munmap(entries_, bytes_); }
  Pages(const Pages&) = delete;
  Pages& operator=(const Pages&) = delete;

  T& operator[](std::size_t at) noexcept { return entries_[at]; }
  const T& operator[](std::size_t at) const noexcept { return entries_[at]; }

 private:
  std::size_t bytes_;
  T* entries_;
};

}  // namespace desirepath::sight
