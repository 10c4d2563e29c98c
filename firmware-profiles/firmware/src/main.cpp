// Guiji Lab's firmware for cars: Firmata 2.7, and what a car needs beyond it. Protocol: docs/protocols/firmware.md. Licence: Apache-2.0.
#include <avr/interrupt.h>
#include "analog.h"
#include "board.h"
#include "car.h"
#include "firmata.h"
#include "settings.h"
#include "ticks.h"
#include "uart.h"

int main() {
  board::startTimers();
  uart::begin(settings::baud());
  analog::begin();
  ticks::begin();
  firmata::reset();
  sei();
  firmata::greet();
  for (;;) {
    firmata::receive();
    const uint32_t nowUs = ticks::micros();
    firmata::update(nowUs);
    car::update(nowUs);
  }
}
