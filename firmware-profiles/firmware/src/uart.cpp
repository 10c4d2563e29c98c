#include "uart.h"
#include <avr/interrupt.h>
#include <avr/io.h>
#include <util/atomic.h>

#if defined(__AVR_ATmega2560__)
#define USART_RX_vect USART0_RX_vect
#define USART_UDRE_vect USART0_UDRE_vect
#endif

namespace uart {

static uint8_t received[RECEIVE_BYTES];
static volatile uint8_t receivedHead, receivedTail;
static uint8_t toSend[SEND_BYTES];
static volatile uint8_t sendHead, sendTail;
static volatile uint16_t lostCount;
constexpr uint16_t LOST_MAX = 16383;

void begin(uint32_t baud) {
  UCSR0A = _BV(U2X0);
  UBRR0 = static_cast<uint16_t>((F_CPU + 4 * baud) / (8 * baud) - 1);
  UCSR0C = _BV(UCSZ01) | _BV(UCSZ00);
  UCSR0B = _BV(RXEN0) | _BV(TXEN0) | _BV(RXCIE0);
}

int16_t read() {
  const uint8_t tail = receivedTail;
  if (tail == receivedHead) return -1;
  const uint8_t byte = received[tail];
  receivedTail = (tail + 1) % RECEIVE_BYTES;
  return byte;
}

uint8_t room() { return (sendTail - sendHead - 1) & (SEND_BYTES - 1); }

void write(uint8_t byte) {
  while (room() == 0) {
  }
  const uint8_t head = sendHead;
  toSend[head] = byte;
  sendHead = (head + 1) % SEND_BYTES;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { UCSR0B |= _BV(UDRIE0); }
}

uint16_t lost() {
  uint16_t count;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { count = lostCount; }
  return count;
}

static inline void receive() {
  const bool overran = UCSR0A & _BV(DOR0);
  const uint8_t byte = UDR0;
  const uint8_t next = (receivedHead + 1) % RECEIVE_BYTES;
  const bool fits = next != receivedTail;
  if (fits) {
    received[receivedHead] = byte;
    receivedHead = next;
  }
  if ((overran || !fits) && lostCount < LOST_MAX) lostCount = lostCount + 1;
}

static inline void send() {
  const uint8_t tail = sendTail;
  UDR0 = toSend[tail];
  sendTail = (tail + 1) % SEND_BYTES;
  if (sendTail == sendHead) UCSR0B &= ~_BV(UDRIE0);
}

}  // namespace uart

ISR(USART_RX_vect) { uart::receive(); }
ISR(USART_UDRE_vect) { uart::send(); }
