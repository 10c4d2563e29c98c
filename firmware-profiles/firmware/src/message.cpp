#include "message.h"
#include <avr/pgmspace.h>
#include "uart.h"

namespace message {

constexpr uint8_t STRING_DATA = 0x71, REFUSED = 0x7f;
constexpr uint16_t LEFT_OUT_MAX = 16383;
static uint16_t leftOutCount;

uint8_t Reader::u7() {
  if (left_ == 0) return 0;
  left_--;
  return *at_++;
}

uint16_t Reader::u14() {
  const uint16_t low = u7();
  return low | static_cast<uint16_t>(u7()) << 7;
}

uint8_t Reader::byte() { return static_cast<uint8_t>(u14()); }

void u7(uint8_t value) { uart::write(value & 0x7f); }

void u14(uint16_t value) {
  u7(value);
  u7(value >> 7);
}

void u21(uint32_t value) {
  u14(value);
  u7(value >> 14);
}

void byte(uint8_t value) { u14(value); }

void startSysex(uint8_t command) {
  uart::write(START_SYSEX);
  uart::write(command);
}

void endSysex() { uart::write(END_SYSEX); }

void start(uint8_t sub) {
  startSysex(GUIJI);
  u7(sub);
}

void refuse(uint8_t sub, Reason reason) {
  start(REFUSED);
  u7(sub);
  u7(reason);
  endSysex();
}

void string(const char* textP) {
  startSysex(STRING_DATA);
  for (char letter; (letter = pgm_read_byte(textP)) != 0; textP++) byte(letter);
  endSysex();
}

bool fits(uint8_t bytes) {
  if (uart::room() >= bytes) return true;
  if (leftOutCount < LEFT_OUT_MAX) leftOutCount++;
  return false;
}

uint16_t leftOut() { return leftOutCount; }

}  // namespace message
