// In development only: reloads the page when the program has started anew.
const started = async (): Promise<string | null> => {
  try {
    return await (await fetch('/_dev/started')).text();
  } catch {
    return null;
  }
};
const first = await started();
setInterval(async () => {
  const now = await started();
  if (now !== null && first !== null && now !== first) location.reload();
}, 700);

export {};
