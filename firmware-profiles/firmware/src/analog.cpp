#include "analog.h"
#include <avr/interrupt.h>
#include <avr/io.h>
#include <util/atomic.h>
#include "board.h"

namespace analog {

static uint16_t wantedBy[USER_COUNT];
static volatile uint16_t wanted, fresh;
static volatile uint16_t values[board::ANALOG_COUNT];
static volatile uint8_t current;
static volatile bool isRunning;

void begin() { ADCSRA = _BV(ADEN) | _BV(ADIE) | _BV(ADPS2) | _BV(ADPS1) | _BV(ADPS0); }

// Interrupts are off.
static void measureNext() {
  isRunning = wanted != 0;
  if (!isRunning) return;
  do {
    current = current + 1 < board::ANALOG_COUNT ? current + 1 : 0;
  } while (!(wanted & (1U << current)));
  ADMUX = _BV(REFS0) | (current & 7);
#if defined(MUX5)
  ADCSRB = current & 8 ? _BV(MUX5) : 0;
#endif
  ADCSRA |= _BV(ADSC);
}

void want(User user, uint16_t channels) {
  wantedBy[user] = channels;
  uint16_t all = 0;
  for (uint8_t index = 0; index < USER_COUNT; index++) all |= wantedBy[index];
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    fresh = fresh & all & wanted;
    wanted = all;
    if (!isRunning) measureNext();
  }
}

uint16_t value(uint8_t channel) {
  uint16_t now;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { now = values[channel]; }
  return now;
}

bool isFresh(uint8_t channel) {
  uint16_t bits;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { bits = fresh; }
  return bits & (1U << channel);
}

static inline void done() {
  values[current] = ADC;
  fresh = fresh | (1U << current);
  measureNext();
}

}  // namespace analog

ISR(ADC_vect) { analog::done(); }
