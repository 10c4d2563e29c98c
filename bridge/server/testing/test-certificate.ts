/**
 * A certificate of no school, for tests alone; good for `localhost`, `lab.school.test` and 127.0.0.1 for a hundred years. Layer: tests of bridge/server.
 * Made with: openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -addext subjectAltName=…
 */
export const TEST_CERT = `-----BEGIN CERTIFICATE-----
MIIBrjCCAVWgAwIBAgIUPnHPFxh01KMT+zkzwt13bkgl6iowCgYIKoZIzj0EAwIw
FTETMBEGA1UEAwwKZ3VpamkgdGVzdDAgFw0yNjExMjIwNzUwNTRaGA8yMTI2MTAy
OTA3NTA1NFowFTETMBEGA1UEAwwKZ3VpamkgdGVzdDBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABHxhJtGxDEwkbEksk8z2USqcyAHk8rnEV5OfkJuJnlGhAJmzBDpQ
/KX7HhY95+7JDQ1Mzo7MnoeyCSUmjFMNyf+jgYAwfjAdBgNVHQ4EFgQUtPzv4gLa
88vXMATlzUL++TsRQScwHwYDVR0jBBgwFoAUtPzv4gLa88vXMATlzUL++TsRQScw
DwYDVR0TAQH/BAUwAwEB/zArBgNVHREEJDAigglsb2NhbGhvc3SCD2xhYi5zY2hv
b2wudGVzdIcEfwAAATAKBggqhkjOPQQDAgNHADBEAiBSsT1ROLEqrpA4ygn8EGUt
1JQQxA5g7J5Y5dfP+geomQIgSsEs5GF0pnO/BRAW0y0azOZVNo2b2fGUvR+1T1EY
o1o=
-----END CERTIFICATE-----
`;
export const TEST_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgTj3+s8Px642bMuqf
AXsfw0FU40koKeWXfhwkRmLWk12hRANCAAR8YSbRsQxMJGxJLJPM9lEqnMgB5PK5
xFeTn5CbiZ5RoQCZswQ6UPyl+x4WPefuyQ0NTM6OzJ6HsgklJoxTDcn/
-----END PRIVATE KEY-----
`;
