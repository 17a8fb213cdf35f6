"""Builds the program and puts it where pip puts programs. GOOS and GOARCH choose
another platform than this one: one machine builds the wheels of all."""

import os
import platform
import subprocess
import sys

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# A static program serves both kinds of Linux.
TAGS = {
    ("linux", "amd64"): "manylinux_2_17_x86_64.manylinux2014_x86_64.musllinux_1_1_x86_64",
    ("linux", "arm64"): "manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64",
    ("darwin", "arm64"): "macosx_12_0_arm64",
    ("darwin", "amd64"): "macosx_12_0_x86_64",
    ("windows", "amd64"): "win_amd64",
    ("windows", "arm64"): "win_arm64",
}
MACHINES = {"x86_64": "amd64", "amd64": "amd64", "aarch64": "arm64", "arm64": "arm64"}
SYSTEMS = {"linux": "linux", "darwin": "darwin", "win32": "windows"}


def target():
    """The platform that is built for."""
    goos = os.environ.get("GOOS") or SYSTEMS.get(sys.platform, sys.platform)
    goarch = os.environ.get("GOARCH") or MACHINES.get(platform.machine().lower(), platform.machine())
    if (goos, goarch) not in TAGS:
        raise SystemExit(f"there is no wheel for {goos}/{goarch}; those there are: {', '.join('/'.join(t) for t in sorted(TAGS))}")
    return goos, goarch


class CustomBuildHook(BuildHookInterface):
    def initialize(self, version, build_data):
        goos, goarch = target()
        name = "leadline.exe" if goos == "windows" else "leadline"
        out = os.path.join(self.root, "build", f"{goos}-{goarch}", name)
        told = os.environ.get("VERSION") or self.metadata.version
        subprocess.check_call(
            ["go", "build", "-trimpath", "-pgo=cmd/leadline/scan.pgo", "-ldflags", f"-s -w -X main.version={told}", "-o", out, "./cmd/leadline"],
            cwd=os.path.join(self.root, "..", ".."),
            env={**os.environ, "GOOS": goos, "GOARCH": goarch, "CGO_ENABLED": "0"},
        )
        terms = os.path.join(self.root, "build", "THIRD-PARTY-LICENCES.txt")
        here = {k: v for k, v in os.environ.items() if k not in ("GOOS", "GOARCH")}
        subprocess.check_call(["go", "run", "./tools/licences", "-texts", terms], cwd=os.path.join(self.root, "..", ".."), env=here)
        build_data["force_include"][terms] = "leadline/THIRD-PARTY-LICENCES.txt"
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{TAGS[goos, goarch]}"
        build_data["shared_scripts"][out] = name
