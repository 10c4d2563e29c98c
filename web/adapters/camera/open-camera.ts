/**
 * The camera of this computer. Layer: web/adapters/camera. Spec: W3C Media Capture and Streams.
 * The picture is never mirrored: a sign that points left must point left.
 */
import { fail, ok, type Result } from '../../../core/base/result.ts';

export type CameraFaultCode =
  /** The page came over plain http from another computer: browsers give it no camera. */
  | 'ai.camera-insecure'
  | 'ai.camera-none'
  /** By the person, or by a rule of the school. */
  | 'ai.camera-refused'
  /** Another program has it. */
  | 'ai.camera-busy';

export interface CameraChoice {
  readonly id: string;
  /** '' until a camera has been allowed. */
  readonly label: string;
}

export interface Camera {
  readonly stream: MediaStream;
  readonly id: string;
  /** The picture of now; undefined where there is none yet or no more. The caller closes it. */
  takePicture(): Promise<ImageBitmap | undefined>;
  /** Switches the camera off; its light goes out. */
  close(): void;
}

const WIDTH = 640;
const HEIGHT = 480;

const FAULT_OF: Readonly<Record<string, CameraFaultCode>> = {
  NotAllowedError: 'ai.camera-refused',
  SecurityError: 'ai.camera-refused',
  NotFoundError: 'ai.camera-none',
  OverconstrainedError: 'ai.camera-none',
  NotReadableError: 'ai.camera-busy',
  AbortError: 'ai.camera-busy',
};

/** Cameras are not to be had at all without a secure context; this says so before anybody is asked. */
function canHaveCamera(): boolean {
  return window.isSecureContext && 'mediaDevices' in navigator;
}

export async function listCameras(): Promise<readonly CameraChoice[]> {
  if (!canHaveCamera()) return [];
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind }) => kind === 'videoinput').map(({ deviceId, label }) => ({ id: deviceId, label }));
}

/** @param onGone the camera was pulled out or taken away. Errors: see `CameraFaultCode`. */
export async function openCamera(id: string | undefined, onGone: () => void): Promise<Result<Camera, CameraFaultCode>> {
  if (!canHaveCamera()) return fail('ai.camera-insecure');
  const size = { width: { ideal: WIDTH }, height: { ideal: HEIGHT } };
  try {
    const chosen = id ? { deviceId: { exact: id } } : { facingMode: 'environment' };
    const stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { ...size, ...chosen } });
    return ok(await watch(stream, onGone));
  } catch (cause) {
    const name = cause instanceof DOMException ? cause.name : '';
    return fail(FAULT_OF[name] ?? 'ai.camera-busy', {}, cause);
  }
}

async function watch(stream: MediaStream, onGone: () => void): Promise<Camera> {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  await video.play();
  const [track] = stream.getVideoTracks();
  track?.addEventListener('ended', onGone);
  return {
    stream,
    id: track?.getSettings().deviceId ?? '',
    async takePicture() {
      if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || track?.readyState !== 'live') return undefined;
      return await createImageBitmap(video);
    },
    close() {
      track?.removeEventListener('ended', onGone);
      for (const each of stream.getTracks()) each.stop();
      video.srcObject = null;
    },
  };
}
