// What is timed or counted by pin interrupts: a sonar's echo, encoders' steps.
#pragma once
#include <stdint.h>
#include "message.h"

namespace edges {

constexpr uint8_t ENCODERS = 2;
constexpr uint16_t NO_ECHO = 16383;

void reset();
message::Reason setSonar(uint8_t trigger, uint8_t echo, uint16_t periodMs);
message::Reason setEncoder(uint8_t index, uint8_t pinA, uint8_t pinB, bool pullUps);
bool hasSonar();
uint16_t sonarMm();
bool hasEncoder(uint8_t index);
uint32_t encoderSteps(uint8_t index);
// Sends the sonar's ping when it is due.
void update();

}  // namespace edges
