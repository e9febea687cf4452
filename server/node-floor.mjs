// Imported first, and for its effect alone, by every script a person starts: plain enough for a Node that is far too old.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 24 || (major === 24 && minor < 15)) {
  console.error(
    `Mendboard needs Node 24.15 or newer, and this is ${process.version}: start it with "npx -y pnpm@12 start", which brings the right one, or install a newer Node.`,
  );
  process.exit(1);
}
