//# a generator function
//! language.not-in-subset 1:1
function* f() {}
