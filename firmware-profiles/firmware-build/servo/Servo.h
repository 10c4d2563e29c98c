/*
 * Servo pulses for the ATmega328P from Timer1: the part of Arduino's Servo interface that StandardFirmata calls.
 *
 * Written anew for Guiji Lab; licence: Apache-2.0. Datasheet: Microchip DS40002061B, section 16 (Timer/Counter1).
 * Timer1 counts at F_CPU / 8, so one tick is 0.5 us at 16 MHz. The channels take their pulses one after another in a frame of 20 ms.
 * Pins 9 and 10 lose PWM while any servo is attached, because Timer1 is busy.
 */
#ifndef GUIJI_SERVO_H
#define GUIJI_SERVO_H

#include <stdint.h>

#define MIN_PULSE_WIDTH 544
#define MAX_PULSE_WIDTH 2400
#define DEFAULT_PULSE_WIDTH 1500
#define REFRESH_INTERVAL 20000
#define MAX_SERVOS 12

class Servo {
 public:
  Servo();

  /* Pulse widths in microseconds at 0 and 180 degrees. Returns the channel, or 255 where all are taken. */
  uint8_t attach(int pin, int minPulseUs = MIN_PULSE_WIDTH, int maxPulseUs = MAX_PULSE_WIDTH);
  void detach();
  bool attached() const;

  /* Below MIN_PULSE_WIDTH: degrees, 0 to 180; else microseconds. */
  void write(int degreesOrUs);
  void writeMicroseconds(int pulseUs);
  int read() const;
  int readMicroseconds() const;

 private:
  uint8_t channel;
  int minUs;
  int maxUs;
};

#endif
