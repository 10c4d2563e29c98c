// The serial line, both ways through buffers and interrupts.
#pragma once
#include <stdint.h>

namespace uart {

constexpr uint8_t RECEIVE_BYTES = 128;
constexpr uint8_t SEND_BYTES = 128;

void begin(uint32_t baud);
// The next byte that came in, or -1.
int16_t read();
// Waits while the buffer is full.
void write(uint8_t byte);
// Bytes that can be written without waiting.
uint8_t room();
// Bytes that came in and were lost, since the start; stops at 16383.
uint16_t lost();

}  // namespace uart
