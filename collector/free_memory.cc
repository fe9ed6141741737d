#include "collector/free_memory.h"

#include <malloc.h>

namespace desirepath::collector {

void give_back_memory() {
#ifdef __GLIBC__  // others give back by themselves
  ::malloc_trim(0);
#endif
}

}  // namespace desirepath::collector
