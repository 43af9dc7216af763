/** The names of files in each folder, by paths. */
export function byFolder(files: readonly string[]): Record<string, string[]> {
  const folders: Record<string, string[]> = {};
  for (const file of files) {
    const cut = file.lastIndexOf("/");
    (folders[file.slice(0, cut)] ??= []).push(file.slice(cut + 1));
  }
  return folders;
}
