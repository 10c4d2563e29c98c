#include "ticks.h"
#include <avr/interrupt.h>
#include <avr/io.h>
#include <util/atomic.h>
#include "car.h"
#include "tone.h"

namespace ticks {

static volatile uint32_t overflows;
static volatile uint16_t milliseconds;
static uint8_t thousandthsOver;

void begin() { TIMSK0 = _BV(TOIE0); }

uint32_t micros() {
  uint32_t whole;
  uint8_t count;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    whole = overflows;
    count = TCNT0;
    // It has overflowed since interrupts are off.
    if ((TIFR0 & _BV(TOV0)) && count < 255) whole++;
  }
  return (whole << 10) + (static_cast<uint16_t>(count) << 2);
}

uint16_t millis() {
  uint16_t now;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { now = milliseconds; }
  return now;
}

bool Every::isDue(uint32_t nowUs, uint32_t intervalUs) {
  const uint32_t passed = nowUs - last_;
  if (passed < intervalUs) return false;
  last_ = passed < 2 * intervalUs ? last_ + intervalUs : nowUs;
  return true;
}

static inline void count() {
  overflows = overflows + 1;
  uint8_t passed = 1;
  // 1024 µs are a millisecond and 24 thousandths; in steps of 8 it fits a byte.
  thousandthsOver += 3;
  if (thousandthsOver >= 125) {
    thousandthsOver -= 125;
    passed = 2;
  }
  milliseconds = milliseconds + passed;
  car::tick(passed);
  tone::tick(passed);
}

}  // namespace ticks

ISR(TIMER0_OVF_vect) { ticks::count(); }
