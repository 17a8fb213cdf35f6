"""The server part against a real Jupyter server and the real program."""

import asyncio
import json
import os
import signal

import pytest

from jupyterlab_leadline.cloud import folder_of

pytest_plugins = ["pytest_jupyter.jupyter_server"]


@pytest.fixture
def jp_server_config(jp_server_config):
    return {"ServerApp": {"jpserver_extensions": {"jupyterlab_leadline": True}}}


def page(*sources):
    cells = [{"cell_type": "code", "id": f"c{i}", "metadata": {}, "source": s, "execution_count": None, "outputs": []} for i, s in enumerate(sources)]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}


async def post(jp_fetch, what, **body):
    return json.loads((await jp_fetch("leadline", what, method="POST", body=json.dumps(body))).body)


async def test_analyze(jp_fetch):
    answer = await post(jp_fetch, "analyze", path="n.ipynb", notebook=page("print(lost)"))
    assert [f["rule"] for f in answer["findings"]] == ["notebook-undefined-on-restart"]
    assert answer["report"]["cells"][0]["state"] == "fails"


async def test_log(jp_fetch):
    def run(cell, source, count):
        return {"cell": cell, "source": source, "execution_count": count, "ok": True, "kernel": "k"}

    runs = [run("c0", "x = 1", 1), run("c1", "y = x", 2), run("c0", "x = 2", 3)]
    await post(jp_fetch, "runs", path="n.ipynb", runs=runs)
    answer = await post(jp_fetch, "analyze", path="n.ipynb", notebook=page("x = 2", "y = x"), kernel="k")
    assert answer["rerun"] == ["c1"]
    # Another kernel, and a count that goes down, begin anew.
    answer = await post(jp_fetch, "analyze", path="n.ipynb", notebook=page("x = 2", "y = x"), kernel="other")
    assert answer["rerun"] == []
    await post(jp_fetch, "runs", path="n.ipynb", runs=[run("c0", "x = 2", 1)])
    kept = json.loads((await jp_fetch("leadline", "runs", params={"path": "n.ipynb"})).body)
    assert [r["execution_count"] for r in kept["runs"]] == [1]
    await post(jp_fetch, "runs", path="n.ipynb", renamed="m.ipynb")
    await post(jp_fetch, "runs", path="m.ipynb", reset=True)
    assert json.loads((await jp_fetch("leadline", "runs", params={"path": "m.ipynb"})).body)["runs"] == []


@pytest.mark.parametrize("body", ["", "[]", "{", '{"path": "../n.ipynb", "notebook": {}}', '{"path": "n.ipynb", "notebook": 1}', '{"notebook": {}}'])
async def test_bad_requests(jp_fetch, body):
    with pytest.raises(Exception) as e:
        await jp_fetch("leadline", "analyze", method="POST", body=body)
    assert e.value.code == 400


async def test_bad_runs(jp_fetch):
    with pytest.raises(Exception) as e:
        await post(jp_fetch, "runs", path="n.ipynb", runs=[{"cell": "c"}])
    assert e.value.code == 400


async def test_only_for_who_is_signed_in(http_server_client, jp_base_url, jp_serverapp):
    for what, body in (("status", None), ("analyze", "{}"), ("runs", "{}"), ("close", "{}"), ("rule/eval-injection", None)):
        with pytest.raises(Exception) as e:
            await http_server_client.fetch(f"{jp_base_url}leadline/{what}", method="POST" if body else "GET", body=body, follow_redirects=False)
        assert e.value.code in (302, 403)


async def test_the_engine_is_started_again(jp_fetch):
    before = json.loads((await jp_fetch("leadline", "status")).body)
    assert before["fault"] == "" and before["engine"]
    await post(jp_fetch, "analyze", path="n.ipynb", notebook=page("x = 1"))
    os.kill(before["process"], signal.SIGKILL)
    await asyncio.sleep(0.2)
    answer = await post(jp_fetch, "analyze", path="n.ipynb", notebook=page("print(lost)"))
    assert len(answer["findings"]) == 1
    assert json.loads((await jp_fetch("leadline", "status")).body)["process"] != before["process"]


async def test_no_program(jp_fetch, monkeypatch, tmp_path):
    monkeypatch.setenv("LEADLINE_BINARY", str(tmp_path / "nothing"))
    answer = json.loads((await jp_fetch("leadline", "status")).body)
    assert "which is no program" in answer["fault"]
    with pytest.raises(Exception) as e:
        await post(jp_fetch, "analyze", path="n.ipynb", notebook=page("x = 1"))
    assert e.value.code == 503


async def test_the_page_of_a_rule(jp_fetch):
    rule = json.loads((await jp_fetch("leadline", "rule", "notebook-stale-output")).body)
    assert "## Fix" in rule["markdown"]


def test_folder_of_a_notebook(tmp_path):
    """Its repository, or where the settings are; never above what Jupyter serves."""
    top = tmp_path / "home"
    deep = top / "repo" / "part" / "books"
    deep.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    assert folder_of(deep / "n.ipynb", top) is None
    (top / "repo" / "part" / "leadline.toml").touch()
    assert folder_of(deep / "n.ipynb", top) == top / "repo" / "part"
    (top / "repo" / ".git").mkdir()
    assert folder_of(deep / "n.ipynb", top) == top / "repo"
    assert folder_of(top / "lone.ipynb", top) is None


async def test_service_that_is_away(jp_fetch, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    told = await post(jp_fetch, "cloud/connect", path="n.ipynb", url="http://127.0.0.1:9", token="ldl_x")
    assert told["url"] == "http://127.0.0.1:9" and "login" not in told and "127.0.0.1:9" in told["fault"]
    assert not list(tmp_path.rglob("tokens.json")), "a token that nobody accepted is not kept"
    told = await post(jp_fetch, "cloud/connect", path="n.ipynb", url="")
    assert told["url"] == "" and "fault" not in told
