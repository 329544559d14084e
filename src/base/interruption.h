// Ctrl-C, SIGTERM and the run's time limit, as one condition that every long wait checks.
//
// install() makes SIGINT, SIGTERM and SIGHUP set a flag and an eventfd instead of killing the
// process, so that destructors clean up. Waits poll fd() beside what they wait for; loops call
// check().
#pragma once

#include <poll.h>

#include <chrono>
#include <cstddef>
#include <optional>

namespace whittle::base {

namespace interruption {

void install();                                                 // once, from main
void set_deadline(std::chrono::steady_clock::time_point when);  // the run's --timeout
std::optional<std::chrono::steady_clock::time_point> deadline();
int fd();        // readable once interrupted; -1 before install()
bool pending();  // a signal came or the deadline has passed
void check();    // throws Interrupted when pending()

}  // namespace interruption

// poll(2) on fds[0..count) and the interruption. Returns like poll(2), after at_most at the latest.
// Throws Interrupted.
int poll_interruptibly(::pollfd* fds, std::size_t count, std::chrono::milliseconds at_most);

}  // namespace whittle::base
