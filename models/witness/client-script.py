import io
import runpy


def drive(monkeypatch):
    """Run the script."""
    monkeypatch.syspath_prepend(str(ROOT / FOLDER))
    monkeypatch.setattr(sys, "argv", [str(ROOT / SCRIPT), *PROGRAM["argv"]])
    monkeypatch.setattr(sys, "stdin", io.StringIO(PROGRAM["stdin"]))
    for key, value in PROGRAM["environment"].items():
        monkeypatch.setenv(key, value)
    try:
        runpy.run_path(str(ROOT / SCRIPT), run_name="__main__")
    except (Exception, SystemExit):
        pass  # what matters has been seen, or never comes
    return Answer()
