/** Each is a power of two. https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags */
const PERMISSIONS = {
  administrator: 1n << 3n,
  manageServer: 1n << 5n,
  view: 1n << 10n,
  send: 1n << 11n,
  sendInThreads: 1n << 38n,
} as const;
/** Kinds of channels. https://docs.discord.com/developers/resources/channel#channel-object-channel-types */
const THREADS: ReadonlySet<number | undefined> = new Set([10, 11, 12]);

/** Whether somebody with these permissions may write in a channel of this type; yes where Discord does not say. */
export function mayWrite(permissions: string | undefined, channelType?: number): boolean {
  if (permissions === undefined) return true;
  const write = THREADS.has(channelType) ? PERMISSIONS.sendInThreads : PERMISSIONS.send;
  const granted = toBits(permissions);
  return has(granted, PERMISSIONS.view) && has(granted, write);
}

/** Whether a member with these permissions may manage the server. Discord works them out itself, the owner's among them. */
export function mayManage(permissions: string | undefined): boolean {
  const granted = toBits(permissions);
  return has(granted, PERMISSIONS.administrator) || has(granted, PERMISSIONS.manageServer);
}

function toBits(permissions = ""): bigint {
  return /^\d+$/u.test(permissions) ? BigInt(permissions) : 0n;
}

function has(granted: bigint, permission: bigint): boolean {
  return (granted / permission) % 2n === 1n;
}
