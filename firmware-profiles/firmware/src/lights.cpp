#include "lights.h"
#include <avr/io.h>
#include <util/atomic.h>
#include <util/delay.h>
#include "board.h"
#include "pins.h"

namespace lights {

using message::Reason;

constexpr uint8_t LAMPS_MAX = 64, ALL_LAMPS = 127, CHANNELS = 3;
constexpr uint8_t RED = 1, GREEN = 0, BLUE = 2;

static uint8_t stripPin = board::NO_PIN, lamps;
static uint8_t colours[LAMPS_MAX][CHANNELS];

void reset() { lamps = 0; }

static Reason whyNotOutput(uint8_t pin) {
  if (!board::isDigital(pin)) return message::WRONG_PIN;
  return pins::isOwned(pin) ? message::MOTOR_PIN : message::ACCEPTED;
}

// WS2812 data sheet: a bit is 1.25 µs, high for 0.4 (0) or 0.8 µs (1). At 16 MHz: 18 or 19 cycles, high for 6 or 13. Interrupts are off.
static inline void sendByte(volatile uint8_t* port, uint8_t high, uint8_t low, uint8_t value) {
  uint8_t bits = 8;
  asm volatile(
      "1: st %a[port], %[high]\n"
      "   nop\n nop\n nop\n"
      "   sbrs %[value], 7\n"
      "   st %a[port], %[low]\n"
      "   lsl %[value]\n"
      "   nop\n nop\n nop\n nop\n nop\n"
      "   st %a[port], %[low]\n"
      "   dec %[bits]\n"
      "   brne 1b\n"
      : [value] "+r"(value), [bits] "+r"(bits)
      : [port] "e"(port), [high] "r"(high), [low] "r"(low)
      : "memory");
}

static void show() {
  const pins::Place place = pins::placeOf(stripPin);
  volatile uint8_t* const port = place.in + 2;
  for (uint8_t lamp = 0; lamp < lamps; lamp++) {
    // Between two lamps the serial line has its turn; the pause is too short to end the message.
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
      const uint8_t low = *port & ~place.mask;
      for (uint8_t channel = 0; channel < CHANNELS; channel++) sendByte(port, low | place.mask, low, colours[lamp][channel]);
    }
  }
}

Reason setStrip(message::Reader& settings) {
  if (settings.left() != 2) return message::WRONG_LENGTH;
  const uint8_t pin = settings.u7();
  const uint8_t count = settings.u7();
  if (count > LAMPS_MAX) return message::OUT_OF_RANGE;
  const Reason reason = whyNotOutput(pin);
  if (reason != message::ACCEPTED) return reason;
  pins::setMode(pin, pins::OUTPUT);
  stripPin = pin;
  lamps = count;
  for (auto& lamp : colours) {
    for (uint8_t& channel : lamp) channel = 0;
  }
  return message::ACCEPTED;
}

Reason setColours(message::Reader& content) {
  if (content.left() < 7 || content.left() % 6 != 1) return message::WRONG_LENGTH;
  uint8_t first = content.u7();
  uint8_t count = content.left() / 6;
  const bool isForAll = first == ALL_LAMPS && count == 1;
  if (!isForAll && first + count > lamps) return message::OUT_OF_RANGE;
  if (isForAll) {
    first = 0;
    count = lamps;
  }
  const message::Reader colour = content;
  for (uint8_t lamp = first; lamp < first + count; lamp++) {
    if (isForAll) content = colour;
    colours[lamp][RED] = content.byte();
    colours[lamp][GREEN] = content.byte();
    colours[lamp][BLUE] = content.byte();
  }
  show();
  return message::ACCEPTED;
}

// TM1637 data sheet: two wires with pull-ups; a line is let go for high, driven for low.
class SegmentLine {
 public:
  SegmentLine(uint8_t clock, uint8_t data) : clock_(pins::placeOf(clock)), data_(pins::placeOf(data)) {}

  void start() const {
    level(data_, true);
    level(clock_, true);
    level(data_, false);
    level(clock_, false);
  }

  void stop() const {
    level(data_, false);
    level(clock_, true);
    level(data_, true);
  }

  // Low bits first; the ninth clock is the display's answer, which we do not need.
  void byte(uint8_t value) const {
    for (uint8_t bit = 0; bit < 8; bit++, value >>= 1) {
      level(data_, value & 1);
      level(clock_, true);
      level(clock_, false);
    }
    level(data_, true);
    level(clock_, true);
    level(clock_, false);
  }

  void command(uint8_t value) const {
    start();
    byte(value);
    stop();
  }

 private:
  static void level(const pins::Place& place, bool high) {
    place.drive(!high);
    _delay_us(3);
  }

  pins::Place clock_, data_;
};

Reason setSegments(message::Reader& settings) {
  constexpr uint8_t DIGITS = 4, BRIGHTNESS_MAX = 8;
  constexpr uint8_t WRITE_DATA = 0x40, ADDRESS_0 = 0xc0, DISPLAY = 0x80, ON = 0x08;
  if (settings.left() != 3 + 2 * DIGITS) return message::WRONG_LENGTH;
  const uint8_t clock = settings.u7();
  const uint8_t data = settings.u7();
  const uint8_t brightness = settings.u7();
  if (brightness > BRIGHTNESS_MAX) return message::OUT_OF_RANGE;
  Reason reason = whyNotOutput(clock);
  if (reason == message::ACCEPTED) reason = whyNotOutput(data);
  if (reason != message::ACCEPTED) return reason;
  pins::setMode(clock, pins::INPUT);
  pins::setMode(data, pins::INPUT);
  const SegmentLine line(clock, data);
  line.command(WRITE_DATA);
  line.start();
  line.byte(ADDRESS_0);
  for (uint8_t digit = 0; digit < DIGITS; digit++) line.byte(settings.byte());
  line.stop();
  line.command(brightness == 0 ? DISPLAY : DISPLAY | ON | (brightness - 1));
  return message::ACCEPTED;
}

}  // namespace lights
