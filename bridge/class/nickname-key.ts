/** What two nicknames are compared by: `小明 1`, `小明１` and `小明1` are one child. Layer: bridge/class. Unicode NFKC, small letters, no blanks. */
export function nicknameKey(nickname: string): string {
  return nickname.normalize('NFKC').toLowerCase().replace(/\s/gu, '');
}
