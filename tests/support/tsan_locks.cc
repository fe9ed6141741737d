// Shows the thread sanitizer the locks of Debian's abseil, which is not built with it.
//
// `tests/run --sanitize` preloads it. It stands in front of absl::Mutex, CondVar and Notification,
// for our code and for gRPC's, and tells the sanitizer what each lock orders; without it every
// value behind a lock looks raced for. In a program without the sanitizer it does nothing more.
// Source: <sanitizer/tsan_interface.h>. Threads: any.

#include <dlfcn.h>

#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

extern "C" {
[[gnu::weak]] void __tsan_acquire(void* at);
[[gnu::weak]] void __tsan_release(void* at);
}

namespace {

// The function of abseil itself that comes after ours.
template <typename Function>
Function behind(const char* symbol) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, symbol));
}

void acquired(const void* lock) {
  if (__tsan_acquire != nullptr) __tsan_acquire(const_cast<void*>(lock));
}

void releasing(const void* lock) {
  if (__tsan_release != nullptr) __tsan_release(const_cast<void*>(lock));
}

}  // namespace

namespace absl {
ABSL_NAMESPACE_BEGIN

void Mutex::Lock() {
  static const auto real = behind<void (*)(Mutex*)>("_ZN4absl7debian35Mutex4LockEv");
  real(this);
  acquired(this);
}

void Mutex::Unlock() {
  static const auto real = behind<void (*)(Mutex*)>("_ZN4absl7debian35Mutex6UnlockEv");
  releasing(this);
  real(this);
}

bool Mutex::TryLock() {
  static const auto real = behind<bool (*)(Mutex*)>("_ZN4absl7debian35Mutex7TryLockEv");
  const bool locked = real(this);
  if (locked) acquired(this);
  return locked;
}

// Abseil lets whoever unlocks look at the conditions of others, unseen; so they are polled here.
void Mutex::Await(const Condition& condition) { AwaitWithTimeout(condition, InfiniteDuration()); }

bool Mutex::AwaitWithTimeout(const Condition& condition, Duration patience) {
  const Time deadline = Now() + patience;
  while (!condition.Eval()) {
    if (Now() >= deadline) return false;
    Unlock();
    SleepFor(Microseconds(500));
    Lock();
  }
  return true;
}

void CondVar::Wait(Mutex* lock) {
  static const auto real =
      behind<void (*)(CondVar*, Mutex*)>("_ZN4absl7debian37CondVar4WaitEPNS0_5MutexE");
  releasing(lock);
  real(this, lock);
  acquired(lock);
}

bool CondVar::WaitWithTimeout(Mutex* lock, Duration patience) {
  static const auto real = behind<bool (*)(CondVar*, Mutex*, Duration)>(
      "_ZN4absl7debian37CondVar15WaitWithTimeoutEPNS0_5MutexENS0_8DurationE");
  releasing(lock);
  const bool timed_out = real(this, lock, patience);
  acquired(lock);
  return timed_out;
}

bool CondVar::WaitWithDeadline(Mutex* lock, Time deadline) {
  static const auto real = behind<bool (*)(CondVar*, Mutex*, Time)>(
      "_ZN4absl7debian37CondVar16WaitWithDeadlineEPNS0_5MutexENS0_4TimeE");
  releasing(lock);
  const bool timed_out = real(this, lock, deadline);
  acquired(lock);
  return timed_out;
}

void Notification::Notify() {
  static const auto real =
      behind<void (*)(Notification*)>("_ZN4absl7debian312Notification6NotifyEv");
  releasing(this);
  real(this);
}

void Notification::WaitForNotification() const {
  static const auto real = behind<void (*)(const Notification*)>(
      "_ZNK4absl7debian312Notification19WaitForNotificationEv");
  real(this);
  acquired(this);
}

ABSL_NAMESPACE_END
}  // namespace absl
