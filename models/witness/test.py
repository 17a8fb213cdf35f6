def test_witness(monkeypatch):
    prepare(monkeypatch)
    watch = Watch(monkeypatch)
    answer = drive(monkeypatch)
    harm = watch.harm(answer)
    if not harm and answer.status >= 500:
        warnings.warn(f"the answer is {answer.status}: nothing was seen, but prepare() may have to set something up")
    assert not harm, f"{FINDING}: {harm[0]!r}"
