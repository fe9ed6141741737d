#pragma once

// `give_back_memory` returns to the system what was freed and is kept for the next allocation.
//
// Making a report of three years takes several times the memory of what is kept of it, on whichever
// thread asks first, and each thread's arena holds on to its own. kept_figures.cc calls it after
// reading, page_reports.cc after a large text: a few milliseconds, once a window.
//
// Threads: any.

namespace desirepath::collector {

void give_back_memory();

}  // namespace desirepath::collector
