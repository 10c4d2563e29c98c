/** What can be wrong with a picture that should become a track. Layer: tracks. */
export type ImportFaultCode =
  | 'import.too-large' // {limit}: bytes
  | 'import.not-svg' // {}: no SVG document, or broken XML
  | 'import.unsafe' // {what}: scripts, entities, things to fetch
  | 'import.too-much' // {limit}: elements or points
  | 'import.no-lines' // {}: nothing in it is a line or an area
  | 'import.bad-size' // {limit}: the floor would be too small or too large, mm
  | 'import.not-picture' // {}: no picture that can be read here
  | 'import.bad-corners'; // {}: the four corners are no quadrangle
