// The work that the server asks for before it sends another code: a number behind the challenge, so that the SHA-256 of
// both begins with as many zero bits as the challenge says. Runs beside the page. ES5, and nothing that old phones lack.
(function () {
  var K = [];
  var START = [];

  // Square and cube roots of the first primes, as FIPS 180-4 has them.
  (function () {
    var n = 2, i;
    function fraction(x) { return ((x - Math.floor(x)) * 4294967296) | 0; }
    while (K.length < 64) {
      for (i = 2; i * i <= n && n % i; i += 1) { /* looks for a divisor */ }
      if (i * i > n) {
        if (START.length < 8) START.push(fraction(Math.pow(n, 1 / 2)));
        K.push(fraction(Math.pow(n, 1 / 3)));
      }
      n += 1;
    }
  }());

  var w = [];

  // The first word of the hash of a text of one block, at most 55 plain characters.
  function first(text) {
    var h = START.slice(), i, j, a, b, t;
    for (i = 0; i < 16; i += 1) w[i] = 0;
    for (i = 0; i < text.length; i += 1) w[i >> 2] |= text.charCodeAt(i) << (24 - 8 * (i & 3));
    w[text.length >> 2] |= 128 << (24 - 8 * (text.length & 3));
    w[15] = text.length * 8;
    for (i = 0; i < 64; i += 1) {
      if (i >= 16) {
        a = w[i - 15];
        b = w[i - 2];
        w[i] = (w[i - 16] + w[i - 7] + ((a >>> 7 | a << 25) ^ (a >>> 18 | a << 14) ^ a >>> 3) +
          ((b >>> 17 | b << 15) ^ (b >>> 19 | b << 13) ^ b >>> 10)) | 0;
      }
      a = h[0];
      b = h[4];
      t = (h[7] + ((b >>> 6 | b << 26) ^ (b >>> 11 | b << 21) ^ (b >>> 25 | b << 7)) + ((b & h[5]) ^ (~b & h[6])) + K[i] + w[i]) | 0;
      j = (((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + ((a & h[1]) ^ (a & h[2]) ^ (h[1] & h[2]))) | 0;
      h = [(t + j) | 0, a, h[1], h[2], (h[3] + t) | 0, b, h[5], h[6]];
    }
    return (h[0] + START[0]) >>> 0;
  }

  self.onmessage = function (event) {
    var challenge = event.data, bits = parseInt(challenge, 10), least = Math.pow(2, 32 - bits), n = 0;
    while (first(challenge + '.' + n) >= least) n += 1;
    self.postMessage(challenge + '.' + n);
  };
}());
