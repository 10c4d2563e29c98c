// How the board is doing: battery, length of the main loop's rounds, what was lost, RAM.
#pragma once
#include <stdint.h>
#include "message.h"

namespace status {

void reset();
message::Reason configure(message::Reader& settings);
// Once in each round of the main loop.
void update(uint32_t nowUs);

}  // namespace status
