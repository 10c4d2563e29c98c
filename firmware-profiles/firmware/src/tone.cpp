#include "tone.h"
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/pgmspace.h>
#include <util/atomic.h>
#include "pins.h"

namespace tone {

constexpr uint8_t TIMER = 2;

static pins::Place place;
static bool hasTimer;
static volatile bool sounds;
static volatile uint16_t leftMs;

// log2 of the divisors that CS22…CS20 = 1 … 7 choose.
static const uint8_t DIVISOR_BITS[] PROGMEM = {0, 3, 5, 6, 7, 8, 10};

void start(uint8_t pin, uint16_t hz, uint16_t ms) {
  stop();
  place = pins::placeOf(pin);
  const uint32_t halves = F_CPU / 2 / hz;
  uint8_t select = 0;
  while (halves >> pgm_read_byte(&DIVISOR_BITS[select]) > 256) select++;
  if (!hasTimer) pins::lendTimer(TIMER);
  hasTimer = true;
  const uint8_t bits = pgm_read_byte(&DIVISOR_BITS[select]);
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    TCCR2A = _BV(WGM21);
    TCCR2B = select + 1;
    TCNT2 = 0;
    OCR2A = static_cast<uint8_t>((halves >> bits) - 1);
    TIFR2 = _BV(OCF2A);
    leftMs = ms;
    sounds = true;
    TIMSK2 = _BV(OCIE2A);
  }
}

static void silence() {
  TIMSK2 = 0;
  sounds = false;
  place.set(false);
}

void stop() {
  if (!hasTimer) return;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { silence(); }
  update();
}

void update() {
  if (sounds || !hasTimer) return;
  hasTimer = false;
  pins::returnTimer(TIMER);
}

void tick(uint8_t ms) {
  if (!sounds || leftMs == 0) return;
  if (leftMs > ms) leftMs = leftMs - ms;
  else silence();
}

static inline void flip() { place.set(!(place.in[2] & place.mask)); }

}  // namespace tone

ISR(TIMER2_COMPA_vect) { tone::flip(); }
