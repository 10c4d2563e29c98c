/** Points with their sign, with a true minus. Layer: web/features/runs. */
export function pointsText(points: number): string {
  if (points < 0) return `−${-points}`;
  return points === 0 ? '0' : `+${points}`;
}
