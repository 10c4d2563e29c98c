let text = "Hello";
text += ", " + 'world';
log(text.length, text.toUpperCase(), text.charAt(0));
const words = text.split(", ");
for (const word of words) {
  log(word + "!");
}
log("tab\tand \"quotes\" and \\", 'it\'s');
log(text.slice(0, 5), text.slice(7), text.startsWith("He"));
