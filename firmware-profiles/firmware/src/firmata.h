// Firmata 2.7: https://github.com/firmata/protocol. What comes in, and the reports that go out.
#pragma once
#include <stdint.h>

namespace firmata {

// What a board says when it has started.
void greet();
// System reset: every pin and report as at the start.
void reset();
// Takes what has come in, at most a buffer of it.
void receive();
// Reports what is due.
void update(uint32_t nowUs);

}  // namespace firmata
