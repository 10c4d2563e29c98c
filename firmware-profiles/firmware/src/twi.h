// I2C as the master, at 100 kHz. A bus that hangs is let go of: nothing here waits for more than a few milliseconds.
#pragma once
#include <stdint.h>

namespace twi {

void begin();
void end();
// Bytes that the device took; with `release` the bus is free afterwards, else the next call begins with a restart.
bool write(uint8_t address, const uint8_t* bytes, uint8_t count, bool release);
// Bytes that came.
uint8_t read(uint8_t address, uint8_t* bytes, uint8_t count);

}  // namespace twi
