/**
 * Building stones of the 3D view. Layer: web/adapters/three. Lengths in mm; a place of the floor (x right, y up, height) is (x, height, −y) in
 * three's frame, and so is a place of a car, which looks along −z.
 */
import {
  BufferAttribute,
  BoxGeometry,
  Color,
  CylinderGeometry,
  ExtrudeGeometry,
  Mesh,
  Shape,
  SphereGeometry,
  type BufferGeometry,
  type Material,
  type Object3D,
  type Texture,
} from 'three';
import { mergeGeometries } from 'three/addons/utils/BufferGeometryUtils.js';

export interface Place {
  readonly xMm: number;
  readonly yMm: number;
  readonly heightMm: number;
}

const put = (geometry: BufferGeometry, { xMm, yMm, heightMm }: Place) => geometry.translate(xMm, heightMm, -yMm);

/** `long` is along y. The place is its middle. */
export function box(size: { readonly wide: number; readonly long: number; readonly high: number }, middle: Place): BufferGeometry {
  return put(new BoxGeometry(size.wide, size.high, size.long), middle);
}

/** Rounded corners seen from above, a small bevel; the place is the middle of its underside. */
export function plate(
  size: { readonly wide: number; readonly long: number; readonly high: number; readonly corner: number },
  underside: Place,
): BufferGeometry {
  const [halfWide, halfLong] = [size.wide / 2, size.long / 2];
  const corner = Math.min(size.corner, halfWide, halfLong);
  const shape = new Shape();
  shape.moveTo(-halfWide + corner, -halfLong);
  shape.lineTo(halfWide - corner, -halfLong);
  shape.quadraticCurveTo(halfWide, -halfLong, halfWide, -halfLong + corner);
  shape.lineTo(halfWide, halfLong - corner);
  shape.quadraticCurveTo(halfWide, halfLong, halfWide - corner, halfLong);
  shape.lineTo(-halfWide + corner, halfLong);
  shape.quadraticCurveTo(-halfWide, halfLong, -halfWide, halfLong - corner);
  shape.lineTo(-halfWide, -halfLong + corner);
  shape.quadraticCurveTo(-halfWide, -halfLong, -halfWide + corner, -halfLong);
  const bevel = Math.min(3, size.high / 4);
  const extruded = new ExtrudeGeometry(shape, {
    ...{ depth: size.high - 2 * bevel, curveSegments: 4, bevelEnabled: true },
    ...{ bevelThickness: bevel, bevelSize: bevel, bevelOffset: -bevel, bevelSegments: 2 },
  });
  return put(extruded.translate(0, 0, bevel).rotateX(-Math.PI / 2), underside);
}

/** A disc on edge, its axle across the car. */
export function wheel(radiusMm: number, thickMm: number): BufferGeometry {
  return new CylinderGeometry(radiusMm, radiusMm, thickMm, 24).rotateZ(Math.PI / 2);
}

/** A tube that points along a heading. */
export function barrel(radiusMm: number, longMm: number, headingDeg: number, middle: Place): BufferGeometry {
  return put(new CylinderGeometry(radiusMm, radiusMm, longMm, 16).rotateX(-Math.PI / 2).rotateY((-headingDeg * Math.PI) / 180), middle);
}

export function ball(radiusMm: number, middle: Place): BufferGeometry {
  return put(new SphereGeometry(radiusMm, 14, 10), middle);
}

/** One geometry of several, each in its colour: one call to the graphics card. */
export function tinted(parts: readonly (readonly [geometry: BufferGeometry, color: string])[]): BufferGeometry {
  const color = new Color();
  const plain = parts.map(([geometry, css]) => {
    const flat = geometry.index === null ? geometry : geometry.toNonIndexed();
    color.set(css);
    const count = flat.getAttribute('position').count;
    const colors = new Float32Array(count * 3);
    for (let i = 0; i < count; i++) color.toArray(colors, i * 3);
    flat.setAttribute('color', new BufferAttribute(colors, 3));
    flat.deleteAttribute('uv');
    return flat;
  });
  return mergeGeometries(plain);
}

/** Frees what the graphics card holds of it. */
export function dispose(root: Object3D): void {
  root.traverse((object) => {
    if (!(object instanceof Mesh)) return;
    const mesh = object as Mesh<BufferGeometry, Material & { readonly map?: Texture | null }>;
    mesh.geometry.dispose();
    mesh.material.map?.dispose();
    mesh.material.dispose();
  });
}
