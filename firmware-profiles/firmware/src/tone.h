// A square wave on any digital pin, by timer 2.
#pragma once
#include <stdint.h>

namespace tone {

constexpr uint16_t HZ_MIN = 31, HZ_MAX = 10000;

// ms 0: until stopped.
void start(uint8_t pin, uint16_t hz, uint16_t ms);
void stop();
// The main loop's half: gives the timer back when a tone has ended.
void update();
// From the clock's interrupt.
void tick(uint8_t ms);

}  // namespace tone
