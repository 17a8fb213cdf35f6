// The platforms that there is a package for, as the editor calls them, and what Go
// calls them. One static program serves both kinds of Linux.
// There is none of 32 bits: the queue's driver for SQLite counts beyond them.
export const targets = {
  'linux-x64': ['linux', 'amd64'], 'linux-arm64': ['linux', 'arm64'],
  'alpine-x64': ['linux', 'amd64'], 'alpine-arm64': ['linux', 'arm64'],
  'darwin-x64': ['darwin', 'amd64'], 'darwin-arm64': ['darwin', 'arm64'],
  'win32-x64': ['windows', 'amd64'], 'win32-arm64': ['windows', 'arm64'],
}
