#include "status.h"
#include <avr/io.h>
#include "analog.h"
#include "board.h"
#include "ticks.h"
#include "uart.h"

extern uint8_t _end;

namespace status {

using message::Reason;

constexpr uint8_t SUB = 0x24, REPORT_BYTES = 17;
constexpr uint16_t INTERVAL_MS_MIN = 100, INTERVAL_MS_MAX = 10000;
constexpr uint16_t U14_MAX = 16383;
constexpr uint32_t U21_MAX = 0x1fffff;
constexpr uint8_t PAINT = 0xc5;

static uint16_t intervalMs;
static uint8_t batteryPin;
static ticks::Every report;
static uint32_t roundStartedUs, longestUs, rounds;
static const uint8_t* paintedUpTo = &_end;
static uint16_t neverUsedBytes;

// Before anything uses the stack: what keeps the paint was never used.
void paintRam() __attribute__((naked, used, section(".init3")));
void paintRam() {
  asm volatile(
      "   ldi r30, lo8(_end)\n"
      "   ldi r31, hi8(_end)\n"
      "   ldi r24, %[paint]\n"
      "1: st Z+, r24\n"
      "   cpi r30, lo8(%[last])\n"
      "   ldi r25, hi8(%[last])\n"
      "   cpc r31, r25\n"
      "   brlo 1b\n"
      :
      : [paint] "M"(static_cast<unsigned>(PAINT)), [last] "i"(RAMEND));
}

// A few bytes in each round of the main loop: 8 kB at once would take 10 ms.
static void lookAtRam() {
  constexpr uint8_t STEPS = 4;
  for (uint8_t step = 0; step < STEPS; step++) {
    if (*paintedUpTo == PAINT && paintedUpTo < reinterpret_cast<const uint8_t*>(SP)) {
      paintedUpTo++;
      continue;
    }
    neverUsedBytes = paintedUpTo - &_end;
    paintedUpTo = &_end;
    return;
  }
}

void reset() {
  intervalMs = 0;
  batteryPin = board::NO_PIN;
  analog::want(analog::BATTERY, 0);
}

Reason configure(message::Reader& settings) {
  if (settings.left() != 3) return message::WRONG_LENGTH;
  const uint16_t interval = settings.u14();
  const uint8_t pin = settings.u7();
  if (interval != 0 && (interval < INTERVAL_MS_MIN || interval > INTERVAL_MS_MAX)) return message::OUT_OF_RANGE;
  if (pin != board::NO_PIN && !board::isAnalog(pin)) return message::WRONG_PIN;
  intervalMs = interval;
  batteryPin = pin;
  analog::want(analog::BATTERY, pin == board::NO_PIN ? 0 : 1U << (pin - board::FIRST_ANALOG_PIN));
  report.startAt(ticks::micros());
  return message::ACCEPTED;
}

void update(uint32_t nowUs) {
  const uint32_t roundUs = nowUs - roundStartedUs;
  roundStartedUs = nowUs;
  if (roundUs > longestUs) longestUs = roundUs;
  rounds++;
  lookAtRam();
  if (intervalMs == 0 || !report.isDue(nowUs, intervalMs * 1000UL) || !message::fits(REPORT_BYTES)) return;
  const uint32_t meanUs = intervalMs * 1000UL / rounds;
  message::start(SUB);
  message::u14(batteryPin == board::NO_PIN ? 0 : analog::value(batteryPin - board::FIRST_ANALOG_PIN));
  message::u21(longestUs < U21_MAX ? longestUs : U21_MAX);
  message::u14(meanUs < U14_MAX ? meanUs : U14_MAX);
  message::u14(message::leftOut());
  message::u14(uart::lost());
  message::u14(neverUsedBytes);
  message::endSysex();
  longestUs = 0;
  rounds = 0;
}

}  // namespace status
